import type { ContentType } from '../contracts/classification.ts'
import type { Candidate, QuestionType, Refusal, Task } from '../contracts/example.ts'
import type { AskedPage } from './page-request.ts'
import { evidenceFor } from './page-places.ts'
import type { WrittenPair } from './pair-answer.ts'
import { PROMPT_VERSION } from './prompts/rules.ts'

/** A pair with the candidate that it makes, or the reason why it makes none. */
export type Made = { readonly pair: WrittenPair; readonly candidate: Candidate } | { readonly pair: WrittenPair; readonly problem: string }

/** Makes a candidate of what a model wrote. Evidence that is not on the page is a reason to send the pair back. */
export function madeOf(pair: WrittenPair, page: AskedPage, model_id: string): Made {
  const { page: own, classification, vehicles } = page.material
  const scale = page.view === null || own.image === null ? 1 : own.image.width / page.view.page.width
  const { evidence, unknown } = evidenceFor(pair.evidence, pair.boxes, own.page_id, page.places, scale)
  if (evidence.length === 0) {
    return {
      pair,
      problem:
        unknown.length > 0 ? `The evidence ${unknown.join(', ')} is not on the page.` : 'No evidence is named, or nothing was read there.',
    }
  }
  return {
    pair,
    candidate: {
      // Numbered when it is known which pairs remain.
      id: '',
      page_id: own.page_id,
      section: own.section,
      question: oneLine(pair.question),
      answer: pair.answer.replace(/\r\n?/g, '\n').trim(),
      task: taskOf(pair.question_type, classification.content_type),
      question_type: pair.question_type,
      source_type: own.source_type,
      content_type: classification.content_type,
      applies_to: pair.applies_to.map(oneLine).filter((name) => name !== '' && !vehicles.slice(0, 1).includes(name)),
      operation: pair.operation.trim() === '' ? null : pair.operation.trim(),
      evidence,
      generator: { id: model_id, version: PROMPT_VERSION, writer: `${own.source_type}/${classification.content_type}` },
      paraphrases: [],
    },
  }
}

const TASK_OF_CONTENT: Readonly<Partial<Record<ContentType, Task>>> = {
  specification: 'spec',
  procedure: 'procedure',
  troubleshooting: 'troubleshooting',
  flowchart: 'troubleshooting',
  wiring: 'wiring',
  pinout: 'wiring',
  fuse_chart: 'wiring',
  signal: 'wiring',
  oscilloscope: 'wiring',
}
const TASK_OF_QUESTION: Readonly<Partial<Record<QuestionType, Task>>> = {
  procedural: 'procedure',
  diagnostic: 'troubleshooting',
  troubleshooting: 'troubleshooting',
  wiring: 'wiring',
  connector: 'wiring',
  signal: 'wiring',
  parameter: 'spec',
}

/** The task follows from what is asked; where that leaves it open, from the kind of page. */
function taskOf(question: QuestionType, content: ContentType): Task {
  return TASK_OF_QUESTION[question] ?? TASK_OF_CONTENT[content] ?? 'explanation'
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Ids in the order written, '<page_id>-q01' …; repetitions of a question are refused. */
export function numbered(candidates: readonly Candidate[], refusals: Refusal[]): Candidate[] {
  const asked = new Set<string>()
  const kept = candidates.filter((candidate) => {
    const question = candidate.question.toLowerCase()
    if (asked.has(question))
      refusals.push({
        block: candidate.evidence[0]!.block,
        writer: candidate.generator.writer,
        reason: 'the same question was written twice',
      })
    return !asked.has(question) && asked.add(question) !== undefined
  })
  return kept.map((candidate, index) => ({ ...candidate, id: `${candidate.page_id}-q${String(index + 1).padStart(2, '0')}` }))
}
