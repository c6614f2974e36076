/** Reading of value cells: placeholders, wrapped lines, units, parts written with a slash. Pure text. */

const UNIT_NAMES = [
  'mm|cm|m|km|in|inch|inches|ft|"|”|yd|miles?',
  'kg|g|gr\\.?|lbs?\\.?|oz|t|tons?|tonnes?',
  'mm²|cm²|m²|mm³|cm³|ccm|cc|cm3|dm³|m³|cu\\.? ?in|ml|cl|l|L|ltr|litres?|liters?|gal(?:lons?)?|qts?|quarts?|pints?|pt',
  'Nm|N·m|N m|kNm|daNm|kgm|mkg|ft\\.?[- ]?lbs?\\.?|lbf?\\.? ?ft|lb-ft|N|kN',
  '[mM]?[bB]ar|psi|kPa|MPa|hPa|Pa|kp/cm²|atm|in\\.? ?Hg|mm ?Hg',
  '°C|°F|K|°|deg(?:rees)?',
  'km/h|kph|mph|m/s|rpm|1/min|min-1|min⁻¹|rev/min',
  'V|mV|kV|A|mA|Ah|W|kW|hp|HP|bhp|BHP|PS|PSI|CV|kVA|VA|ohms?|Ohms?|Ω|kΩ|Hz|kHz|MHz|µF|dB\\(A\\)|dB',
  '%|sec\\.?|s|seconds?|min|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?',
  '(?:l|litres?|liters?|L|kg|g)/(?:100 ?km|h|hour|min|kWh)|km/l|mpg|g/km|cc/min|g/min|l/min|m³/h|CC|cu in',
]
const UNIT = `(?:${UNIT_NAMES.join('|')})`
const WHOLE_UNIT = new RegExp(`^${UNIT}$`)
const NUMBER = '[+±-]?\\d[\\d.,]*'

/** Whether a text is nothing but a unit ('kg', 'litres/100 km'). */
export function isUnit(text: string): boolean {
  return WHOLE_UNIT.test(text.trim())
}

/** The unit at the end of a measurement ('2.3 bar' → 'bar'); null without one. */
export function trailingUnit(text: string): string | null {
  return new RegExp(`\\d\\s?(${UNIT})\\.?$`).exec(text.trim())?.[1] ?? null
}

/** Whether a text is a number or a range and nothing else. */
export function isBareNumber(text: string): boolean {
  return new RegExp(
    `^(?:approx\\.? |ca\\.? |max\\.? |min\\.? |[<>≤≥~≈] ?)?${NUMBER}(?:\\s?(?:-|–|…|to|±|x|/|:|\\+/-)\\s?${NUMBER})*$`,
  ).test(text.trim())
}

/** Whether a text begins with a number (of a measurement or a count). */
export function beginsWithNumber(text: string): boolean {
  return /^(?:approx\.? |ca\.? |max\.? |min\.? |[<>≤≥~≈±+-] ?)?\d/.test(text)
}

const PLACEHOLDER = /^(?:\?+|-+|–|—|\.{2,}|…|n\/?a\.?|tb[acd]|unknown|not known|not available|xx+|_+|\*+)$/i

/** Whether a cell says only that its value is not known: '???', '??? kg', '??? / ???', '-', 'n/a', 'TBD'. */
export function isPlaceholder(text: string): boolean {
  const whole = text.replaceAll('\n', ' ').trim()
  if (whole === '' || PLACEHOLDER.test(whole)) return true
  const tokens = whole.split(/[\s,;|]+|(?<=\?)\/(?=\?)/).filter((token) => token !== '' && token !== '/')
  return tokens.some((token) => PLACEHOLDER.test(token)) && tokens.every((token) => PLACEHOLDER.test(token) || isUnit(token))
}

/** Whether part of a value is marked as unknown. */
export function hasUnknownPart(text: string): boolean {
  return /\?{2,}|(?:^|\s)\?(?:\s|$)/.test(text)
}

const OPEN_END = /(?:[,&+(/–-]|\b(?:and|or|with|of|for|from|to|by|in|on|at|per|the|without|incl\.?|including))$/i
const CONTINUES = /^(?:[(@&+/)–-]|(?:and|or|with|of|for|from|to|by|in|on|at|per|without|incl)\b)/i

/**
 * The segments of a cell: a line break parts two of them unless the line plainly goes on (it ends in a comma or a
 * preposition, or the next one begins with a bracket, '@' or a preposition).
 */
export function segmentsOf(text: string): string[] {
  const segments: string[] = []
  for (const line of text.split('\n').map((line) => line.trim())) {
    const last = segments.at(-1)
    if (last !== undefined && (OPEN_END.test(last) || CONTINUES.test(line))) segments[segments.length - 1] = `${last} ${line}`
    else if (line !== '') segments.push(line)
  }
  return segments
}

/** Segments as one answer: 'a; b'. */
export function joinSegments(segments: readonly string[]): string {
  return segments
    .map((segment) => segment.replace(/[;,]$/, '').replace(/ \| /g, ', '))
    .join('; ')
    .trim()
}

/** A value with the unit that its label or column states, where it has none of its own ('140 @ 3,500 rpm' → '140 Nm @ 3,500 rpm'). */
export function withUnit(value: string, unit: string | null): string {
  if (unit === null) return value
  const at = /^(.*?)(\s*(?:@|\bat )\s*.*)$/.exec(value)
  const [number, rest] = at === null ? [value, ''] : [at[1]!, at[2]!]
  return isBareNumber(number) ? `${number} ${unit}${rest}` : value
}

/**
 * Parts of 'a / b' when there are exactly `count` of them; a unit that only the last part carries holds for all
 * ('2.0 / 2.3 bar' → '2.0 bar', '2.3 bar'). Null when the value does not divide so.
 */
export function slashParts(value: string, count: number): string[] | null {
  const spaced = value.split(/\s+\/\s+/)
  const parts = spaced.length === count ? spaced : value.split('/').map((part) => part.trim())
  if (parts.length !== count || parts.some((part) => part === '')) return null
  const unit = trailingUnit(parts.at(-1)!)
  return parts.map((part) => withUnit(part, unit))
}

/** A part number line ('BMW # 11 23 1 709 638', 'Part no. 4711-08'): who numbers it, and the number. */
export function partNumberLine(line: string): { maker: string; number: string } | null {
  const match =
    /^(?:(?<maker>[A-Z][\w-]*(?: [A-Z][\w-]*)?)\s+)?(?:#|part\s*(?:#|no\.?|number)|no\.):?\s*(?<number>[A-Z\d][A-Z\d .-]{4,})$/i.exec(line)
  if (match?.groups === undefined || !/\d{2}/.test(match.groups['number']!)) return null
  return { maker: match.groups['maker'] ?? '', number: match.groups['number']!.trim() }
}

const RATING_BY_UNIT: readonly [RegExp, string][] = [
  [/^m?A$/, 'current rating'],
  [/^(?:kW|W|hp|HP|bhp|BHP|PS)$/, 'power'],
  [/^(?:[mM]?[bB]ar|psi|PSI|kPa|MPa)$/, 'pressure'],
  [/^k?V$/, 'voltage'],
  [/^Ah$/, 'capacity'],
  [/^(?:ohms?|Ohms?|Ω|kΩ)$/, 'resistance'],
]

/** What a lone measurement of a component is: '45 A' its current rating, '1.4 kW' its power; null where its unit does not tell. */
export function ratingName(value: string): string | null {
  const unit = trailingUnit(value)
  if (unit === null || !isBareNumber(value.slice(0, value.lastIndexOf(unit)))) return null
  return RATING_BY_UNIT.find(([pattern]) => pattern.test(unit))?.[1] ?? null
}

/** A rating in brackets after a part number ('… 375 (90A)'): what kind of quantity, its text, and the rest. */
export function bracketedRating(value: string): { rest: string; name: string; rating: string } | null {
  const match = new RegExp(`^(?<rest>.+?)\\s*\\((?<rating>${NUMBER}\\s?(?<unit>${UNIT}))\\)$`).exec(value)
  if (match?.groups === undefined) return null
  const name = RATING_BY_UNIT.find(([unit]) => unit.test(match.groups!['unit']!))?.[1]
  return name === undefined ? null : { rest: match.groups['rest']!, name, rating: match.groups['rating']! }
}

/** 'key value' entries of a series ('1st 3.72', 'R 4.23', 'idle: 850 rpm'). */
export function keyedEntry(text: string): { key: string; value: string } | null {
  const match = new RegExp(
    `^(?<key>\\d+(?:st|nd|rd|th)|[A-Za-z][A-Za-z ]{0,24}?)(?:\\s*[:=]\\s*|\\s+)(?<value>${NUMBER}(?:\\s?:\\s?1)?(?:\\s?${UNIT})?)$`,
  ).exec(text)
  return match?.groups === undefined ? null : { key: match.groups['key']!, value: match.groups['value']! }
}
