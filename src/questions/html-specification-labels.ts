import { isAttribute, isQualifying } from './html-specification-nouns.ts'
import { isUnit } from './html-specification-values.ts'

/** A row label taken apart: what it names, and what its brackets add. */
export interface Label {
  /** Noun phrase, lower case except names and abbreviations: 'maximum engine torque'. */
  readonly noun: string
  /** The noun phrase joins several quantities ('bore and stroke'). */
  readonly joined: boolean
  /** Follows the question as it is: 'below 35 °C', 'without oil filter change'. */
  readonly condition: string
  /** Stays in brackets behind the noun phrase: 'final drive', 'R12'. */
  readonly alias: string
  /** Names of the parts of a value written 'a / b': ['front', 'rear']. */
  readonly parts: readonly string[]
  readonly unit: string | null
  /** '# cars produced': asks for a count. */
  readonly count: boolean
  readonly colon: boolean
}

/** Makers and systems whose names keep their capital inside a question. */
const NAMES = new Set(
  'Bosch Motronic Jetronic Getrag McPherson MacPherson Bowden Bilstein Torsen Otto Diesel Wankel Celsius Fahrenheit Roots'.split(' '),
)

const ABBREVIATIONS: readonly [RegExp, string][] = [
  [/\bspark-plugs?\b/gi, 'spark plugs'],
  [/\bw\/o\b\.?/gi, 'without'],
  [/\bw\/\s?(?=\S)/gi, 'with '],
  [/\bmax\b\.?/gi, 'maximum'],
  [/\bmin\b\.?(?! \d)/gi, 'minimum'],
  [/\btemp\b\.?/gi, 'temperature'],
  [/\btemps\b/gi, 'temperatures'],
  [/\bspecs\b/gi, 'specifications'],
  [/\bspec\b\.?/gi, 'specification'],
  [/\bqty\b\.?/gi, 'quantity'],
  [/\bcoeff?\b\.?/gi, 'coefficient'],
  [/\bperm\b\./gi, 'permissible'],
  [/\bdia\b\.?/gi, 'diameter'],
  [/\bair con\b\.?/gi, 'air conditioning'],
  [/\bdiff\b\.?/gi, 'differential'],
  [/\bapprox\b\.?/gi, 'approximate'],
  [/(?<=\w )(?:#|nos?\.)(?=$|[\s,;)/])/gi, 'number'],
  [/\bRPM\b/g, 'rpm'],
]

const PREPOSITION =
  /^(?:with|without|at|below|above|under|over|from|between|for|in|on|after|before|during|when|while|if|per|up to|down to|to|by|including|excluding|incl\.?|excl\.?|measured|unladen|laden|only)\b/i

/** States in which something is measured; they go behind the noun, in brackets. */
const STATE = /^(?:cold|hot|warm|loaded|laden|unladen|empty|dry|wet|new|used|each side)$/i

export function isCondition(text: string): boolean {
  return PREPOSITION.test(text.trim())
}

/** Lower-cases a printed phrase, but not names, abbreviations and codes; writes abbreviated words out. */
export function phraseOf(printed: string, names: ReadonlySet<string> = new Set()): string {
  let text = printed.replace(/\s+/g, ' ').trim()
  for (const [pattern, full] of ABBREVIATIONS) text = text.replace(pattern, full)
  return text
    .split(/(?<=[\s/(-])/)
    .map((word) => {
      const bare = word.replace(/[^\p{L}\d]+/gu, '')
      if (NAMES.has(bare) || names.has(bare) || !/^\p{Lu}\p{Ll}+$/u.test(bare)) return word
      return word.toLowerCase()
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

/** 'a x b x c' and 'a & b' as people say them: 'a, b and c'. */
function spokenList(text: string): { text: string; joined: boolean } {
  const factors = text.split(/\s+[x×]\s+/)
  if (factors.length > 1) return { text: `${factors.slice(0, -1).join(', ')} and ${factors.at(-1)!}`, joined: true }
  return { text: text.replace(/\s*&\s*/g, ' and ').replace(/\s+\/\s+/g, ' and '), joined: false }
}

/** Takes a label cell apart. `names` are words of the page that keep their capital (vehicle names). */
export function parseLabel(cell: string, names: ReadonlySet<string> = new Set()): Label {
  const line = cell.replaceAll('\n', ' ').replace(/\s+/g, ' ').trim()
  const colon = /:(?:\s*[[(][^\])]*[\])])*\s*$/.test(line)
  let text = line.replace(/^[•·–—*-]\s*/, '')
  const count = /^(?:#|no\.? of|number of)\s/i.test(text)
  text = text.replace(/^(?:#|no\.? of|number of)\s+/i, '')
  let condition = ''
  let alias = ''
  let unit: string | null = null
  let parts: string[] = []
  text = text.replace(/\s*(?:\(([^()]*)\)|\[([^[\]]*)\])/g, (_, round: string | undefined, square: string | undefined) => {
    const inner = (round ?? square ?? '').trim()
    const withQualifier = /^(?<standard>[A-Z]{2,5}(?: \d+)?)[,:]? (?<unit>\S.*)$/.exec(inner)?.groups
    const pieces = inner.split(/\s*\/\s*/)
    if (isUnit(inner)) unit = inner
    else if (withQualifier !== undefined && isUnit(withQualifier['unit']!)) {
      unit = withQualifier['unit']!
      alias = join(alias, withQualifier['standard']!, ', ')
    } else if (/^no\s/i.test(inner)) condition = join(condition, phraseOf(inner.replace(/^no\s/i, 'without '), names), ' ')
    else if (/^@\s*/.test(inner)) condition = join(condition, inner.replace(/^@\s*/, 'at '), ' ')
    else if (isCondition(inner) && square === undefined) condition = join(condition, phraseOf(inner, names), ' ')
    else if (pieces.length > 1 && pieces.every(isQualifying)) parts = pieces.map((piece) => phraseOf(piece, names))
    else if (!/^\d{1,2}$/.test(inner)) alias = join(alias, phraseOf(inner, names), ', ')
    return ''
  })
  text = text
    .replace(/\s*:\s*$/, '')
    .replace(/:(?=\s|$)/g, '')
    .trim()
  const at = /^(.+?)\s*(?:@\s*|\bat (?=\d))(.+)$/.exec(text)
  if (at !== null) [text, condition] = [at[1]!, join(condition, `at ${at[2]!}`, ' ')]
  const comma = /^([^,]+),\s+(.+)$/.exec(text)
  if (comma !== null) {
    const tail = comma[2]!
    const pieces = tail.split(/\s*\/\s*/)
    if (isUnit(tail)) [text, unit] = [comma[1]!, tail]
    else if (pieces.length > 1 && pieces.every(isQualifying)) [text, parts] = [comma[1]!, pieces.map((piece) => phraseOf(piece, names))]
    else if (STATE.test(tail)) [text, alias] = [comma[1]!, join(alias, phraseOf(tail, names), ', ')]
    else if (isQualifying(tail)) text = `${tail} ${comma[1]!}`
    else if (/^no\s/i.test(tail)) [text, condition] = [comma[1]!, join(condition, phraseOf(tail.replace(/^no\s/i, 'without '), names), ' ')]
    else if (/^(?:stage|step|phase|pass)\b/i.test(tail))
      [text, condition] = [comma[1]!, join(condition, `in ${phraseOf(tail, names)}`, ' ')]
    else if (isCondition(tail)) [text, condition] = [comma[1]!, join(condition, phraseOf(tail, names), ' ')]
    else if (isAttribute(tail)) text = `${tail} of the ${phraseOf(comma[1]!, names)}`
    else if (!/\b(?:and|&)\b/.test(text)) [text, alias] = [comma[1]!, join(alias, phraseOf(tail, names), ', ')]
  }
  const spoken = spokenList(phraseOf(text, names))
  return { noun: spoken.text, joined: spoken.joined, condition, alias, parts, unit, count, colon }
}

function join(before: string, added: string, separator: string): string {
  return before === '' ? added : before + separator + added
}
