import type { Problem } from '../contracts/format.ts'

const SHOWN = 5000

/** Counts all problems, and keeps the first thousands, each once: a broken dataset of a million records must not fill the memory. */
export class ProblemList {
  readonly #kept = new Map<string, Problem>()
  errors = 0
  warnings = 0

  add(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const key = JSON.stringify(problem)
      if (this.#kept.has(key)) continue
      if (problem.severity === 'error') this.errors += 1
      else this.warnings += 1
      if (this.#kept.size < SHOWN) this.#kept.set(key, problem)
    }
  }

  get shown(): Problem[] {
    return [...this.#kept.values()]
  }
}
