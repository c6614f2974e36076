import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Table } from '../contracts/structure.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { cleaned, footnotesOf, isReference, isSure, labelled } from './cleaned.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { GENERIC, placeTail, spokenSection, spokenTitle } from './headings.ts'
import { worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'table-notes'
const LONGEST = 300
const TOLD = new Set(['note', 'caution', 'paragraph', 'step'])
/** 'In dust or mud, halve the intervals', 'If the belt is new, …': the case in which something else holds. */
const CASE = /^((?:if|when|in|with|without|for|after|before|below|above|at|on)\b[^,;:.]{3,60}),\s+(?=\p{L})/iu

/**
 * Notes, cautions and cases that stand under the last table of a page without jobs: they are about the whole table
 * ('Capacities are for a refill', 'In dust or mud, halve the intervals').
 */
export const tableNotesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { blocks, tables } = page.structure
    const table = tables.at(-1)
    if (table === undefined || page.classification.is_index || blocks.some(({ type }) => type === 'operation' || type === 'list_item'))
      return { drafts, refusals }
    const about = aboutOf(table, page)
    const heading = blocks.find(({ type }) => type === 'heading')
    const groups = new Map<string, { wordings: string[]; told: string[]; blocks: Block[] }>()
    for (const block of under(table, blocks)) {
      const refuse = (reason: string) => refusals.push({ block: block.id, writer: NAME, reason })
      const text = labelled(block.text).text
      const told = sentencesOf(text).filter((sentence) => !isReference(sentence))
      // 'Wire: cross section, base colour': what a column or sign means.
      if (told.length === 0 || footnotesOf(page.structure).size > 0 || /^[^.]{2,30}:\s/.test(text)) continue
      if (about === '') refuse('nothing names what the table is about')
      else if (!isSure(block, settings.generate.min_confidence)) refuse('read with too little confidence')
      else if (!told.every(isWhole) || text.length > LONGEST || !/[.!]$/.test(text.trim())) refuse('the text is cut or broken')
      else {
        const wordings = wordingsOf(block, told, about, placeTail('', page, about))
        const answer = told.map((sentence) => closed(upperFirst(cleaned(sentence)))).join(' ')
        const group = groups.get(wordings[0] ?? '') ?? { wordings, told: [], blocks: [] }
        groups.set(wordings[0] ?? '', { wordings, told: [...group.told, answer], blocks: [...group.blocks, block] })
      }
    }
    for (const { wordings, told, blocks: said } of groups.values()) {
      const isCaution = said.some(({ type }) => type === 'caution')
      drafts.push(
        worded(
          {
            wordings,
            answer: told.length === 1 ? (told[0] ?? '') : told.map((line) => `- ${line}`).join('\n'),
            task: isCaution ? 'procedure' : 'explanation',
            question_type: isCaution ? 'safety' : 'operation',
            applies_to: [],
            operation: null,
            evidence: distinct(
              [...(heading === undefined ? [] : [heading]), ...said].map((block) => blockEvidence(page.page.page_id, block)),
            ),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

/**
 * The table's name without the section's: '05 Service – Operating fluids' gives 'the operating fluids', 'Connector C12 – main
 * harness' gives 'the connector C12 (main harness)'; '' without one.
 */
function aboutOf(table: Table, page: PageMaterial): string {
  const title = spokenTitle(table, page)
  const named = title !== '' && !/[=:]/.test(title) ? title : pageTitle(page)
  const section = spokenSection(page.page.section.name)
  const [name = '', aside = ''] = named
    .replace(/^\d[\d\s.]*/, '')
    .split(/\s[–—-]+\s?/)
    .filter((piece) => piece.trim().toLowerCase() !== section.toLowerCase())
    .map((piece) => runningCase(piece.trim()).replace(/[()]/g, ''))
  // 'Troubleshooting' is said of every section.
  const behind = aside === '' && GENERIC.test(name) ? section : aside
  const whole = behind === '' ? name : `${name} (${behind})`
  return !/\p{L}{3}/u.test(name) || whole.length > 60 ? '' : definite(withArticles(whole))
}

/** The first heading of the page that is set across it. */
function pageTitle({ structure }: PageMaterial): string {
  const heading = structure.blocks.find(({ type, column, text }) => type === 'heading' && column === 0 && !/[=:]/.test(text))
  return heading === undefined ? '' : cleaned(heading.text)
}

/** The blocks below the table that are still about it: up to the next heading or figure. */
function under(table: Table, blocks: readonly Block[]): Block[] {
  const at = blocks.findIndex(({ id }) => id === table.block)
  const after = blocks.slice(at + 1)
  const end = after.findIndex(({ type }) => type === 'heading' || type === 'table')
  return (end === -1 ? after : after.slice(0, end)).filter(({ type }) => TOLD.has(type))
}

function wordingsOf(block: Block, told: readonly string[], about: string, tail: string): string[] {
  const inCase = told.length === 1 ? CASE.exec(cleaned(told[0] ?? ''))?.[1] : undefined
  if (inCase !== undefined)
    return [
      `What applies to ${about} ${lowerFirst(inCase)}${tail}?`,
      `What must be observed regarding ${about} ${lowerFirst(inCase)}${tail}?`,
    ]
  if (block.type === 'caution')
    return [
      `What important point must be observed regarding ${about}${tail}?`,
      `What caution applies to ${about}${tail}?`,
      `What must you watch out for regarding ${about}${tail}?`,
    ]
  return [`What should be noted regarding ${about}${tail}?`, `What should you know about ${about}${tail}?`]
}
