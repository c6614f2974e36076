import { runningCase } from './letter-case.ts'

/** Words with which a noun phrase is already determined. */
const DETERMINERS = new Set(
  'the a an all any both each every either neither no this that these those its their his her our your my one two three four five six seven eight nine ten twelve several some few many more most only other another which what whose'.split(
    ' ',
  ),
)

/** Nouns of substance and quality that take no article after a preposition in a heading: 'in thickness', 'for runout'. */
const WITHOUT_ARTICLE = new Set(
  'climb takeoff landing flight thickness runout wear use order temperature speed ground idle play position place tightness leaks leakage operation service order case test contact condition pressure motion direction difference alignment balance noise vehicle production oil air water fluid coolant grease alcohol ABS steel aluminium aluminum part parts abs specification specifications assembly function damage'.split(
    ' ',
  ),
)

const LINKING = new Set('in of on from at to under behind inside between for with without off into onto after before'.split(' '))

export function firstWord(text: string): string {
  return /^[\p{L}\d'/.-]+/u.exec(text)?.[0] ?? ''
}

/** Whether the phrase begins with an article, a number or another determiner. */
export function isDetermined(phrase: string): boolean {
  const first = firstWord(phrase).toLowerCase()
  return DETERMINERS.has(first) || (/^\d/.test(first) && !/^\d+\/\d+ \p{L}/u.test(phrase))
}

/** 'Special Tool 11 2 160', 'tester FT 1244': a number or code behind a noun makes it a name, which takes no article. */
const NUMBERED =
  /\b(?:tools?|testers?|gau?ges?|drifts?|mandrels?|pullers?|templates?|straightedge|adapters?|holders?|wrench|clamps?|stands?|eyes|steps?|phases?|tests?|plates?|engine|group|section|fuse|pin|terminal)\s(?:no\.? ?)?(?:[A-Z]{1,3} ?)?\d[\d -]*(?: and \d+)?$/i

/** 'front brake discs' gives 'the front brake discs'; phrases that are determined already, and names with a number, stay. */
export function definite(phrase: string): string {
  // 'SW2', 'R42': a designation is a name by itself.
  const isName = NUMBERED.test(phrase) || /^\p{Lu}{1,4}\d+\p{Lu}?(?: \([^()]*\))?$/u.test(phrase)
  return isDetermined(phrase) || isName ? phrase : `the ${phrase}`
}

/**
 * Puts the articles back that a heading leaves out after prepositions: 'radial oil seal in timing case cover' gives
 * 'radial oil seal in the timing case cover'. Nouns that usually stand bare ('in thickness') stay bare.
 */
export function withArticles(phrase: string): string {
  const words = phrase.split(' ')
  return words
    .map((word, index) => {
      const previous = words[index - 1]?.toLowerCase()
      if (previous === undefined || !LINKING.has(previous) || !/^(?:in|of|on|from|at|to|under|behind|inside)$/.test(previous)) return word
      const rest = words.slice(index)
      const end = rest.findIndex((other, position) => position > 0 && (LINKING.has(other) || /^(?:and|or|–|-)$/.test(other)))
      const head = (rest[(end === -1 ? rest.length : end) - 1] ?? word).replace(/[^\p{L}]+$/u, '')
      if (/^(?:and|or)$/.test(word) || (previous === 'of' && words[index - 2]?.toLowerCase() === 'number')) return word
      if (isDetermined(word) || /^sea$/i.test(word) || /^[^\p{L}]/u.test(word) || WITHOUT_ARTICLE.has(head)) return word
      // A name stands bare ('of Loctite'); before the noun that it describes it does not: 'on the VANOS housing'.
      if (/^\p{Lu}/u.test(word) && (head === word || !/^\p{Ll}{3,}$/u.test(head))) return word
      return `the ${word}`
    })
    .join(' ')
}

/** Whether the phrase's head noun (before any preposition) looks plural. */
export function isPlural(phrase: string): boolean {
  const head = phrase
    .replace(/\([^)]*\)/g, ' ')
    .split(/\s+(?:of|in|on|from|at|to|for|with|without|under|behind|inside|between|into|after|before)\s+/)[0]
    ?.trim()
  const last = head?.split(/\s+/).pop()?.toLowerCase() ?? ''
  if (/\band\b|&/.test(head ?? '')) return true
  return last.endsWith('s') && !/(?:ss|us|is)$/.test(last) && !/^(?:abs|gas|lens|chassis|series)$/.test(last)
}

/** A noun phrase from a heading or label, as it stands in a sentence with its article. */
export function namedPart(label: string): string {
  return definite(withArticles(runningCase(label.trim())))
}

/** Whether a noun alone says too little to know which part is meant ('bolts', 'nut', 'spring'). */
export function isBarePart(phrase: string): boolean {
  const bare = phrase
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:the|new|old|all|both|remaining|other|two|three|four|left|right|upper|lower|a|an)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
  return bare === '' || BARE_PARTS.test(bare) || PRONOUNS.test(bare)
}

const PRONOUNS = /^(?:it|them|this|these|that|those|they|one|ones|parts?|components?|side|sides|assembly|unit|position)$/
const BARE_PARTS =
  /^(?:(?:mounting|fastening|retaining|clamping) )?(?:bolts?|nuts?|screws?|springs?|washers?|pins?|clips?|clamps?|rings?|circlips?|gaskets?|seals?|o-rings?|plugs?|covers?|caps?|pipes?|hoses?|lines?|holders?|brackets?|plates?|levers?|sleeves?|retainers?|wires?|cables?|switch|sensors?|bearings?|shafts?|studs?|pistons?|edges?)(?: (?:and|or) .*)?$/

/** 'oil pressure, minimum' gives 'minimum oil pressure': what lists put behind a comma stands in front in a sentence. */
export function unturned(label: string): string {
  return label.replace(
    /^([^,]+), ((?:front|rear|left|right|upper|lower|inner|outer|top|bottom|minimum|maximum|min\.|max\.|nominal|normal|standard|total|overall|complete|main|average)(?: (?:left|right|front|rear|axle|side))?)$/iu,
    (_, name: string, kind: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  )
}
