import type { Refusal } from '../contracts/example.ts'
import type { Block } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { topicOf } from '../text/topics.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { titleOf } from './operations.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'legends'

/** Legends of drawings ('1 Crankshaft') under a heading that names what is drawn: all parts at once. A number by itself says nothing without the drawing. */
export const legendsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const { heading, entries } of legendsIn(page.structure.blocks)) {
      const vehicle = onVehicle(page.vehicles)
      const { page_id } = page.page
      const name = heading === null ? '' : drawnUnder(heading)
      if (heading === null || !/\p{L}{3}/u.test(name) || name.split(' ').length > 8) {
        for (const { block } of entries)
          refusals.push({ block: block.id, writer: NAME, reason: 'nothing names what the legend belongs to' })
        continue
      }
      const unsure = entries.filter(({ block }) => !isSure(block, settings.generate.min_confidence))
      if (unsure.length > 0) {
        for (const { block } of unsure) refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
        continue
      }
      const drawn = definite(withArticles(name))
      const draft = (wordings: string[], answer: string, blocks: readonly Block[]): Draft =>
        worded(
          {
            wordings,
            answer,
            task: 'explanation',
            question_type: 'component',
            applies_to: [],
            operation: null,
            evidence: [heading, ...blocks].map((block) => blockEvidence(page_id, block)),
          },
          settings,
        )
      drafts.push(
        draft(
          [
            `Which parts does ${drawn} consist of${vehicle}, numbered as in its drawing?`,
            `Which parts does the drawing of ${drawn} show${vehicle}, and with which numbers?`,
          ],
          entries.map(({ mark, part }) => `${mark}: ${part}`).join('\n'),
          entries.map(({ block }) => block),
        ),
      )
    }
    return { drafts, refusals }
  },
}

/** What a heading says is drawn; the title of a job ('Overhauling final drive') names its object. */
function drawnUnder(heading: Block): string {
  const text = cleaned(heading.text).replace(/[\s:]+$/, '')
  return heading.type === 'operation' ? (topicOf(titleOf(heading))?.object ?? '') : runningCase(text)
}

interface Legend {
  readonly heading: Block | null
  readonly entries: { readonly mark: string; readonly part: string; readonly block: Block }[]
}

/** Runs of at least three numbered items in rising order, with the block that heads them. */
function legendsIn(blocks: readonly Block[]): Legend[] {
  const legends: Legend[] = []
  let before: Block | null = null
  let open: Legend | null = null
  for (const block of blocks) {
    if (block.type === 'figure' || block.type === 'callout') continue
    const match = block.type === 'list_item' ? /^(\d{1,2}|[A-Z])\s+(\p{L}.*)$/u.exec(cleaned(block.text)) : null
    if (match === null) {
      open = null
      before = block
      continue
    }
    if (open === null) {
      const named =
        before !== null && (before.type === 'heading' || before.type === 'operation' || /^[^.]{3,60}:$/.test(before.text.trim()))
          ? before
          : null
      open = { heading: named, entries: [] }
      legends.push(open)
    }
    open.entries.push({ mark: match[1] ?? '', part: (match[2] ?? '').replace(/\.$/, ''), block })
  }
  return legends.filter(
    ({ entries }) =>
      entries.length >= 3 &&
      entries.every(({ mark }, index) => index === 0 || Number.isNaN(Number(mark)) || Number(mark) > Number(entries[index - 1]?.mark)),
  )
}
