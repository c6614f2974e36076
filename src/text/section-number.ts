/** '4.1', '2-3', 'Section 2', 'Chapter 4:', 'A.2', a single number before a capital. */
const NUMBER =
  /^(?:(?:section|chapter|part|appendix)\s+[A-Z\d]+(?:[.-]\d+)*|[A-Z]?\d{1,3}(?:[.-]\d{1,3}){1,4}|[A-Z]\.\d{1,3}|\d{1,2})[.:)]?(?:\s*[–—-])?\s+(?=\p{L}|[+(])/iu

/** A heading without the number under which its section stands; a heading that is nothing else stays as it is. */
export function withoutSectionNumber(heading: string): string {
  const match = NUMBER.exec(heading)
  if (match === null) return heading
  const rest = heading.slice(match[0].length)
  // A single number may count what follows: '6 cylinder engine', '10 bolts'.
  return /^\d{1,2}\s/.test(match[0]) && !/^\p{Lu}/u.test(rest) ? heading : rest
}
