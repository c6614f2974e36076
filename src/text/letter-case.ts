/**
 * Letter case of words lifted out of headings and tables. A heading in ALL CAPS carries no case, so names are only
 * recognised by their form (digits, no vowels) or by the list of abbreviations.
 */

/** Abbreviations that stay in capitals although they could be read as words. */
const ABBREVIATIONS = new Set(
  (
    'ABS ASC DSC AC A/C AM FM ATF BDC TDC CO CO2 CV DIN DME DOHC EGR EML ESP ETM GPS HVAC ID IHKA LED LH LHD RH RHD LPG OBD OEM ' +
    'PTO PWM RPM SAE SOHC TPS US USA UK EU EC VANOS VIN VAC VIR ISO PC HWB AWD FWD RWD 4WD ECU ECM'
  ).split(' '),
)

const ROMAN = /^(?:II|III|IV|VI|VII|VIII|IX)$/

/** True when the letters of the text are all, or nearly all, capitals (at least four letters). */
export function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '')
  if (letters.length < 4) return false
  const lower = letters.replace(/[^\p{Ll}]/gu, '').length
  return lower / letters.length < 0.15
}

/** A word that keeps its capitals wherever it stands: an abbreviation, a type code ('M20'), a Roman number. */
export function keepsCapitals(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '')
  if (/^[B-HJ-Z]$/.test(bare)) return true
  if (ABBREVIATIONS.has(bare) || ROMAN.test(bare)) return true
  if (/[\d_]/.test(bare) && /\p{Lu}/u.test(bare)) return true
  return bare.length > 1 && bare.length <= 5 && bare === bare.toUpperCase() && /^\p{Lu}+$/u.test(bare) && !/[AEIOUYÄÖÜ]/.test(bare)
}

/** True when most longer words of a heading begin with a capital: 'Brake Cable Adjustment'. */
function isTitleCase(text: string): boolean {
  const words = text.match(/\p{L}{3,}/gu) ?? []
  const raised = words.filter((word) => /^\p{Lu}/u.test(word))
  return words.length >= 2 && raised.length / words.length >= 0.6
}

/**
 * A heading as it stands inside a sentence: 'BLEEDING BRAKES WITH ABS' gives 'bleeding brakes with ABS'. Running text keeps
 * its inner case; only its first letter is lowered, unless it begins a code or an abbreviation.
 */
export function runningCase(text: string): string {
  const isCapital = isCapitals(text)
  if (!isCapital && !isTitleCase(text)) return lowerFirst(text)
  // Behind a number a lone letter is a unit: '6 A'.
  return text.replace(/[^\s/]+/g, (word, at: number) =>
    keepsCapitals(word) || (!isCapital && isMark(word)) || (/^\p{Lu}$/u.test(word) && /\d ?$/.test(text.slice(0, at)))
      ? word
      : word.toLowerCase(),
  )
}

/** Among words in small letters a word with several capitals is an abbreviation or a mark: 'UPS', 'SmartSlot', 'RP-SMA'. */
const isMark = (word: string): boolean => /\p{Lu}\p{Ll}*\p{Lu}/u.test(word.replace(/-\p{Lu}\p{Ll}/gu, ''))

/** Lowers the first letter unless the first word is a code, an abbreviation or a lone letter. */
export function lowerFirst(text: string): string {
  const first = /^[^\s/]+/.exec(text)?.[0] ?? ''
  if (keepsCapitals(first) || /^\p{Lu}\p{Ll}*\p{Lu}/u.test(first)) return text
  if (/^\p{Lu}$/u.test(first) && first !== 'A') return text
  // 'In-Flight start'
  if (/^\p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+$/u.test(first)) return first.toLowerCase() + text.slice(first.length)
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** Raises the first letter. */
export function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
