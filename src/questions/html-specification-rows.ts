import type { Cell } from '../contracts/structure.ts'
import { isCondition } from './html-specification-labels.ts'
import { isQualifying } from './html-specification-nouns.ts'

/** Whether a label says too little without the row above it: 'Front', '@ 90 km/h', '– city'. */
export function isDependent(label: string): boolean {
  const text = label.replaceAll('\n', ' ').trim()
  return /^[@–—•·-]/.test(text) || /^\p{Ll}/u.test(text) || isQualifying(text.replace(/:$/, '')) || isCondition(text)
}

/** The filled cells of a grid row, each once. */
export function distinct(row: readonly (Cell | undefined)[]): Cell[] {
  return [...new Set(row)].filter((cell): cell is Cell => cell !== undefined && cell.text !== '')
}

/** Whether a cell covers one of some columns. */
export function overlaps(cell: Cell, columns: readonly number[]): boolean {
  return columns.some((column) => column >= cell.column && column < cell.column + cell.column_span)
}

/** Values of a row with the columns that agree on each: by spanning them, or by the same words. */
export function merged(
  values: readonly { cell: Cell; column: number }[],
  mayAgree: (column: number) => boolean,
): { cells: Cell[]; columns: number[] }[] {
  const groups: { cells: Cell[]; columns: number[] }[] = []
  for (const { cell, column } of values) {
    const same = groups.find((group) => group.cells[0] === cell || (mayAgree(column) && group.cells[0]!.text === cell.text))
    if (same === undefined) groups.push({ cells: [cell], columns: [column] })
    else {
      if (!same.cells.includes(cell)) same.cells.push(cell)
      same.columns.push(column)
    }
  }
  return groups
}

/** 'Coupe 2-door\n1001 (EU)' → 'Coupe'; '' when the first line is no name. */
export function leadingName(text: string): string {
  const line = text.split('\n')[0]!.trim()
  const words = /^\p{Lu}[\p{L}-]*(?: \p{L}[\p{L}-]*)*/u.exec(line)?.[0] ?? ''
  return text.includes('\n') || words === line ? words : ''
}
