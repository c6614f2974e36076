/** What lines of manuals look like, in general English workshop wording. One maker's codes come from the settings. */

/** A word that opens advice, with its block type; it ends in ':' or '!', stands alone on a line, or is set in capitals. */
export const ADVICE: readonly { readonly type: 'note' | 'caution' | 'tool'; readonly pattern: RegExp }[] = [
  { type: 'caution', pattern: /^(?:important|caution|warning|attention|danger)\b\s*(?:[!:]|[-–—]\s|$)/i },
  { type: 'caution', pattern: /^(?:(?:IMPORTANT|CAUTION|WARNING|ATTENTION|DANGER)\b\.?|(?:Caution|Warning|Danger)\.)\s+\p{Lu}\p{Ll}/u },
  // The sign before the word was read as a letter: '⚠ WARNING'.
  { type: 'caution', pattern: /^[A△Δ⚠!] ?(?:CAUTION|WARNING|DANGER|ATTENTION|IMPORTANT)\W*$/u },
  { type: 'note', pattern: /^(?:NOTES?\b\.?|Notes?\.)\s+\p{Lu}\p{Ll}/u },
  { type: 'note', pattern: /^(?:note|notice|hint|tip|remark|remarks)s?\s*(?:[!:]|[-–—]\s|$)/i },
  { type: 'tool', pattern: /^(?:special |service )?tools?(?: required| needed)?\s*(?::|$)/i },
]

/** Verbs with which an instruction begins. They end advice that goes on without a gap, and tell steps from prose. */
const ACTIONS = new Set(
  (
    'adjust align allow apply assemble attach bleed blow break bring change check clamp clean close coat compare connect cover cut ' +
    'detach determine discharge disassemble disconnect discard drain drill drive engage examine fasten fill fit flush fold fully grease grind guide hold ' +
    'inspect insert install knock lay lift locate lock loosen lower lubricate make mark measure mount move observe oil open perform place ' +
    'plug position pour preload press pry pull push put raise read reassemble rebuild recharge reconnect refit reinstall release remove repair repeat ' +
    'renew replace reset rotate run screw seal secure select separate set shift slide slip spray start stop support suspend swing switch take tap test ' +
    'tie tighten top torque transfer turn undo unclip unlock unplug unscrew use ventilate verify visually wait wash wipe withdraw'
  ).split(' '),
)

/** Whether a text begins with an instruction's verb. */
export function beginsWithAction(text: string): boolean {
  const first = /^\p{L}+/u.exec(text)?.[0].toLowerCase()
  return first !== undefined && ACTIONS.has(first)
}

/** A sentence ends here: stop, question or exclamation mark, with a footnote mark or closing bracket behind it. */
export const SENTENCE_END = /(?<![.\s])[.!?][)"'”]?(?:\s?\*{1,2}\)?)?$/
/** An abbreviation whose dot ends no sentence; a letter behind a number is a unit ('0.5 V.') and may end one. */
const ABBREVIATION_END =
  /(?:\b(?:approx|no|nos|fig|figs|max|min|e\.g|i\.e|incl|excl|resp|ref|gr|vol|dia|mr|mrs|dr|st|vs|etc|ft|lbs|in)|(?<!\d\s?)\b[A-Z])\.$/i

/** Whether a sentence ends at the end of a text. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text) && !ABBREVIATION_END.test(text)
}

/** Sentence ends inside a line, followed by a new sentence. */
export const SENTENCE_INSIDE = /[a-z)][.!?]\s+(?=[A-Z][a-z])/g

/** Footnotes: '* See Specifications', '**) Source', '1) only …' in small print at the foot. */
export const FOOTNOTE = /^(?:(?:\*\s?){1,3}|†|‡)\s?\)?\s*(?=\p{L}|\d)/u
/** Numbers of pages: '34-10', '54', '7-45', '0670-5', 'Page 3 of 6'. */
export const PAGE_NUMBER =
  /^[-–—]?\s?(?:(?:page|p\.)\s?)?(?:[A-Z]{1,3}\s?[-–—]?\s?)?\d{1,4}(?:\s?[-–—.]\s?\d{1,4}\s?[a-z]?)?(?:\s?(?:of|\/)\s?\d{1,4})?\s?[-–—]?$/i
/** Marks of list items and numbered steps. */
export const MARK = /^(?:[•·●▪◦‣–—-]\s+|\(?\d{1,2}\s?[.)]\s+|\(?[a-z][.)]\s+|[①-⑳]\s*)/u
/** The number of a paragraph of a numbered section: '3.2.1 Connect …'. */
export const PARAGRAPH_NUMBER = /^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\p{Lu}\p{Ll}*[ ,-])/u
/** A mark that nothing else looks like; dashes and numbers may also go on with a sentence. */
export const BULLET = /^[•·●▪◦‣①-⑳]/u
/** A legend row: number or letter, blank, name without a sentence's end. */
export const LEGEND_ROW = /^(\d{1,2}|[A-Z])\s+[\p{L}(]/u
export const FIGURE_CAPTION = /^(?:fig(?:ure)?s?\.?|illustration|table)\s*[A-Z]?\d+(?:[-–.]\d+)*\b/i
/** A caption's number with the stop or colon that parts it from the caption's text. */
export const CAPTION_STOP = /^\p{L}+\.?\s*[A-Z]?\d+(?:[-–.]\d+)*\s?[.:–—]/u
/** A label that its text follows: 'Installation:', 'Requirement:' at the start of a line; no sentence with a colon in it. */
export const LABEL_START = /^(?!(?:Do|Never|Always|If|When|Only|Make) )(\p{Lu}[\p{L}/-]{2,}(?: [\p{L}/-]+){0,3}):(?:\s|$)/u
/** Labels that say what kind of text follows them, not what it is limited to. */
const COMMON_LABEL =
  /^(?:(?:before |after |on |during |for )?(?:(?:re)?(?:assembly|assembling|install(?:ation|ing)|fitting|mounting)|dis(?:assembly|assembling|mantling)|remov(?:al|ing)|require(?:d|ments?)|prerequisites?|conditions?|(?:adjusting|test(?:ing)?) (?:conditions?|requirements?|prerequisites?)|tools?|torques?|values?|specifications?|measure(?:ment)?|results?|remed(?:y|ies)|causes?|effects?|examples?|legend|key|important|note|notice|caution|warning|attention|danger|phase \d+|step \d+))\s?:$/i

/** Whether a label line is one of those whose text goes with it ('Installation:'). */
export function isCommonLabel(text: string): boolean {
  return COMMON_LABEL.test(text.trim())
}
/** Only a label with a colon, nothing behind it. */
export const LABEL_LINE = /:$/

const UNITS =
  'mm|cm|m|km|in|ft|inch(?:es)?|nm|ft\\.? ?lbs?|lbs?|kg|g|kpa|bar|psi|hpa|mbar|v|volts?|a|amps?|ma|ohms?|kohms?|Ω|w|kw|hp|bhp|ps|rpm|l|liters?|litres?|ml|cc|ccm|cm³|qts?|quarts?|pints?|gal|°|°c|°f|c|f|%|km/h|mph|sec|s|min|h|hz|khz'
/** A number with a unit behind it. */
export const QUANTITY = new RegExp(`\\d(?:[.,/]\\d+)?\\s?(?:${UNITS})(?![\\p{L}\\d])`, 'iu')

/** Share of the letters that are capitals; 0 without letters. */
export function capitalShare(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters === 0 ? 0 : (text.match(/\p{Lu}/gu)?.length ?? 0) / letters
}

const SMALL_WORDS = /^(?:a|an|and|as|at|by|for|from|in|into|of|on|or|per|the|to|via|vs\.?|with|without)$/i

/** Whether the main words begin with capitals, as in a heading. */
export function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word) && !SMALL_WORDS.test(word))
  return words.length > 0 && words.filter((word) => /^[("'“–-]*[\p{Lu}\d]/u.test(word)).length / words.length >= 0.85
}
