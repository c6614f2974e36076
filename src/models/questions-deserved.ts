import type { PageMaterial } from '../contracts/material.ts'
import { FURNITURE } from './prompts/page-text.ts'

/** A number with a unit beside it. */
const VALUE = /\d\s*(?:mm|cm|km|m|nm|ft|lb|kg|g|kpa|bar|psi|v|a|Ω|ohms?|kw|hp|rpm|l|cc|cm³|%|°[cf]?|min|s)\b|°/iu
/** Steps, legend rows and index rows for one question. */
const STEPS_A_QUESTION = 3
const LEGEND_ROWS_A_QUESTION = 2
const INDEX_ROWS_A_QUESTION = 3
const WORDS_OF_A_STATEMENT = 8
/** An item of a list inside of a cell: 'a) …'; and the items for one question. */
const ITEM = /(?:^|\s)[a-z\d]{1,2}[)}]\s/g
const ITEMS_A_QUESTION = 2

/**
 * How many questions the page deserves, by what stands on it: one for each operation, caution, tool and statement, one for each table row
 * with a value, some for steps and labels. 0 = there is nothing to ask, and no call is worth its price.
 */
export function questionsDeserved({ structure, classification }: PageMaterial): number {
  let count = 0
  let [steps, legend] = [0, 0]
  for (const { type, text } of structure.blocks) {
    if (FURNITURE.has(type)) continue
    const words = text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length
    if (type === 'operation' || type === 'tool' || type === 'specification') count += 1
    else if (type === 'caution' || type === 'note') count += words >= 4 ? 1 : 0
    else if (type === 'step') steps += 1
    else if (type === 'paragraph' || type === 'list_item') {
      if (words >= WORDS_OF_A_STATEMENT || VALUE.test(text)) count += 1
      else if (words >= 1 && type === 'list_item') legend += 1
    } else if (type === 'caption' || type === 'callout') legend += /\p{L}{3}/u.test(text) ? 1 : 0
  }
  for (const table of structure.tables) {
    const rows = table.rows.filter(
      (row) => row.length > 1 && !row.every((cell) => cell.header) && row.some((cell) => /\p{L}{2}|\d/u.test(cell.text)),
    )
    if (classification.is_index) count += Math.ceil(rows.length / INDEX_ROWS_A_QUESTION)
    // A row of a fault table holds as many facts as its longest list of causes or remedies.
    else
      for (const row of rows) count += Math.max(1, ...row.map(({ text }) => Math.ceil((text.match(ITEM)?.length ?? 0) / ITEMS_A_QUESTION)))
  }
  return count + Math.ceil(steps / STEPS_A_QUESTION) + Math.ceil(legend / LEGEND_ROWS_A_QUESTION)
}
