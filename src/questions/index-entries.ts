import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { isPlural } from '../text/noun-phrases.ts'
import { isJob, topicOf } from '../text/topics.ts'
import { cleaned, isSureLine } from './cleaned.ts'
import { blockEvidence, distinct, entryEvidence } from './evidence.ts'
import { GENERIC, spokenSection } from './headings.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'index-entries'

/** Rows of an index page: which number and page cover a job. Rows that name nothing ('Introduction') are left. */
export const indexEntriesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { index_entries: entries, section } = page.classification
    const chapter = section.name === '' ? '' : ` of the ${section.name} section`
    const scope = scopeOf(page)
    const vehicle = `${scope === null ? '' : ` (${spoken(scope.text)})`}${onVehicle(page.vehicles)}`
    const refuse = (reason: string, lines: readonly string[]): void => {
      const block = page.structure.blocks.find((candidate) => lines.some((line) => candidate.lines.includes(line)))
      refusals.push({ block: block?.id ?? 'page', writer: NAME, reason })
    }
    for (const { code, name, page: printed, lines } of entries) {
      const topic = topicOf(cleaned(name))
      const evidence = entryEvidence(page.page.page_id, { code, name, page: printed, lines }, page.reading, page.structure.blocks)
      const sure = page.reading.lines
        .filter(({ id }) => lines.includes(id))
        .every((line) => isSureLine(line, settings.generate.min_confidence))
      if (topic === null || evidence.length === 0 || !sure)
        refuse(sure ? 'the entry cannot be read' : 'read with too little confidence', lines)
      else if (/\p{L}\d\p{L}/u.test(name)) refuse('the entry cannot be read', lines)
      else if (/^\d{2,3}\s/.test(name.trim())) refuse('its number could not be completed', lines)
      else if (/^(?:introduction|contents|index|general|foreword|preface)$/i.test(name.trim()))
        refuse('the entry names nothing to look for', lines)
      else if (entries.some((other) => other.name === name && other.page !== printed && other.code !== code))
        refuse('two entries bear the same name', lines)
      else {
        const subject =
          // 'Specifications' stands in every section's index.
          GENERIC.test(name.trim()) && section.name !== ''
            ? `the ${spokenSection(section.name)} ${runningCase(name.trim())}`
            : topic.verbs.length > 0
              ? `${topic.name}${topic.conditions.length === 0 ? '' : ` (${topic.conditions.join(', ')})`}`
              : topic.name
        drafts.push(
          worded(
            {
              wordings: code === null ? pageWordings(subject, chapter, vehicle, isJob(topic)) : codeWordings(subject, chapter, vehicle),
              answer: code === null ? `Page ${printed}` : `Operation ${code}, page ${printed}`,
              task: 'procedure',
              question_type: 'navigation',
              applies_to: [],
              operation: code,
              evidence: distinct([...(scope === null ? [] : [blockEvidence(page.page.page_id, scope)]), ...evidence]),
            },
            settings,
          ),
        )
      }
    }
    return { drafts, refusals }
  },
}

/**
 * The line over the list that says for which machine or engine it holds: one line with a type code in it, besides the section's
 * own name. null where none stands there.
 */
function scopeOf(page: PageMaterial): Block | null {
  const { blocks } = page.structure
  const list = blocks.findIndex(({ type }) => type === 'table')
  const above = blocks.slice(0, Math.max(0, list)).filter(({ type }) => type === 'heading' || type === 'paragraph')
  const name = page.page.section.name.toLowerCase()
  return (
    above.find(
      ({ text }) =>
        text.length < 60 &&
        /\b\p{Lu}{1,3} ?\d+|\b\d+ ?\p{L}{1,2}\b/u.test(text) &&
        !/[.!?]$/.test(text) &&
        (name === '' || text.replace(/^\d+\s+/, '').toLowerCase() !== name),
    ) ?? null
  )
}

/** 'BMW M 3 – Engine S 14 Z' as it stands in brackets. */
const spoken = (text: string): string =>
  cleaned(text)
    .replace(/\s+[–—-]\s+/g, ', ')
    .replace(/, \p{Lu}(?=\p{Ll})/gu, (start) => start.toLowerCase())
    .replace(/[()]/g, '')

function codeWordings(subject: string, chapter: string, vehicle: string): string[] {
  return [
    `What is the operation number for ${subject}${vehicle}, and on which page${chapter} is it described?`,
    `Under which operation number and on which page${chapter} do I find ${subject}${vehicle}?`,
    `Which operation number and page${chapter} cover ${subject}${vehicle}?`,
  ]
}

function pageWordings(subject: string, chapter: string, vehicle: string, job: boolean): string[] {
  return [
    `On which page${chapter} do I find ${subject}${vehicle}?`,
    `On which page${chapter} ${!job && isPlural(subject) ? 'are' : 'is'} ${subject} ${job ? 'described' : 'shown'}${vehicle}?`,
    `Which page${chapter} covers ${subject}${vehicle}?`,
  ]
}
