import type { Settings } from '../contracts/settings.ts'

/**
 * Where a sentence sends the reader, as it can be said without the page: 'Bleed clutch – see 21 00 006.' and 'Adjust parking brake
 * 34 10 014.' give '… (see operation 34 10 014).', '– see Group 35' gives '(see group 35)'.
 */
export function withSpokenReferences(text: string, { classify }: Settings): string {
  const code = `${classify.operation_code_pattern.replace(/^\^|\$$/g, '')}(?:\\s?/\\s?\\d{2,3})*`
  const behind = '(?:\\s+[–—-]+(?=\\s))?'
  return text
    .replace(
      new RegExp(`(?<=[\\p{L})])(?:,|\\s+[–—-]+)?\\s+(?:(?:see|refer to)\\s+)?(${code})(?=[.,;]|$|\\s)${behind}`, 'gu'),
      (_, number: string) => ` (see operation ${number.replace(/\s?\/\s?/g, '/')})`,
    )
    .replace(
      /\s+[–—-]+\s+see ((?:also )?(?:Group|Gr\.|Section|Chapter)) (\d+)/g,
      (_, kind: string, number: string) => ` (see ${kind.replace('Gr.', 'group').toLowerCase()} ${number})`,
    )
}

/** The numbers with which a sentence points into its picture: what is told by itself is told without them. */
export function withoutCallouts(text: string): string {
  const named = text.match(/[\p{L}\d]+ (?=\(\d{1,2}\))/gu) ?? []
  // 'bolt (1) and bolt (2)': the same word twice is told apart by them only; 'bolts (1) and (2)' are no words at all.
  const isNeeded = new Set(named).size < named.length || named.some((word) => /^(?:at|to|on|in|of|from|and|or|with) $/.test(word))
  return isNeeded ? text : text.replace(/(?<=[\p{L}\d]) \(\d{1,2}\)/gu, '')
}
