import { z } from 'zod'
import { type ContentType, contentTypeSchema } from '../contracts/classification.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { LanguageModel, LanguageRequest, RequestPart } from '../contracts/model.ts'
import { closed } from './pair-answer.ts'
import { type Place } from './page-places.ts'
import { readText } from './prompts/page-text.ts'
import { askFor } from './structured-answer.ts'

export interface ModelJudgement {
  readonly content_type: ContentType
  readonly secondary_types: ContentType[]
  readonly confidence: number
  readonly reasoning: string
}

/** A row of an index page as a model reads it: the number as far as it is printed, the lines that show it. */
export interface ModelIndexRow {
  readonly code: string
  readonly name: string
  readonly page: string
  readonly lines: readonly string[]
}

const judgementSchema = z.object({
  reasoning: z.string(),
  content_type: contentTypeSchema,
  secondary_types: z.array(contentTypeSchema).default([]),
  confidence: z.number().min(0).max(1),
})

const indexSchema = z.object({
  rows: z.array(z.object({ code: z.string().default(''), name: z.string(), page: z.string(), lines: z.array(z.string()).default([]) })),
})

const TYPES: Readonly<Record<ContentType, string>> = {
  index: 'a list of operations or topics with the pages where they are',
  procedure: 'work in steps: remove, install, adjust, check',
  specification: 'values: torques, clearances, capacities, mostly in tables',
  diagram: 'a drawing of parts or of a function, with labels or a legend',
  troubleshooting: 'complaints, causes, remedies, diagnosis',
  text: 'running text: how something works, introductions, forewords',
  wiring: 'a circuit diagram with wires, colours, connectors',
  pinout: 'terminals of a connector and what they carry',
  fuse_chart: 'fuses and what they protect',
  flowchart: 'boxes and arrows with decisions',
  signal: 'signals with their form, level or duration',
  oscilloscope: 'recorded or drawn signal curves',
  unknown: 'none of these, or nothing can be made out',
}

const RULES = `You sort the pages of technical manuals by what they mostly show. You are given the picture of a page and the words that were read on it. Choose the type of what fills most of the page and what somebody would open it for; name other types that are there too. "confidence" is from 0 to 1: how sure you are that a careful person would choose the same. Reason in one or two sentences, first. You answer with one JSON object and nothing else: {"reasoning": "…", "content_type": "…", "secondary_types": [], "confidence": 0.9}`

const INDEX_RULES = `You read the index pages of technical manuals: rows with an operation number, a name, and the page where it is described. You are given the picture of the page and the words that were read on it, each line with an id in square brackets. Give every row, in the printed order, none left out, also rows without a number. "code" is the number as far as it is printed in that row (the last digits, where the rest stands in a row above), or "". "page" is as printed. "lines" are the ids of all the lines that show the row. You answer with one JSON object and nothing else: {"rows": [{"code": "…", "name": "…", "page": "…", "lines": ["l012"]}]}`

type Seen = Pick<PageMaterial, 'page' | 'reading' | 'structure'>

/** Asks what a page shows, among the types that its source can have. A type outside of them is no answer, and is sent back. */
export async function classifiedByModel(
  seen: Seen,
  allowed: readonly ContentType[],
  places: ReadonlyMap<string, Place>,
  pictures: readonly RequestPart[],
  model: LanguageModel,
  max_output_tokens: number,
  signal: AbortSignal,
): Promise<ModelJudgement> {
  const types = [...allowed, 'unknown' as const]
  const list = types.map((type) => `- ${type}: ${TYPES[type]}`).join('\n')
  const shape = judgementSchema.refine(({ content_type }) => types.includes(content_type), {
    path: ['content_type'],
    error: `It must be one of ${types.join(', ')}.`,
  })
  const text = { type: 'string', enum: types }
  const request = requestOf(
    'classification',
    [`${RULES}\n\nThe types for this page:\n${list}`],
    seen,
    places,
    pictures,
    max_output_tokens,
    {
      name: 'classification',
      schema: closed({
        reasoning: { type: 'string' },
        content_type: text,
        secondary_types: { type: 'array', items: text },
        confidence: { type: 'number' },
      }),
    },
  )
  const { content_type, secondary_types, confidence, reasoning } = await askFor(model, request, shape, signal)
  return {
    content_type,
    secondary_types: secondary_types.filter((type) => type !== content_type && allowed.includes(type)),
    confidence,
    reasoning: `${model.id}: ${reasoning}`,
  }
}

/** Asks for the rows of an index page. */
export async function indexByModel(
  seen: Seen,
  places: ReadonlyMap<string, Place>,
  pictures: readonly RequestPart[],
  model: LanguageModel,
  max_output_tokens: number,
  signal: AbortSignal,
): Promise<ModelIndexRow[]> {
  const row = closed({
    code: { type: 'string' },
    name: { type: 'string' },
    page: { type: 'string' },
    lines: { type: 'array', items: { type: 'string' } },
  })
  const request = requestOf('index', [INDEX_RULES], seen, places, pictures, max_output_tokens, {
    name: 'index',
    schema: closed({ rows: { type: 'array', items: row } }),
  })
  return (await askFor(model, request, indexSchema, signal)).rows
}

function requestOf(
  purpose: 'classification' | 'index',
  system: readonly string[],
  { page, structure, reading }: Seen,
  places: ReadonlyMap<string, Place>,
  pictures: readonly RequestPart[],
  max_output_tokens: number,
  schema: LanguageRequest['schema'],
): LanguageRequest {
  const read = purpose === 'index' ? reading.lines.map(({ id, text }) => `[${id}] ${text}`).join('\n') : readText({ structure }, places)
  return {
    purpose,
    page_id: page.page_id,
    system,
    turns: [
      {
        role: 'user',
        parts: [...pictures, { type: 'text', text: `Section of the manual: ${page.section.id} ${page.section.name}\n\n${read}` }],
      },
    ],
    schema,
    max_output_tokens,
  }
}
