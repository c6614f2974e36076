import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Table } from '../contracts/structure.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { isBarePart, isPlural, namedPart, unturned } from '../text/noun-phrases.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { placeTail } from './headings.ts'
import { onVehicle, worded } from './phrasing.ts'
import { type Entry, type Roles, type Specified, specifiedIn, withoutNumber } from './specification-rows.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'specification-tables'

/** Ruled tables of values with units: one pair per value; steps of one tightening sequence together, in the page's order. */
export const specificationTablesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const table of page.structure.tables) {
      const found = specifiedIn(table, page)
      if (found === null) continue
      for (const _ of found.skipped) refusals.push({ block: table.block, writer: NAME, reason: 'a value stands over the first label' })
      for (const one of found.specified) {
        const draft = draftOf(one, found.specified, found.roles, table, page, settings)
        if (typeof draft === 'string') refusals.push({ block: table.block, writer: NAME, reason: draft })
        else drafts.push(draft)
      }
    }
    return { drafts, refusals }
  },
}

function draftOf(
  one: Specified,
  all: readonly Specified[],
  roles: Roles,
  table: Table,
  page: PageMaterial,
  settings: Settings,
): Draft | string {
  const cells = [...one.cells, ...one.entries.flatMap((entry) => entry.cells)]
  if (cells.some((cell) => cell.confidence < settings.generate.min_confidence)) return 'read with too little confidence'
  if (/^(?:for|with|when|if|only|use|in|on|at|to)\b/i.test(one.label) || one.entries.some(({ label }) => sentencesOf(label).length > 1))
    return 'the label is an instruction'
  if (!isWhole(one.label) || !/\p{L}{3}/u.test(one.label)) return 'the label is cut or broken'
  const values = one.entries.filter(({ value }) => value !== null)
  if (
    values.some(
      ({ label, value, unit }) =>
        !/^[~±<>≤≥]?\s?\d[\d.,/ ]*(?:\s?[±+–-]\s?\d[\d.,]*)?$/.test(value?.text.trim() ?? '') || unitText({ label, unit }) === null,
    )
  ) {
    return 'a value or its unit cannot be read'
  }
  const same = all.filter((other) => other !== one && identity(other) === identity(one))
  if (same.length > 0) return 'another row bears the same names'
  const sequence = one.entries.length > 1
  const group = one.group === null ? '' : groupName(one.group.text)
  const besides = OTHERS.test(one.variant) ? besidesOf(one, all) : []
  // Another row of the group may have taken some of the others out already.
  if (OTHERS.test(one.variant) && all.some((other) => isAkin(one, other))) return 'which types the others are is not told'
  if (OTHERS.test(one.variant) && besides.length === 0) return 'which types the others are is not told'
  const details = detailsOf(
    one,
    besides.map(({ variant }) => variant.replace(/\/ /g, '/')),
    roles,
    group,
  )
  // 'Screws (replace hex and collar screws)': what is to be done stands in the answer, not in the part's name.
  const told = INSTRUCTION_IN_BRACKETS.exec(one.label)
  const part = namedPart(unturned(cleaned(one.label.replace(INSTRUCTION_IN_BRACKETS, '')))).replace(NARROWED, '$1 ($2)')
  const kind = kindOf(values)
  if (kind === 'value' && isBarePart(one.label) && group === '') return 'the label alone does not say which part is meant'
  // A row of its own type holds for that type, whatever the manual is about.
  const machine = one.variant === '' || /^all$/i.test(one.variant) ? onVehicle(page.vehicles) : ''
  // Without a machine the section says what the values belong to, where nothing nearer does.
  const tail =
    details === '' && machine === '' && one.variant === ''
      ? placeTail('', page, part)
      : `${details === '' ? '' : ` (${details})`}${machine}`
  const notes = [...one.notes, ...(told === null ? [] : [told[1] ?? ''])].map((note) => closed(upperFirst(cleaned(note)))).join(' ')
  const answer = sequence ? sequenceText(one.entries) : valueText(values[0])
  return worded(
    {
      wordings: wordingsOf(kind, sequence, part, tail, measureOf(group)).map((wording) => wording.replace(') (', '; ')),
      answer: notes === '' ? answer : sequence ? `${notes}\n${answer}` : `${closed(answer)} ${notes}`,
      task: 'spec',
      question_type: 'factual',
      applies_to: one.variant === '' || /^all(?: others)?$/i.test(one.variant) ? [] : [one.variant.replace(/ With /g, ' with ')],
      operation: null,
      evidence: distinct(
        [...cells, ...besides.flatMap((other) => other.cells)]
          .filter(({ text }) => text.trim() !== '')
          .map((cell) => cellEvidence(page.page.page_id, table, cell)),
      ),
    },
    settings,
  )
}

/** 'Maximum operating pressure, heating': what stands behind the comma narrows the name. */
const NARROWED = /^([^,()]+), (\p{Ll}[\p{L} -]{2,30})$/u

const INSTRUCTION_IN_BRACKETS = /\s*\(((?:replace|renew|oil|wash|clean|lubricate|grease|coat|always|do not)\b[^()]*)\)/i

const identity = ({ label, under, variant, thread, group }: Specified): string =>
  [group?.text ?? '', under, label, variant, thread].join('|').toLowerCase()

/** The group's name without its number; what it says about the values ('maximum tightening torques') goes into the question. */
function groupName(text: string): string {
  return runningCase(text.replace(/^[\d\s]+/, '').trim())
    .replace(/\bacc(?:ord)?\. to\b/g, 'according to')
    .replace(/\bin acc\. with\b/g, 'in accordance with')
}

const MEASURE = /^.*?[–—-]?\s*\b((?:maximum|minimum|max\.|min\.) (?:tightening )?torques?)\b\s*/i

function measureOf(group: string): string {
  const named = MEASURE.exec(group)?.[1]?.toLowerCase().replace(/s$/, '')
  return named ?? 'tightening torque'
}

const OTHERS = /^all others?$/i

/** Whether another row of the same group, with a type of its own, bears a name that holds this one or is held by it: 'screws', 'flywheel screws'. */
function isAkin(one: Specified, other: Specified): boolean {
  if (
    other.group !== one.group ||
    other.label === one.label ||
    isUnderOneHead(one, other) ||
    other.variant === '' ||
    /^all\b/i.test(other.variant)
  )
    return false
  const words = (label: string) => new Set((label.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/s$/, '')))
  const [own, theirs] = [words(one.label), words(other.label)]
  const shared = [...own].filter((word) => theirs.has(word)).length
  return shared > 0 && shared === Math.min(own.size, theirs.size)
}

/** The rows from which 'all others' is told apart: same part or under the same numbered row, same thread, a type of their own. */
function besidesOf(one: Specified, all: readonly Specified[]): Specified[] {
  return all.filter(
    (other) =>
      other !== one &&
      other.group === one.group &&
      (other.label === one.label || isUnderOneHead(one, other)) &&
      other.thread === one.thread &&
      other.variant !== '' &&
      !/^all\b/i.test(other.variant),
  )
}

const isUnderOneHead = (one: Specified, other: Specified): boolean =>
  one.under !== '' && (other.under === one.under || other.label === one.under)

/** 'crankcase; type M21; screw M10': what tells this row from the others. */
function detailsOf({ label, under, variant, thread, entries }: Specified, besides: readonly string[], roles: Roles, group: string): string {
  const threads = [...new Set([thread, ...entries.map((entry) => entry.thread)].filter((text) => text !== ''))]
  const details: string[] = []
  const named = group.replace(MEASURE, '')
  if (named !== '' && !label.toLowerCase().includes(named.toLowerCase())) details.push(named)
  if (under !== '' && under.toLowerCase() !== label.toLowerCase()) details.push(runningCase(under))
  if (OTHERS.test(variant)) details.push(`all ${roles.variantName}s other than ${besides.join(', ')}`)
  else if (/^all$/i.test(variant)) details.push(`all ${roles.variantName}s`)
  else if (variant !== '') details.push(`${roles.variantName} ${variant.replace(/ With /g, ' with ').replace(/\/ /g, '/')}`.trim())
  if (threads.length === 1) details.push(`${roles.threadName.replace(/s$/, '')} ${threads[0] ?? ''}`.trim())
  return details.join('; ')
}

type Kind = 'torque' | 'angle' | 'tightening' | 'value'

function kindOf(values: readonly Entry[]): Kind {
  const units = values.map((entry) => unitText(entry) ?? '')
  const torque = units.some((unit) => /\b(?:N\s?m|ft|lb|kg\s?m|mkp)/i.test(unit))
  const angle = units.some((unit) => /^[°º˚]$/.test(unit))
  if (torque && units.length > 1) return 'tightening'
  if (torque) return 'torque'
  return angle ? 'angle' : 'value'
}

function wordingsOf(kind: Kind, sequence: boolean, part: string, tail: string, torque: string): string[] {
  const is = isPlural(part) ? 'are' : 'is'
  if (kind === 'tightening' || (sequence && kind !== 'value')) {
    return [
      `How ${is} ${part} tightened${tail}?`,
      `What is the tightening sequence for ${part}${tail}?`,
      `What are the tightening specifications for ${part}${tail}?`,
    ]
  }
  if (kind === 'torque') {
    return /torque/i.test(part)
      ? [`What ${is} ${part}${tail}?`, `What value is specified for ${part}${tail}?`]
      : [
          `What is the ${torque} for ${part}${tail}?`,
          `What ${torque} is specified for ${part}${tail}?`,
          ...(torque === 'tightening torque' && !/ to (?:the )?\p{L}/u.test(part)
            ? [`To what torque should ${part} be tightened${tail}?`]
            : []),
        ]
  }
  if (kind === 'angle') return [`What is the torque angle for ${part}${tail}?`, `By what angle should ${part} be turned${tail}?`]
  return [`What ${is} ${part}${tail}?`, `What value is specified for ${part}${tail}?`]
}

/** The unit as it is said; a degree sign is often read as a small nought or o. null when there is none. */
function unitText({ label, unit }: Pick<Entry, 'label' | 'unit'>): string | null {
  const text = unit?.text.trim().replace(/\s*\([^)\d]*\)$/, '') ?? ''
  if (/^[0oOº˚]\.?$/.test(text) && /angle/i.test(label)) return '°'
  return isUnit(text) ? text : null
}

function valueText(entry: Entry | undefined): string {
  const unit = (entry === undefined ? null : unitText(entry)) ?? ''
  return `${entry?.value?.text.trim() ?? ''}${/^[°º˚%]$/.test(unit) ? '' : ' '}${unit}`.trim()
}

/** 'Torque 80 Nm; loosen all bolts 1/2 turn; torque angle 90°', numbered when there are more than two. */
function sequenceText(entries: readonly Entry[]): string {
  const steps = alternatives(entries).map((same) => (same.length === 1 ? same.map(stepText).join('') : casesText(same)))
  if (steps.length === 2 && steps.every((step) => step.length < 40))
    return `${upperFirst(steps[0] ?? '')}, then ${lowerFirst(steps[1] ?? '')}`
  return steps.length === 1 ? upperFirst(steps[0] ?? '') : numbered(steps).join('\n')
}

/** Steps in order with their numbers, unless each is named by its number ('Step 1: 25 Nm'). */
function numbered(steps: readonly string[]): string[] {
  const named = steps.every((step) => /^(?:(?:step|stage|phase) \d+|\d+(?:st|nd|rd|th) (?:step|stage))\b/i.test(step))
  return steps.map((step, index) => (named ? upperFirst(step) : `${index + 1}. ${upperFirst(step)}`))
}

function stepText(entry: Entry): string {
  const label = cleaned(withoutNumber(entry.label))
  const value = entry.value === null ? '' : valueText(entry)
  const step = value === '' ? label : `${label === '' ? '' : `${label}: `}${value}`
  return entry.note === '' ? step : `${closed(step)} ${closed(cleaned(entry.note))}`
}

/** 'Torque angle:' and a line for each case: '- screws no. 1 - 10: 90°'. */
function casesText(same: readonly Entry[]): string {
  const name = CASE_OF_STEP.exec(same[0]?.label ?? '')?.[1] ?? ''
  const cases = same.map((entry) => {
    const named = cleaned(withoutNumber(entry.label))
      .slice(name.length)
      .trim()
      .replace(/^\((.*)\)$/, '$1')
    return `- ${named}: ${valueText(entry)}`
  })
  return [`${name}:`, ...cases].join('\n')
}

const CASE_OF_STEP = /^(.+?)\s+(?:(?:on|for|with|if|when)\s|\()/i

/** Steps in order; such as hold for different cases ('torque angle (screws no. 1 - 10)', '… (screws no. 11 - 14)') are one step. */
function alternatives(entries: readonly Entry[]): Entry[][] {
  const steps: Entry[][] = []
  for (const entry of entries) {
    const before = steps.at(-1)
    const [name, last] = [CASE_OF_STEP.exec(entry.label)?.[1], CASE_OF_STEP.exec(before?.at(-1)?.label ?? '')?.[1]]
    const isCase = name !== undefined && name.toLowerCase() === last?.toLowerCase() && before?.at(-1)?.label !== entry.label
    if (isCase) before?.push(entry)
    else steps.push([entry])
  }
  return steps
}
