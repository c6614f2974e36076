import type { Character } from './recognition.ts'
import { type Ink, type Span, unexplainedInk } from './ink.ts'

/**
 * Joins what two recognisers read in one crop. The first has the better words, the second the wider alphabet. Rules measured on
 * 50 table pages at two resolutions and on typeset procedure scans: "20 ± 5" read as "205" at confidence 1.00 is the worst error of all.
 */
const SYMBOLS = new Set(['°', '±', 'µ', 'Ω', '(', ')'])
/** At .6 only 17 of 29 lost parentheses come back, at .3 all of them. */
const SYMBOL_PROBABILITY = 0.3
/** A symbol replaces a character that the first recogniser is this sure of only at SURE_SYMBOL. */
const SURE = 0.95
const SURE_SYMBOL = 0.6
const OTHER_PROBABILITY = 0.5
/** Where ink has no character at all, even a doubtful one is better; its probability marks the word as doubtful. */
const LOST_PROBABILITY = 0.35
/** The second recogniser's letters count only where the first one is this unsure. */
const UNSURE = 0.8
const CERTAIN = 0.85
/** Crop heights by which two readings of one character can lie apart. */
const SAME_PLACE = 0.75

/** An Ω that was taken for a 9 is read with less certainty than this. */
export const OHM_DOUBT = 0.97

/** Characters that the wide alphabet writes in another form than manuals do: full width, ℃, Greek μ, typographic quotes. */
const PLAIN: Readonly<Record<string, string>> = {
  μ: 'µ',
  '。': '.',
  '、': ',',
  '’': "'",
  '‘': "'",
  '”': '"',
  '“': '"',
  '—': '–',
  一: '–',
  〇: '°',
  º: '°',
  '˚': '°',
}
const ALLOWED = /^[\u0021-\u007e°±µΩ×–äöüÄÖÜßéèêàçñåøÅØ½¼¾²³·•]+$/u

/** The second reading in the first one's letters; what a manual in Latin letters cannot hold (Chinese characters) is left out. */
export function inPlainForm(characters: readonly Character[]): Character[] {
  const plain: Character[] = []
  for (const character of characters) {
    const letters = [...(PLAIN[character.text] ?? character.text).normalize('NFKC')].map((letter) => PLAIN[letter] ?? letter)
    if (!ALLOWED.test(letters.join(''))) continue
    letters.forEach((text, i) => {
      // ℃ after a degree sign of its own would double it.
      if (letters.length > 1 && text === '°' && plain.at(-1)?.text === '°') return
      plain.push({ ...character, text, x: character.x + PART_STEP * (i - (letters.length - 1) / 2) })
    })
  }
  return plain
}

/** Crop pixels between the parts of a character that stands for several letters. */
const PART_STEP = 12

/** Merges the second reading (in plain form) into the first, at the places that `counts` allows (crop pixels). */
export function fuse(
  first: readonly Character[],
  second: readonly Character[],
  ink: Ink,
  height: number,
  counts: (x: number) => boolean = () => true,
): Character[] {
  const lost = unexplainedInk(ink, first, 0.04 * height)
  const letters = first.map(({ text }) => text)
  return align(first, second, height).flatMap(([a, b]) => {
    if (a === null) return b !== null && counts(b.x) && isLost(b, lost, height) ? [inserted(b)] : []
    if (!counts(a.x)) return [a]
    if (b === null) return isPhantom(a, ink) ? [] : [a]
    const at = first.indexOf(a)
    return [isMisreadOhm(a, b, letters, at) ? { ...b, text: 'Ω', x: a.x } : better(a, b, isInWord(letters, at))]
  })
}

/** The recogniser writes the lost sign of "M12 x 1.5" as × or X; manuals print and people type x. */
function inserted(character: Character): Character {
  return /^[×X]$/.test(character.text) ? { ...character, text: 'x' } : character
}

function isLost({ text, probability, x }: Character, lost: readonly Span[], height: number): boolean {
  if (isSymbol(text)) return probability > SYMBOL_PROBABILITY
  const near = 0.15 * height
  return probability > LOST_PROBABILITY && lost.some(([start, end]) => x > start - near && x < end + near)
}

/** A full stop or comma that only one of the two sees, and where there is no ink: noise of the picture's compression. */
function isPhantom({ text, probability, x }: Character, ink: Ink): boolean {
  return /^[.,'`:-]$/.test(text) && probability < SURE && !ink.blobs.some(([start, end]) => x >= start - 1 && x <= end + 1)
}

function isSymbol(text: string): boolean {
  return [...text].some((letter) => SYMBOLS.has(letter))
}

/** An Ω at the end of a quantity, which the first recogniser knows as 9 and the second one as Q: neither is ever printed there. */
function isMisreadOhm(a: Character, b: Character, letters: readonly string[], at: number): boolean {
  return /^[QΩ]$/.test(b.text) && b.probability > SYMBOL_PROBABILITY && a.probability < OHM_DOUBT && endsQuantity(letters, at)
}

/** Whether a 9 stands where the unit of "100 Ω", "47 kΩ" does: behind a figure, k or M, and before no figure. */
export function endsQuantity(letters: readonly string[], at: number): boolean {
  return letters[at] === '9' && /^[\dkM]$/.test(letters[at - 1] ?? '') && !/^\d/.test(letters[at + 1] ?? '')
}

/** Whether a character has a small letter beside it. */
function isInWord(letters: readonly string[], at: number): boolean {
  return /[a-z]/.test((letters[at - 1] ?? '') + (letters[at + 1] ?? ''))
}

function better(a: Character, b: Character, inWord: boolean): Character {
  if (a.text === b.text) return { ...a, probability: Math.max(a.probability, b.probability) }
  if (a.text === 'I' && b.text === 'l' && inWord) return { ...a, text: 'l' }
  if (isSymbol(b.text) && b.probability > (a.probability > SURE ? SURE_SYMBOL : SYMBOL_PROBABILITY)) return { ...b, x: a.x }
  if (a.probability < UNSURE && b.probability > Math.max(CERTAIN, a.probability + 0.15)) return { ...inserted(b), x: a.x, other: a.text }
  return b.probability > OTHER_PROBABILITY ? { ...a, other: b.text } : a
}

type Pair = readonly [first: Character | null, second: Character | null]

/** What a character without an opposite costs; another text opposite costs 1, and the distance comes on top. */
const UNPAIRED = 0.8
/** Moves of the alignment; 0 pairs one of each. */
const FIRST_ALONE = 1
const SECOND_ALONE = 2

/** Pairs the characters of two readings, left to right, at the least cost (Needleman and Wunsch 1970). */
function align(first: readonly Character[], second: readonly Character[], height: number): Pair[] {
  const columns = second.length + 1
  const cost = new Float64Array((first.length + 1) * columns)
  const move = new Uint8Array(cost.length)
  for (let i = 0; i <= first.length; i++) {
    for (let j = 0; j <= second.length; j++) {
      if (i === 0 && j === 0) continue
      const choices = [
        i > 0 && j > 0 ? cost[(i - 1) * columns + j - 1]! + difference(first[i - 1]!, second[j - 1]!, height) : Infinity,
        i > 0 ? cost[(i - 1) * columns + j]! + UNPAIRED : Infinity,
        j > 0 ? cost[i * columns + j - 1]! + UNPAIRED : Infinity,
      ]
      const least = Math.min(...choices)
      cost[i * columns + j] = least
      move[i * columns + j] = choices.indexOf(least)
    }
  }
  const pairs: Pair[] = []
  for (let i = first.length, j = second.length; i > 0 || j > 0;) {
    const step = move[i * columns + j]!
    if (step !== SECOND_ALONE) i--
    if (step !== FIRST_ALONE) j--
    pairs.push([step === SECOND_ALONE ? null : first[i]!, step === FIRST_ALONE ? null : second[j]!])
  }
  return pairs.reverse()
}

function difference(a: Character, b: Character, height: number): number {
  const distance = Math.abs(a.x - b.x) / height
  if (distance > SAME_PLACE) return Infinity
  return (a.text === b.text ? 0 : 1) + distance
}
