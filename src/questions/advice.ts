import type { Refusal } from '../contracts/example.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { upperFirst } from '../text/letter-case.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled } from './cleaned.ts'
import { isSurelyUnder, settingOf } from './context.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { isListed, type Item, operationsOf } from './operations.ts'
import { worded } from './phrasing.ts'
import type { Setting } from './asked.ts'
import { askSentence } from './statements.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'advice'

type Kind = 'caution' | 'note' | 'requirement'

const WORDINGS: Record<Kind, (during: string) => string[]> = {
  caution: (during) => [
    `What caution applies${during}?`,
    `What important point must be observed${during}?`,
    `What must you watch out for${during}?`,
  ],
  note: (during) => [`What should be noted${during}?`, `What should you know${during}?`, `What is worth noting${during}?`],
  requirement: (during) => [
    `What requirements must be met${during}?`,
    `What are the requirements${during}?`,
    `What conditions must be fulfilled${during}?`,
  ],
}

/** Notes, cautions and requirements of an operation; all of one kind are told together. */
export const adviceWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const operation of operationsOf(page).operations) {
      const found = new Map<string, { kind: Kind; setting: Setting; told: string[]; items: Item[] }>()
      for (const part of operation.parts) {
        const setting = settingOf(operation, part, page)
        const required =
          part.heading !== null && /^(?:adjusting |test )?(?:requirements?|prerequisites?|conditions?)\b/i.test(part.heading.block.text)
        for (const item of part.items) {
          const kind = required ? 'requirement' : kindOf(item)
          if (kind === null || setting === null) continue
          if (!isSurelyUnder(part, item)) {
            refusals.push({ block: item.block.id, writer: NAME, reason: 'whether it is still about the variant above is not sure' })
            continue
          }
          const list = listBehind(item, part.items)
          const told = withList(toldIn(item, setting, kind, settings.generate.task_rules.explanation.max_sentences), list)
          if (!isSure(item.block, settings.generate.min_confidence))
            refusals.push({ block: item.block.id, writer: NAME, reason: 'read with too little confidence' })
          else if (typeof told === 'string') refusals.push({ block: item.block.id, writer: NAME, reason: told })
          else if (told.length > 0) {
            const key = `${kind}${setting.during}`
            const group = found.get(key) ?? { kind, setting, told: [], items: [] }
            found.set(key, { ...group, told: [...group.told, told.join(' ')], items: [...group.items, item, ...list] })
          }
        }
      }
      for (const { kind, setting, told, items } of found.values()) {
        const evidence = items.map(({ page_id, block }) => blockEvidence(page_id, block))
        drafts.push(
          worded(
            {
              wordings: WORDINGS[kind](setting.during),
              answer: told.length === 1 ? (told[0] ?? '') : told.map((line) => `- ${line}`).join('\n'),
              task: kind === 'note' ? 'explanation' : 'procedure',
              question_type: kind === 'caution' ? 'safety' : 'operation',
              applies_to: [],
              operation: operation.code,
              evidence: distinct([
                ...(operation.title === null ? [] : [blockEvidence(page.page.page_id, operation.title.block)]),
                ...evidence,
              ]),
            },
            settings,
          ),
        )
      }
    }
    return { drafts, refusals }
  },
}

function kindOf({ block, under }: Item): Kind | null {
  if (under !== undefined) return under
  if (/^(?:note|important|caution|warning|attention|danger)\W*$/i.test(block.text)) return null
  if (/^(?:requirement|prerequisite)/i.test(labelled(block.text).label)) return 'requirement'
  return block.type === 'caution' || block.type === 'note' ? block.type : null
}

/** 'consisting of:' needs the list that follows it. */
function listBehind({ block }: Item, items: readonly Item[]): readonly Item[] {
  if (!/:\s*$/.test(block.text)) return []
  const first = items.findIndex((item) => item.block === block) + 1
  const after = items.slice(first)
  const end = after.findIndex((_, index) => !isListed(items, first + index))
  return end === -1 ? after : after.slice(0, end)
}

function withList(told: string[] | string, list: readonly Item[]): string[] | string {
  if (typeof told === 'string' || !(told.at(-1) ?? '').endsWith(':')) return told
  if (list.length === 0) return 'the list that it announces is missing'
  return [...told, `${list.map(({ block }) => cleaned(block.text).replace(/^\d{1,2}\s+/, '')).join('; ')}.`]
}

/** The advice in full, unless each sentence of it is asked about by itself; a reason when it cannot be told. */
function toldIn({ block }: Item, setting: Setting, kind: Kind, longest: number): string[] | string {
  const sentences = sentencesOf(labelled(block.text).text).filter((sentence) => !isReference(sentence))
  const told = sentences.map((sentence) => closed(upperFirst(cleaned(sentence))))
  if (told.length === 0) return 'no text behind the label'
  if (told.length > longest) return 'more sentences than task_rules.explanation.max_sentences'
  if (told.some((sentence) => !isWhole(sentence) || hasDoubtfulDegree(sentence))) return 'the text is cut or broken'
  if (/^(?:this|it|they|these|then)\b/i.test(told[0] ?? '')) return 'it cannot be understood without what stands before it'
  if (kind !== 'requirement' && sentences.every((sentence) => askSentence(cleaned(sentence), setting) !== null)) return []
  return told
}
