import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Example, exampleSchema } from '../../src/contracts/example.ts'
import { corpus, EXAMPLES, pages, sheet } from '../examples/truth.ts'
import { pagetune, temporaryFolder } from './project.ts'
import { answers, contradicts, type Fact, numbersNotPrinted, tokensOf } from './sample-facts.ts'

/** Facts of the sample manual that were answered when this was written; a change that loses some must say why. */
const ANSWERED = 198

const exportedPage = z.object({ page_id: z.string(), source_path: z.string(), source_page: z.number().nullish() })

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

interface TruePage {
  readonly path: string
  readonly pdfPage: number | undefined
  readonly facts: readonly Fact[]
  readonly text: readonly string[]
}

/** Every page of the manual with its facts and all that is printed on it. */
const truth: readonly TruePage[] = [
  ...pages.map(({ page, pdf_page, facts, words, lines, tables, figure_text }) => ({
    path: page,
    pdfPage: pdf_page,
    facts,
    text: [
      ...words.map(({ text }) => text),
      ...lines,
      ...tables.flatMap(({ header, rows }) => [...header, ...rows.flat()]),
      ...figure_text,
    ],
  })),
  { path: sheet.page, pdfPage: undefined, facts: sheet.facts, text: sheet.grid.map(({ text }) => text) },
]

describe('the sample manual, every page of it', () => {
  let examples: Example[]
  /** The pages of the truth by the page of the dataset; a scan of two pages has two. */
  let behind: Map<string, readonly TruePage[]>

  beforeAll(async () => {
    const project = temporaryFolder('facts')
    cpSync(join(EXAMPLES, 'pagetune.yaml'), join(project, 'pagetune.yaml'))
    // What `npm run demo` has read is not read again unless it would be read otherwise now; all else is made anew.
    for (const stage of ['inventory', 'prepare', 'clean', 'read']) {
      const demo = join(EXAMPLES, 'work', stage)
      if (existsSync(demo)) cpSync(demo, join(project, 'work', stage), { recursive: true })
    }
    const finished = await pagetune(['run', join(EXAMPLES, 'manual'), '--project', project, '--json'])
    if (finished.code !== 0 && finished.code !== 1) throw new Error(finished.stderr)
    examples = linesOf(join(project, 'data/examples.jsonl')).map((line) => exampleSchema.parse(line))
    behind = new Map(
      linesOf(join(project, 'data/pages.jsonl')).map((line) => {
        const { page_id, source_path, source_page } = exportedPage.parse(line)
        const original = corpus.copies.find(({ file }) => file === source_path)?.of ?? source_path
        return [page_id, truth.filter(({ path, pdfPage }) => path === original && (pdfPage === undefined || pdfPage === source_page))]
      }),
    )
  }, 900_000)

  const pagesOf = (pair: Example): TruePage[] => [...new Set(pair.evidence.flatMap(({ page_id }) => behind.get(page_id) ?? []))]

  it('knows the truth of every page that has pairs', () => {
    expect(examples.filter((pair) => pagesOf(pair).length === 0).map(({ page_id }) => page_id)).toEqual([])
  })

  it(`answers at least ${ANSWERED} of the facts of its truth`, () => {
    const facts = truth.flatMap((page) => page.facts.map((fact) => ({ page, fact })))
    const missing = facts.filter(({ fact }) => !examples.some((pair) => answers(pair, fact)))
    expect(
      facts.length - missing.length,
      missing.map(({ page, fact }) => `${page.path}: ${fact.question} ${fact.answer}`).join('\n'),
    ).toBeGreaterThanOrEqual(ANSWERED)
  })

  it('contradicts none of them', () => {
    const wrong = truth.flatMap((page) =>
      page.facts.flatMap((fact) =>
        examples
          .filter((pair) => pagesOf(pair).includes(page) && contradicts(pair, fact))
          .map((pair) => `${pair.question} ${pair.answer} (is ${fact.answer})`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('gives no number that its page does not print', () => {
    const wrong = examples.flatMap((pair) => {
      const printed = new Set(pagesOf(pair).flatMap(({ text }) => text.flatMap(tokensOf)))
      const numbers = numbersNotPrinted(pair, printed)
      return numbers.length === 0 ? [] : [`${pair.page_id}: ${pair.question} ${pair.answer} (${numbers.join(' ')})`]
    })
    expect(wrong).toEqual([])
  })
})
