import type { IndexEntry } from '../../contracts/classification.ts'
import type { Reading } from '../../contracts/reading.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { Cell, Structure } from '../../contracts/structure.ts'
import { isIndexRow } from './evidence.ts'

/** '34 - 10a' and '34–10 a' become '34-10a'; '34 2', whose dash was not read, becomes '34-2'. */
export function normalisedPage(text: string): string {
  return text
    .trim()
    .replace(/\s*[-–—./]\s*/g, '-')
    .replace(/^(\d+)\s+(\d+)/, '$1-$2')
    .replace(/\s+/g, '')
}

/**
 * Completes a code of which only the tail is printed: '046' after '34 00 009' is '34 00 046'; one whose blanks were not read is
 * grouped like the one before it. What fits no pattern stays as printed: a guess would name another job.
 */
export function completedCode(printed: string, previous: string | null, pattern: RegExp): string {
  const code = printed.trim().replace(/\s+/g, ' ')
  if (pattern.test(code) || previous === null) return code
  const digits = code.replace(/\s/g, '')
  const head = previous.replace(/\s/g, '')
  if (!/^\d+$/.test(digits) || digits.length > head.length) return code
  const whole = head.slice(0, head.length - digits.length) + digits
  let at = 0
  const grouped = [...previous].map((character) => (character === ' ' ? ' ' : whole[at++])).join('')
  return pattern.test(grouped) ? grouped : code
}

/**
 * Rows of the page's lists that point to pages, in order, with full codes. `operationPattern` is the settings' pattern. Where most
 * references have two parts ('34-5'), one with a single part was not read whole and is left out: it would name another page.
 */
export function indexEntries(structure: Structure, reading: Reading | null, operationPattern: string): IndexEntry[] {
  const pattern = new RegExp(`^(?:${operationPattern})$`)
  const entries: IndexEntry[] = []
  let previous: string | null = null
  for (const table of structure.tables) {
    let pendingName: Cell[] = []
    for (const row of table.rows) {
      if (!isIndexRow(row)) {
        pendingName = row.length === 1 ? row : []
        continue
      }
      const [name, page] = row.slice(-2) as [Cell, Cell]
      const printed = row.length > 2 ? row[0]!.text : null
      const cells = [...pendingName, ...row]
      const code: string | null = printed === null ? null : completedCode(printed, previous, pattern)
      if (code !== null && pattern.test(code)) previous = code
      entries.push({
        code,
        name: [...pendingName.map((cell) => cell.text), name.text].join(' ').trim(),
        page: normalisedPage(page.text),
        lines:
          reading === null
            ? []
            : linesIn(
                cells.map((cell) => cell.box),
                reading,
              ),
      })
      pendingName = []
    }
  }
  const whole = entries.filter((entry) => entry.page.includes('-'))
  return whole.length > 0.5 * entries.length ? whole : entries
}

/** Ids of the reading's lines whose centre lies in one of the boxes. */
function linesIn(boxes: readonly (Box | null)[], reading: Reading): string[] {
  return reading.lines
    .filter((line) =>
      line.words.some((word) => {
        const [x, y] = [(word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2]
        return boxes.some((box) => box !== null && x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
      }),
    )
    .map((line) => line.id)
}
