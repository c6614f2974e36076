import type { JsonObject } from './jsonl.ts'

/** Columns by which TRL tells one kind of dataset from another; others are ignored. */
const RESERVED = ['prompt', 'completion', 'chosen', 'rejected', 'messages', 'label']

/** Reserved columns that stand beside the ones of this kind: TRL refuses the file with "Invalid keys". */
export function reservedByTrl(value: JsonObject, own: readonly string[] = ['messages']): string[] {
  return RESERVED.filter((key) => key in value && !own.includes(key)).map(
    (key) => `The key ${key} beside ${own.join(' and ')} makes TRL refuse the file.`,
  )
}
