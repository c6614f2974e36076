import type { Block } from '../contracts/structure.ts'

/** Words that say what kind of document a heading stands over, not what it is about. */
const DOCUMENT_WORDS =
  /\b(?:technical|tech|specifications?|specs?|data\s?sheets?|data|sheets?|details|overview|repair|workshop|service|shop|owner'?s|factory|manuals?|handbooks?|information|main|general|table|of|for|the)\b/gi
const SHEET_WORDS = /\b(?:specifications?|specs?|technical|data)\b/i

/** A heading without the words for 'technical data': what it is about; '' when nothing is left. */
function subjectOf(heading: string): string {
  return heading
    .replace(DOCUMENT_WORDS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:,–—|&-]+|[\s:,–—|&-]+$/g, '')
}

/**
 * The vehicle or machine that a table is about: the configured name that the page's headings mention, else what a
 * heading with 'specifications' or 'data' in it is about, else the first configured name, else the topmost heading or
 * the title. Null when the page names none.
 */
export function vehicleOf(blocks: readonly Block[], table: string, configured: readonly string[]): string | null {
  const end = blocks.findIndex((block) => block.id === table)
  const headings = blocks.slice(0, end).filter((block) => block.type === 'heading')
  const nearest = headings.toReversed().map((block) => block.text)
  const title = blocks.filter((block) => block.type === 'header').map((block) => block.text)
  const texts = [...nearest, ...title]
  for (const text of texts) {
    const known = configured.filter((name) => mentions(text, name)).sort((a, b) => b.length - a.length)[0]
    if (known !== undefined) return known
  }
  const sheet = texts.filter((text) => SHEET_WORDS.test(text)).map(subjectOf)
  const others = [...headings.map((block) => block.text), ...title].map(subjectOf)
  return [...sheet, ...configured.slice(0, 1), ...others].find((name) => /\p{L}/u.test(name)) ?? null
}

/** Whether a text holds all words of a name, one after the other. */
export function mentions(text: string, name: string): boolean {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\d]+/gu, ' ')} `
  return words.includes(
    ` ${name
      .toLowerCase()
      .replace(/[^\p{L}\d]+/gu, ' ')
      .trim()} `,
  )
}

/** A vehicle with a variant, without saying twice what both say: ('E30 M3', 'Coupe'), ('Kestrel', 'Kestrel 4'), ('Fell Cairn', 'Cairn 18'), ('Kestrel 4 and 5', '5'). */
export function variantName(vehicle: string, variant: string): string {
  if (mentions(variant, vehicle)) return variant
  if (mentions(vehicle, variant)) {
    const words = vehicle.split(/\s+/)
    const first = words.findIndex((word, index) => index > 0 && /\d|^(?:and|or|&|\/|,)$/i.test(word))
    const shared = words.slice(0, Math.max(1, first)).join(' ')
    return mentions(shared, variant) ? shared : `${shared} ${variant}`
  }
  const [words, own] = [vehicle.split(/\s+/), variant.split(/\s+/)]
  const shared = words.findIndex((_, index) => words.slice(index).every((word, place) => word === own[place]))
  return [...(shared < 0 ? words : words.slice(0, shared)), ...own].join(' ')
}

/** Several variants in one phrase: 'E30 M3 Coupe and Convertible'. */
export function variantNames(vehicle: string, variants: readonly string[]): string {
  if (variants.length === 0) return vehicle
  const names = variants.map((variant) => variantName(vehicle, variant))
  const prefix = `${vehicle} `
  const short = names.map((name, index) => (index > 0 && name.startsWith(prefix) ? name.slice(prefix.length) : name))
  return short.length === 1 ? short[0]! : `${short.slice(0, -1).join(', ')} and ${short.at(-1)!}`
}
