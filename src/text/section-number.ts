/** '4.1', '2-3', 'Section 2', 'Chapter 4:', 'A.2', a single number before a capital. */
const NUMBER =
  /^(?:\(\d{1,2}\)|(?:section|chapter|part|appendix)\s+[A-Z\d]+(?:[.-]\d+)*|[A-Z]?\d{1,3}(?:[.-]\d{1,3}){1,7}|[A-Z]\.\d{1,3}|\d{1,2})[.:)]?(?:\s*[–—-])?\s+(?=\p{L}|[+(])/iu

/** '4 Connectors 4.1 Power plug': two headings one below the other, of which the last one names what follows. */
const lastOf = (rest: string): string => /^\p{Lu}[\p{L} ,/&-]* \d{1,2}(?:\.\d{1,2})+ (\p{Lu}.*)$/u.exec(rest)?.[1] ?? rest

/** 'a. Disassembly', 'C) Adjustment'. */
const LETTER = /^[A-Za-z][.)]\s+(?=\p{L}{3})/u

/** A heading without the number or letter under which its section stands; a heading that is nothing else stays as it is. */
export function withoutSectionNumber(heading: string): string {
  const match = NUMBER.exec(heading)
  if (match === null) return heading.replace(LETTER, '')
  const rest = lastOf(heading.slice(match[0].length))
  // A single number may count what follows: '6 cylinder engine', '10 bolts'.
  return /^\d{1,2}\s/.test(match[0]) && !/^\p{Lu}/u.test(rest) ? heading : rest
}

/** The number that opens a heading ('3-2 Bleeding the system', 'Chapter 4: Brakes' gives '4'); null where none does. */
export function sectionNumberOf(heading: string): string | null {
  if (!NUMBER.test(heading) || withoutSectionNumber(heading) === heading) return null
  return /(?:[A-Z]?\d{1,3}(?:[.-]\d{1,3})*|(?<= )[A-Z](?:[.-]\d{1,3})*|^[A-Z]\.\d{1,3})/.exec(heading)?.[0] ?? null
}
