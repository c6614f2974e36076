import { stateOneFact } from '../checks/same-fact.ts'
import { FactLog } from './fact-log.ts'
import { isHeldOut, type RowWatch, splitName } from './leakage.ts'

/**
 * Held-out rows of one format that state a fact of training in nearly the same words, as deduplication compares them. `threshold` is the
 * trigram similarity from which questions are nearly the same.
 */
export function similarFactsWatch(threshold: number): RowWatch {
  const log = new FactLog()
  return {
    see(row) {
      const { question, answer, applies_to = [] } = row
      if (row.copy !== true && (row.split === 'train' || isHeldOut(row.split))) log.add({ question, answer, applies_to }, row)
      return []
    },
    finish(say) {
      for (const [training, held] of log.meetings()) {
        if (!stateOneFact(training.fact, held.fact, threshold)) continue
        const where = `${splitName(training.place)} (${training.place.file}:${training.place.line})`
        const message = `Nearly the same question and answer stand in ${where}: “${training.fact.question}”`
        say({ severity: 'error', file: held.place.file, line: held.place.line, message })
      }
    },
    close: () => log.close(),
  }
}
