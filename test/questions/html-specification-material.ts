import type { PageMaterial } from '../../src/contracts/material.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { structureFromHtml } from '../../src/html/structure.ts'
import { htmlSpecificationWriter } from '../../src/questions/html-specification.ts'
import type { WriterOutput } from '../../src/questions/writer.ts'

/** The page of an HTML file as the writers see it. */
export function htmlMaterial(markup: string, vehicles: readonly string[] = []): PageMaterial {
  const page_id = 'html-sheet'
  const section = { id: '', name: '' }
  return {
    page: {
      page_id,
      candidate_id: page_id,
      kind: 'html',
      section,
      source_type: 'html_specs',
      source_path: 'sheet.html',
      source_page: 1,
      image: null,
      aliases: [],
    },
    reading: { page_id, image: null, origin: 'html', engine: 'html', mean_confidence: 1, lines: [] },
    structure: structureFromHtml(page_id, markup),
    classification: {
      page_id,
      source_type: 'html_specs',
      content_type: 'specification',
      is_index: false,
      confidence: 1,
      secondary_types: [],
      needs_review: false,
      reasoning: '',
      printed_page: null,
      section,
      index_entries: [],
    },
    vehicles,
    operations: [],
    previous: null,
    next: null,
  }
}

/** What the writer makes of an HTML file. */
export function pairsOf(markup: string, vehicles: readonly string[] = []): WriterOutput {
  return htmlSpecificationWriter.write(htmlMaterial(markup, vehicles), defaultSettings())
}
