/** Units as manuals print them, longest first so that 'mm' is not read as 'm'. */
const UNITS = [
  'ft\\.? ?-?lbs?\\.?',
  'in\\.? ?-?lbs?\\.?',
  'km/h',
  'mph',
  'm/s',
  'N ?[·.-]? ?m',
  'kgf? ?[·.-]? ?m',
  'lbf? ?[·.-]? ?(?:ft|in)\\.?',
  '(?:ft|in) ?[·.-] ?lbf?',
  'daNm',
  'mkp',
  'mm²?',
  'cm³?',
  'µm',
  'km',
  'kgf?(?:/cm[²2])?',
  'kPa',
  'MPa',
  'mbar',
  'bar',
  'psi',
  'atm',
  'kW',
  'bhp',
  'hp',
  'PS',
  'mV',
  'kV',
  'mA',
  'Ah',
  '[Aa]mps?\\.?|AMP',
  'k?Ω|[kK]?[Oo]hms?',
  'MHz|GHz|kHz',
  'KB|MB|GB|kB|bits?|bytes?|dBm|dBi|dB|pF|nF|µF|mW',
  'Hz',
  'rpm',
  '1/min',
  'min\\.?|minutes?',
  'sec\\.?|seconds?',
  'hours?',
  'ms',
  'litres?|liters?|ltr|ml|cl',
  'kg/l|l/min|cc/min|g/min',
  'US ?(?:qt|gal|pt)s?\\.?',
  'quarts?|qts?\\.?',
  'gallons?|pints?|ounces?|oz\\.?',
  'lbs?\\.?',
  'inch(?:es)?|in\\.|"|”|″',
  'miles?',
  'meters?|metres?|feet|ft\\.?',
  '° ?[CF]?',
  'degrees?',
  '%',
  'turns?',
  'teeth|tooth',
  'threads?',
  'times',
  'points',
  'phases',
  'cc|ccm',
  'l|m|g|V|A|W|N|s|h',
].join('|')

const NUMBER = '(?:\\d+ )?\\d+(?:[.,/]\\d+)*(?:st|nd|rd|th)?'
const QUALIFIER = '(?:approx\\.? |about |max\\.? |min\\.? |at least |not more than |up to |from )?'
const RANGE = `[+±~-]? ?${NUMBER}(?: ?(?:±|\\+|–|-|to|\\.\\.\\.|…|and|x) ?[+-]? ?${NUMBER})*`

/** A number with its unit, tolerance and range: '0.1 + 0.05 mm', 'about 1/10th of a turn', '20° C'. */
export const QUANTITY = new RegExp(`${QUALIFIER}${RANGE} ?(?:${UNITS}|of an? turn|an? turn)(?![\\p{L}\\d])`, 'u')

/** The whole text is one quantity, perhaps with the same in other units in brackets. */
const ONLY_QUANTITY = new RegExp(`^(?:= ?)?${QUANTITY.source}(?: ?[(/] ?${QUANTITY.source} ?\\)?)?[.;]?$`, 'u')

const NUMBER_WORD = /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve) (?=\p{L})/iu

export function hasQuantity(text: string): boolean {
  return QUANTITY.test(text)
}

export function isQuantity(text: string): boolean {
  return ONLY_QUANTITY.test(text.trim())
}

/** A count written in words also makes an instruction worth asking about: 'with two bolts'. */
export function hasNumber(text: string): boolean {
  return /\d/.test(text) || NUMBER_WORD.test(text)
}

const UNIT_ONLY = new RegExp(`^(?:${UNITS})(?: ?\\((?:${UNITS})\\))?$`, 'u')

/** Whether a table cell or header holds nothing but a unit: 'Nm', '°', 'Nm (ft. lbs.)'. */
export function isUnit(text: string): boolean {
  return UNIT_ONLY.test(text.trim())
}
