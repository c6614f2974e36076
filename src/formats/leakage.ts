import type { Problem } from '../contracts/format.ts'
import type { Row } from './loaded.ts'
import { questionKey, trainerText } from './text.ts'

/** What one format's rows say about the parting of training and validation. `aliases` maps the id of a copy to its page. */
export function leakageProblems(rows: readonly Row[], aliases: ReadonlyMap<string, string>): Problem[] {
  const physical = (row: Row): string | undefined => (row.page_id ? (aliases.get(row.page_id) ?? row.page_id) : undefined)
  return [
    ...across(rows, physical, (page, first) => `The page ${page} also stands in training (${first}).`),
    ...across(
      rows,
      (row) => row.group || undefined,
      (group, first) => `The group ${group} also stands in training (${first}).`,
    ),
    ...across(rows, pairKey, (_key, first) => `The same question and answer stand in training (${first}).`),
    ...across(
      rows.filter((row) => row.image),
      (row) => row.image ?? undefined,
      (image, first) => `The picture ${image} also stands in training (${first}).`,
    ),
    ...syntheticProblems(rows),
  ]
}

/** Pairs of one file that repeat another, and questions that one file answers in two ways. */
export function repetitionProblems(rows: readonly Row[]): Problem[] {
  const problems: Problem[] = []
  const answers = new Map<string, Row>()
  for (const row of rows) {
    if (row.copy === true) continue
    const key = `${row.split}\0${row.image ?? ''}\0${questionKey(row.question)}`
    const first = answers.get(key)
    if (first === undefined) answers.set(key, row)
    else if (sameAnswer(first, row)) problems.push(warning(row, `The pair repeats line ${first.line}.`))
    else problems.push(warning(row, `The question of line ${first.line} has another answer here.`))
  }
  return problems
}

function across(rows: readonly Row[], key: (row: Row) => string | undefined, message: (key: string, first: string) => string): Problem[] {
  const trained = new Map<string, Row>()
  for (const row of rows) {
    const value = row.split === 'train' ? key(row) : undefined
    if (value !== undefined && !trained.has(value)) trained.set(value, row)
  }
  const reported = new Set<string>()
  return rows.flatMap((row) => {
    const value = row.split === 'validation' ? key(row) : undefined
    const first = value === undefined ? undefined : trained.get(value)
    if (value === undefined || first === undefined || reported.has(value)) return []
    reported.add(value)
    return [{ severity: 'error' as const, file: row.file, line: row.line, message: message(value, `${first.file}:${first.line}`) }]
  })
}

/** A synthetic row must ask in other words than training, and only once. */
function syntheticProblems(rows: readonly Row[]): Problem[] {
  const trained = new Set(rows.filter((row) => row.split === 'train').map((row) => questionKey(row.question)))
  const seen = new Set<string>()
  return rows
    .filter((row) => row.split === 'synthetic')
    .flatMap((row): Problem[] => {
      const key = questionKey(row.question)
      const again = seen.has(key)
      seen.add(key)
      if (trained.has(key))
        return [{ severity: 'error', file: row.file, line: row.line, message: 'The question stands in training word for word.' }]
      return again ? [{ severity: 'error', file: row.file, line: row.line, message: 'The question stands here twice.' }] : []
    })
}

const pairKey = (row: Row): string => `${row.image ?? ''}\0${questionKey(row.question)}\0${trainerText(row.answer).toLowerCase()}`
const sameAnswer = (a: Row, b: Row): boolean => trainerText(a.answer) === trainerText(b.answer)
const warning = (row: Row, message: string): Problem => ({ severity: 'warning', file: row.file, line: row.line, message })
