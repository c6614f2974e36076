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

  /** Adds the problems of another list, in the order of the files and of their lines; those of a file as a whole come last. */
  append(other: ProblemList, files: readonly string[]): void {
    const order = ({ file, line }: Problem): [number, number] => [files.indexOf(file), line ?? Infinity]
    const sorted = other.shown
      .map((problem) => ({ problem, order: order(problem) }))
      .sort(({ order: [a, line] }, { order: [b, other_line] }) => a - b || (line === other_line ? 0 : line - other_line))
    this.add(sorted.map(({ problem }) => problem))
    this.errors += other.errors - other.#shownOf('error')
    this.warnings += other.warnings - other.#shownOf('warning')
  }

  get shown(): Problem[] {
    return [...this.#kept.values()]
  }

  #shownOf(severity: Problem['severity']): number {
    return this.shown.filter((problem) => problem.severity === severity).length
  }
}
