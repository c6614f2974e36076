import type { Evidence } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { References, Target } from '../contracts/references.ts'
import type { Settings } from '../contracts/settings.ts'
import { citationsIn } from '../text/citations.ts'
import { upperFirst } from '../text/letter-case.ts'
import { topicOf } from '../text/topics.ts'
import { cleaned } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import type { Draft } from './writer.ts'

/**
 * A draft whose answer says by name what it sends to: '(see operation 21 00 006)' becomes '(see "Bleeding the clutch", operation
 * 21 00 006)', with the place that prints the name. What the corpus does not name stays with its number, a page or section as one of
 * the manual.
 */
export function withNamedTargets(draft: Draft, page: PageMaterial, { classify }: Settings): Draft {
  const { answer } = draft
  const evidence: Evidence[] = []
  const sent = citationsIn(answer, classify.operation_code_pattern).filter(({ start }) =>
    /\b(?:see|refer to|see also)\s+(?:the\s+)?$/i.test(answer.slice(0, start)),
  )
  const named = sent.reduceRight((text, { kind, numbers, text: printed, start, end }) => {
    const targets = numbers.map((number) => page.references?.targets.find((target) => target.kind === kind && target.number === number))
    const behind = text.slice(end)
    if (!targets.every((target) => target !== undefined))
      return kind === 'operation' || kind === 'specifications' || behind.startsWith(' of ')
        ? text
        : `${text.slice(0, end)} of the manual${behind}`
    evidence.unshift(...targets.flatMap((target) => shownAt(target, page.references)))
    const noun = kind === 'operation' ? 'operation' : (/^\p{L}+/u.exec(printed)?.[0].toLowerCase() ?? 'page')
    const said = targets.map((target) => `"${spokenName(target)}", ${noun} ${target.number}`).join(', and ')
    return targets.length === 0 ? text : `${text.slice(0, start)}${said}${behind}`
  }, answer)
  return named === answer ? draft : { ...draft, answer: named, evidence: distinct([...draft.evidence, ...evidence]) }
}

/** 'BLEEDING CLUTCH' and 'Clutch – bleed' as a name: 'Bleeding the clutch'. */
function spokenName({ name }: Target): string {
  const topic = topicOf(cleaned(name))
  return upperFirst(topic === null ? cleaned(name) : topic.verbs.length > 0 ? topic.name : topic.object)
}

function shownAt({ shown }: Target, references: References | undefined): Evidence[] {
  const structure = references?.pages.find(({ page_id }) => page_id === shown?.page_id)?.structure
  const block = structure?.blocks.find(({ id }) => id === shown?.block)
  if (shown === null || structure === undefined || block === undefined) return []
  const { cell: at } = shown
  if (at === undefined) return [blockEvidence(shown.page_id, block)]
  const table = structure.tables.find((one) => one.block === block.id)
  const cell = table?.rows.flat().find(({ row, column }) => row === at.row && column === at.column)
  return table === undefined || cell === undefined ? [] : [cellEvidence(shown.page_id, table, cell)]
}
