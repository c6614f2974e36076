/** Texts that are kept at most, and characters of the longest: cells and quotes come again for every pair of a page, pages do not. */
const MOST_TEXTS = 10_000
const LONGEST = 500

/** A function of a text that remembers what it gave for the texts seen last. */
export function remembered<Result>(read: (text: string) => Result): (text: string) => Result {
  const seen = new Map<string, Result>()
  return (text) => {
    if (text.length > LONGEST) return read(text)
    const before = seen.get(text)
    if (before !== undefined) return before
    if (seen.size >= MOST_TEXTS) seen.clear()
    const found = read(text)
    seen.set(text, found)
    return found
  }
}
