import type { Evidence, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled } from './cleaned.ts'
import { settingOf } from './context.ts'
import { distinct } from './evidence.ts'
import { pointersOf, withFootnotes } from './footnotes.ts'
import { type Item, shownBy } from './items.ts'
import { subjectPhrase } from './named-objects.ts'
import { isListed, type Operation, operationsOf } from './operations.ts'
import { worded } from './phrasing.ts'
import { withoutCallouts, withSpokenReferences } from './references.ts'
import type { Setting } from './asked.ts'
import { askSentence } from './statements.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'advice'

type Kind = 'caution' | 'note' | 'requirement'

const WORDINGS: Record<Kind, (during: string, isSeveral: boolean) => string[]> = {
  caution: (during, isSeveral) => [
    `What caution applies${during}?`,
    isSeveral ? `What important points must be observed${during}?` : `What important point must be observed${during}?`,
    ...(during.startsWith(' for ') ? [] : [`What must you watch out for${during}?`]),
  ],
  note: (during) => [`What should be noted${during}?`, `What should you know${during}?`, `What is worth noting${during}?`],
  requirement: (during) => [
    `What requirements must be met${during}?`,
    `What are the requirements${during}?`,
    `What conditions must be fulfilled${during}?`,
  ],
}

/** Advice of one kind that is told together; `gap` = why some of it cannot be told. */
interface Group {
  readonly kind: Kind
  readonly setting: Setting
  readonly told: string[]
  readonly items: Item[]
  /** Whether each of its sentences is asked about by itself. */
  isAsked: boolean
  gap: string | null
}

/** Notes, cautions and requirements of an operation; all of one kind are told together, or none of them. */
export const adviceWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const operation of operationsOf(page).operations) {
      for (const group of groupsIn(operation, page, settings, refusals)) {
        if (group.gap !== null) {
          const reason = `of several pieces of advice one cannot be told: ${group.gap}`
          for (const { block } of group.items) refusals.push({ block: block.id, writer: NAME, reason })
        } else if (group.told.length > 0 && !(group.isAsked && group.told.length === 1)) drafts.push(draftOf(group, operation, settings))
      }
    }
    return { drafts, refusals }
  },
}

function groupsIn(operation: Operation, page: PageMaterial, settings: Settings, refusals: Refusal[]): Group[] {
  const groups = new Map<string, Group>()
  const notes = pointersOf(page.structure)
  const longest = settings.generate.task_rules.explanation.max_sentences
  for (const part of operation.parts) {
    const required =
      part.heading !== null && /^(?:adjusting |test )?(?:requirements?|prerequisites?|conditions?)\b/i.test(part.heading.block.text)
    for (const item of part.items) {
      const kind = required ? 'requirement' : kindOf(item)
      if (kind === null) continue
      const setting = settingOf(item, operation, part, page)
      if (setting === null) continue
      const refuse = (reason: string): void => void refusals.push({ block: item.block.id, writer: NAME, reason })
      if (setting === 'unsure') {
        const reason = 'whether it is still about the variant above is not sure'
        refuse(reason)
        for (const group of groups.values()) if (group.kind === kind) group.gap ??= reason
        continue
      }
      const key = `${kind}${setting.during}`
      const group = groups.get(key) ?? { kind, setting, told: [], items: [], isAsked: true, gap: null }
      groups.set(key, group)
      const list = listBehind(item, part.items)
      const told = isSure(item.block, settings.generate.min_confidence)
        ? withList(toldIn(item, longest, notes), list)
        : 'read with too little confidence'
      if (typeof told === 'string') {
        refuse(told)
        group.gap ??= told
      } else {
        group.told.push(withSpokenReferences(withoutCallouts(told.join(' ')), settings))
        group.items.push(item, ...list)
        if (kind === 'requirement' || told.length > 1 || askSentence(cleaned(labelled(item.block.text).text), setting) === null)
          group.isAsked = false
      }
    }
  }
  return [...groups.values()]
}

function draftOf({ kind, setting, told, items }: Group, operation: Operation, settings: Settings): Draft {
  const evidence: Evidence[] = operation.title === null ? [] : shownBy(operation.title)
  // What the title presupposes ('– Front wheel removed –') is a requirement too.
  const presupposed =
    kind === 'requirement'
      ? operation.topic.conditions.filter((state) => state.includes(' ')).map((state) => closed(upperFirst(state)))
      : []
  const lines = [...presupposed, ...told]
  return worded(
    {
      wordings: about(kind, told, setting) ?? WORDINGS[kind](setting.during, told.length > 1),
      answer: lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `- ${line}`).join('\n'),
      task: kind === 'note' ? 'explanation' : 'procedure',
      question_type: kind === 'caution' ? 'safety' : 'operation',
      applies_to: [],
      operation: operation.code,
      evidence: distinct([...evidence, ...operation.stated.flatMap(shownBy), ...items.flatMap(shownBy)]),
    },
    settings,
  )
}

const LONGEST_SUBJECT = 12

/** A single note that states something of one thing is asked for by that thing. */
function about(kind: Kind, told: readonly string[], setting: Setting): string[] | null {
  if (kind !== 'note' || told.length !== 1) return null
  const [, subject = ''] = /^((?:The|An?|All|Both) .{4,80}?) (?:is|are|has|have|must|should|may|can|will)\b/u.exec(told[0] ?? '') ?? []
  const named = subject === '' || /,/.test(subject) ? null : subjectPhrase(lowerFirst(subject), setting, LONGEST_SUBJECT)
  if (named === null) return null
  return [`What should be noted about ${named}${setting.during}?`, `What should you know about ${named}${setting.during}?`]
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
  if (list.length > 0) return [...told, `${list.map(({ block }) => cleaned(block.text).replace(/^\d{1,2}\s+/, '')).join('; ')}.`]
  // 'Conversion of displayed values:' heads a drawing; what stands before it is whole without it.
  return told.length > 1 ? told.slice(0, -1) : 'the list that it announces is missing'
}

/** The advice in full; a reason when it cannot be told. */
function toldIn({ block }: Item, longest: number, notes: ReadonlyMap<string, string>): string[] | string {
  const sentences = sentencesOf(labelled(block.text).text).filter((sentence) => !isReference(sentence))
  const told = sentences.map((sentence) => closed(upperFirst(cleaned(withFootnotes(sentence, notes)))))
  if (told.length === 0) return 'no text behind the label'
  if (told.length > longest) return 'more sentences than task_rules.explanation.max_sentences'
  if (told.some((sentence) => !isWhole(sentence) || hasDoubtfulDegree(sentence))) return 'the text is cut or broken'
  if (/^(?:this|it|they|these|then)\b/i.test(told[0] ?? '')) return 'it cannot be understood without what stands before it'
  return told
}
