/**
 * Whether a second reader saw other figures, or another decimal point among them, in a word's place (`also_read`; missing = it read
 * the same, '' = it saw nothing): what no dictionary can settle.
 */
export function hasOtherFigures({ text, also_read }: { readonly text: string; readonly also_read?: string | undefined }): boolean {
  if (also_read === undefined || also_read === '') return false
  const figures = (of: string): string =>
    of
      .normalize('NFKC')
      .replace(/,/g, '.')
      .replace(/[^\d.]|\.(?!\d)|(?<!\d)\./g, '')
  return figures(text) !== figures(also_read)
}
