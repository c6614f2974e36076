import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { classificationSchema, indexEntrySchema } from '../../src/contracts/classification.ts'
import { type Candidate, candidateSchema } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { cataloguePageSchema } from '../../src/contracts/page.ts'
import { readingSchema } from '../../src/contracts/reading.ts'
import { structureSchema } from '../../src/contracts/structure.ts'
import { REPOSITORY } from '../../test/repository.ts'

const materialSchema = z.object({
  page: cataloguePageSchema,
  reading: readingSchema,
  structure: structureSchema,
  classification: classificationSchema,
  vehicles: z.array(z.string()),
  operations: z.array(indexEntrySchema),
  section_operations: z.array(z.object({ code: z.string(), name: z.string(), pages: z.array(z.string()).default([]) })),
  previous: z.string().nullable(),
  next: z.string().nullable(),
})

export interface Original {
  readonly pair: Candidate
  readonly page: PageMaterial
}

/**
 * 300 good pairs of the sample manual with the pages as they were read and laid out in a run of the pipeline (words as the
 * engine gave them). 177 are the questions that the manual's author wrote down as its truth (examples/truth), each with the
 * place where its answer was read; the others were written by the rules and chosen by reading them beside the manual.
 * Frozen, so that the figures tell of the checks and not of readers or writers.
 */
export function originals(): Original[] {
  const bytes = gunzipSync(readFileSync(`${REPOSITORY}bench/adversarial/sample-manual.json.gz`))
  const { pages, pairs } = z
    .object({ pages: z.array(materialSchema), pairs: z.array(candidateSchema) })
    .parse(JSON.parse(bytes.toString('utf8')))
  const byId = new Map(pages.map((page) => [page.page.page_id, page]))
  const neighbour = (id: string | null): PageMaterial['previous'] => {
    const beside = id === null ? undefined : byId.get(id)
    return beside === undefined ? null : { page: beside.page, classification: beside.classification, structure: beside.structure }
  }
  const materials = new Map<string, PageMaterial>()
  for (const given of pages)
    materials.set(given.page.page_id, { ...given, previous: neighbour(given.previous), next: neighbour(given.next) })
  return pairs.flatMap((pair) => {
    const page = materials.get(pair.page_id)
    return page === undefined ? [] : [{ pair, page }]
  })
}
