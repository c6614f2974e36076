import { type StatedFact, stateOneFact } from '../checks/same-fact.ts'
import type { Problem } from '../contracts/format.ts'
import { FactLog } from './fact-log.ts'
import type { ImageChecks } from './image-checks.ts'
import { type ComparedRow, isHeldOut, splitName } from './leakage.ts'
import type { Place } from './places.ts'
import type { ReadableFormat } from './readable-format.ts'

/**
 * Held-out rows of one format that state a fact of training in nearly the same words. Only what questions name is noted; the texts of the
 * few rows that meet there are read a second time and compared as deduplication compares them.
 */
export class SimilarFacts {
  readonly #log = new FactLog()

  see(row: ComparedRow): void {
    if (row.copy !== true && (row.split === 'train' || isHeldOut(row.split))) this.#log.add(row.question, row)
  }

  /** `threshold` is the trigram similarity from which questions are nearly the same. */
  async *problems(format: ReadableFormat, folder: string, images: ImageChecks, threshold: number): AsyncIterable<Problem> {
    const meetings = [...this.#log.meetings()]
    if (meetings.length === 0) return
    const facts = await factsAt(new Set(meetings.flat().map(keyOf)), format, folder, images)
    for (const [training, held] of meetings) {
      const [one, other] = [facts.get(keyOf(training)), facts.get(keyOf(held))]
      if (one === undefined || other === undefined || !stateOneFact(one, other, threshold)) continue
      const message = `Nearly the same question and answer stand in ${splitName(training)} (${training.file}:${training.line}): “${one.question}”`
      yield { severity: 'error', file: held.file, line: held.line, message }
    }
  }
}

const keyOf = ({ file, line }: Pick<Place, 'file' | 'line'>): string => `${file}\0${line}`

async function factsAt(
  wanted: ReadonlySet<string>,
  format: ReadableFormat,
  folder: string,
  images: ImageChecks,
): Promise<Map<string, StatedFact>> {
  const facts = new Map<string, StatedFact>()
  for await (const { row } of format.judged(folder, images)) {
    if (row === undefined || !wanted.has(keyOf(row))) continue
    facts.set(keyOf(row), { question: row.question, answer: row.answer, applies_to: row.applies_to ?? [] })
  }
  return facts
}
