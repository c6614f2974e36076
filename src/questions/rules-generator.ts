import { PagetuneError } from '../contracts/error.ts'
import type { Candidate, Generated, Refusal } from '../contracts/example.ts'
import type { Generator } from '../contracts/generator.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { LANGUAGE_NAMES } from '../text/language.ts'
import { problemOfUnits, withUnits } from '../text/units.ts'
import { englishSpelling, wordsOf } from '../text/spelling.ts'
import { withAbbreviationsExplained } from './abbreviations.ts'
import { type JoinedPage, withJoinedText, withTails } from './broken-text.ts'
import { citedWherePrinted, withContinuedTable } from './continued-tables.ts'
import { distinct } from './evidence.ts'
import { coverageOf, unaskedOf } from './coverage.ts'
import { HTML_WRITERS, PAGE_WRITERS } from './writers.ts'
import { withNamedTargets } from './named-targets.ts'
import { quotedAsRead, withRepairs } from './repaired-page.ts'
import { withSureness } from './sureness.ts'
import type { Draft } from './writer.ts'

/** Bump when any writer's output changes meaning. */
const VERSION = 23

/** The offline generator: every writer over every page, then spelling, doubles, and the page's limit. */
export const rulesGenerator: Generator = {
  id: 'rules',
  version: VERSION,
  fingerprint: `rules-${VERSION}`,
  async write(page, settings) {
    if (isSkipped(page, settings)) return { page_id: page.page.page_id, candidates: [], refusals: [], coverage: coverageOf(page, [], []) }
    const foreign = foreignText(page)
    if (foreign.length > 0)
      return { page_id: page.page.page_id, candidates: [], refusals: foreign, coverage: coverageOf(page, [], foreign) }
    for (const [printed, wanted] of Object.entries(settings.generate.unit_canon)) {
      const problem = problemOfUnits(printed, wanted)
      if (problem !== null)
        throw new PagetuneError('SETTINGS', `generate.unit_canon: ${problem}.`, { fix: 'Name two units that measure the same.' })
    }
    const { page: whole, continued } = withContinuedTable(page)
    const joined: JoinedPage = page.page.kind === 'html' ? { page, tails: new Map() } : withJoinedText(whole)
    const material = page.page.kind === 'html' ? page : await readable(joined.page)
    const writers = page.page.kind === 'html' ? HTML_WRITERS : PAGE_WRITERS
    const refusals: Refusal[] = []
    const written: { draft: Draft; writer: string }[] = []
    for (const writer of writers) {
      const output = writer.write(material, settings)
      refusals.push(...output.refusals)
      const cited = output.drafts.map((draft) => quotedAsRead(citedWherePrinted(draft, page.page.page_id, continued), page))
      const told = cited.map((draft) => withAbbreviationsExplained(withNamedTargets(withTails(draft, joined), page, settings), page))
      written.push(...told.map((draft) => ({ draft, writer: writer.name })))
    }
    const spelled = page.page.kind === 'html' ? written : await wellSpelled(written, material, refusals)
    const kept = withinLimit(withoutDoubles(spelled, refusals), page, settings, refusals)
    const candidates = kept.map(({ draft, writer }, index) => candidateOf(draft, writer, index, page, settings))
    if (page.page.kind !== 'html') refusals.push(...unaskedOf(page, candidates, refusals))
    return { page_id: page.page.page_id, candidates, refusals, coverage: coverageOf(page, candidates, refusals) } satisfies Generated
  },
}

/** The page as a reader who knows English sees it: misread words put right, confidence by the words that matter. */
async function readable(page: PageMaterial): Promise<PageMaterial> {
  const spelling = await englishSpelling()
  return withRepairs(withSureness(page, spelling), spelling)
}

/** The writers know English only: all text of a page in another language is refused. */
function foreignText({ structure, classification: { language } }: PageMaterial): Refusal[] {
  if (language === undefined || language === null || language === 'en') return []
  const reason = `the page is written in ${LANGUAGE_NAMES[language] ?? language}`
  return structure.blocks.filter(({ text }) => text !== '').map(({ id }) => ({ block: id, writer: 'all', reason }))
}

interface Written {
  readonly draft: Draft
  readonly writer: string
}

/** Whether the settings leave the page without questions. */
export function isSkipped({ page, classification }: PageMaterial, { generate }: Settings): boolean {
  const patterns = generate.skip_page_patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split('*')
          .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
          .join('.*')}$`,
      ),
  )
  return generate.skip_content_types.includes(classification.content_type) || patterns.some((pattern) => pattern.test(page.page_id))
}

const refusalOf = ({ draft, writer }: Written, reason: string): Refusal => ({ block: draft.evidence[0]?.block ?? 'page', writer, reason })

/** Refuses pairs whose question or answer has a word that is neither English nor a technical word seen elsewhere on the pages. */
async function wellSpelled(written: readonly Written[], page: PageMaterial, refusals: Refusal[]): Promise<Written[]> {
  // The words of a text layer were set, not read: they are spelled as their author wrote them.
  if (written.length === 0 || page.reading.origin === 'text-layer') return [...written]
  const spelling = await englishSpelling()
  const seen = wordsSeenOften(page)
  const named = new Set([...page.vehicles, page.page.section.name].flatMap(wordsOf).map((word) => word.toLowerCase()))
  return written.filter((one) => {
    const unknown = spelling.unknownWords(`${one.draft.question} ${one.draft.answer}`, seen, named)
    if (unknown.length > 0) refusals.push(refusalOf(one, `not a known word: ${unknown[0] ?? ''}`))
    return unknown.length === 0
  })
}

/** Unknown words that stand twice on the page and its neighbours, or were read almost surely, are names and terms, not misreadings. */
function wordsSeenOften(page: PageMaterial): Set<string> {
  const counts = new Map<string, number>()
  const count = (text: string, weight = 1): void => {
    for (const word of wordsOf(text)) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + weight)
  }
  for (const line of page.reading.lines) {
    for (const word of line.words) count(word.text, word.confidence >= (/^\p{Lu}\p{Ll}/u.test(word.text) ? NAME_READ : SURELY_READ) ? 2 : 1)
  }
  for (const neighbour of [page.previous, page.next]) for (const block of neighbour?.structure.blocks ?? []) count(block.text)
  for (const { name } of page.section_operations ?? []) count(name, 2)
  return new Set([...counts].filter(([, times]) => times >= 2).map(([word]) => word))
}

/** Word confidence above which an unknown word is taken as printed. */
const SURELY_READ = 0.988
/** The same for words with a capital, which are often names of products. */
const NAME_READ = 0.968

/** One question has one answer on a page: repetitions are dropped, contradictions refused. */
function withoutDoubles(written: readonly Written[], refusals: Refusal[]): Written[] {
  const byQuestion = new Map<string, Written[]>()
  for (const one of written) {
    const key = one.draft.question.toLowerCase()
    byQuestion.set(key, [...(byQuestion.get(key) ?? []), one])
  }
  return [...byQuestion.values()].flatMap((same) => {
    const answers = new Set(same.map(({ draft }) => draft.answer))
    if (answers.size === 1) return same.slice(0, 1)
    for (const one of same) refusals.push(refusalOf(one, 'the same question has two answers on the page'))
    return []
  })
}

function withinLimit(written: readonly Written[], page: PageMaterial, settings: Settings, refusals: Refusal[]): readonly Written[] {
  const limits = settings.generate.questions_per_page
  const limit = page.page.kind === 'html' ? limits.html : limits[page.classification.content_type]
  for (const one of written.slice(limit)) refusals.push(refusalOf(one, 'over the limit of questions_per_page'))
  return written.slice(0, limit)
}

function candidateOf(draft: Draft, writer: string, index: number, { page, classification }: PageMaterial, settings: Settings): Candidate {
  return {
    id: `${page.page_id}-q${String(index + 1).padStart(2, '0')}`,
    page_id: page.page_id,
    section: page.section,
    question: draft.question,
    answer: withUnits(draft.answer, settings.generate.unit_canon),
    task: draft.task,
    question_type: draft.question_type,
    source_type: page.source_type,
    content_type: classification.content_type,
    applies_to: [...draft.applies_to],
    operation: draft.operation,
    evidence: distinct(draft.evidence),
    generator: { id: 'rules', version: VERSION, writer },
    paraphrases: [...draft.paraphrases],
  }
}
