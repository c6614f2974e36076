/**
 * Colours of wires as diagrams print them. IEC 60757 has two letters (BK BN RD OG YE GN BU VT GY WH PK GD TQ SR); other two-letter
 * codes are the English and German ones that carmakers print in their place (DIN 72551-7: SW RT BR GE WS); SAE J1128's customary
 * words are shortened to three letters or written in full, with DK and LT for dark and light; Japanese diagrams have one letter, or
 * a capital and a small one (B W R G Y L, Br Lg Gr Sb).
 */
const TWO_LETTERS =
  'BK BN BR RD OG OR YE YL GN BU BL VT VI PU GY GR GA WH WT PK PI TN TQ TU SR SV GD LB LG DG DB LU BE CR SW GE RT WS RS HB LI NT'
const SHORTENED = 'BLK BRN RED ORN ORG YEL GRN BLU VIO PPL PUR GRY GRA WHT PNK TAN TUR SIL NAT CLR BEI LBL LGN DBL DGN'
const WRITTEN = 'BLACK BROWN ORANGE YELLOW GREEN BLUE VIOLET PURPLE GRAY GREY WHITE PINK TURQUOISE SILVER NATURAL CLEAR BEIGE'
const ONE_LETTER = 'B W R G Y L O P V Br Lg Gr Sb'

const CODES: ReadonlySet<string> = new Set([TWO_LETTERS, SHORTENED, WRITTEN].flatMap((codes) => codes.split(' ')))
const LETTERS: ReadonlySet<string> = new Set(ONE_LETTER.split(' '))
const SHADE = /^(?:DK|LT|DARK|LIGHT)\.?$/

/** Whether a code of two letters or more, or a word, is the colour of a wire; a shade may stand before it ('DK GRN'). */
export const isWireColour = (code: string): boolean => CODES.has(code.replace(/^\S+ /, ''))

/** What is between the colours of a striped wire. */
const STRIPE = /[/-]/
const TWO = /^[A-Z\d]{2}$/

/**
 * The colours of one label, main colour first: 'RD/BU', 'DK GRN/WHT', 'LT BLU', 'BR'. A code that no standard has is kept where a
 * known one stands beside it, or where `after` a wire's size any two letters must be a colour. Null for what is no colour.
 */
export function wireColours(words: readonly string[], after: 'size' | 'nothing'): string[] | null {
  const parts: string[] = []
  let shade = ''
  for (const word of words) {
    if (SHADE.test(word) && shade === '') shade = `${word} `
    else {
      for (const [index, part] of word.split(STRIPE).entries()) parts.push(index === 0 ? `${shade}${part}` : part)
      shade = ''
    }
  }
  if (shade !== '' || parts.length === 0 || parts.length > 3) return null
  const bare = parts.map((part) => part.replace(/^\S+ /, ''))
  const known = bare.filter((code) => isWireColour(code)).length
  if (known === bare.length) return parts
  if (bare.every((code) => LETTERS.has(code))) return after === 'size' || (bare.length > 1 && !bare.includes('O')) ? parts : null
  return bare.every((code) => TWO.test(code)) && (known > 0 || (after === 'size' && bare.some((code) => /^[A-Z]{2}$/.test(code))))
    ? parts
    : null
}

/** Letters and figures that are taken for each other, by what was read. */
const ALIKE: Readonly<Record<string, string>> = { O: 'D', D: 'O', 0: 'OD', 8: 'B', 6: 'G', 5: 'S', 1: 'I' }

/** The one code among `printed` that an unknown one is a misreading of: 'RO' of 'RD', '8K' of 'BK'. Null where none or several are. */
export function misreadColour(code: string, printed: ReadonlySet<string>): string | null {
  if (isWireColour(code)) return null
  const found = [...code].flatMap((letter, at) =>
    [...(ALIKE[letter] ?? '')].map((other) => `${code.slice(0, at)}${other}${code.slice(at + 1)}`).filter((other) => printed.has(other)),
  )
  return found.length === 1 ? found[0]! : null
}
