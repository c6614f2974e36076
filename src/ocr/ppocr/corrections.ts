import { type Glyph, median } from './spacing.ts'

/** A raised mark of less than this share of the usual character height, where a letter o or a zero was read, is a degree sign. */
const RING_HEIGHT = 0.72
/** And it ends above this share of the line's height. */
const RING_BOTTOM = 0.62
const RING_LOOKALIKE = new Set(['o', 'O', '0', '.'])
/** A full stop is smaller than any ring. */
const MIN_RING = 0.2

/** Turns small raised rings after a digit, or before a C, F or K, into degree signs. */
export function degreeSigns(glyphs: readonly Glyph[]): Glyph[] {
  const tall = glyphs.filter(({ text }) => /[0-9A-Zbdfhklt]/.test(text))
  const others = (self: Glyph): number[] => tall.filter((glyph) => glyph !== self).map(({ top, bottom }) => bottom - top)
  return glyphs.map((glyph, i) => {
    if (!RING_LOOKALIKE.has(glyph.text)) return glyph
    const usual = median(others(glyph))
    const before = glyphs[i - 1]
    const after = glyphs[i + 1]
    if (usual === 0 || before === undefined || !isTemperatureOrAngle(before, after)) return glyph
    const lineTop = Math.min(...tall.filter((other) => other !== glyph).map(({ top }) => top))
    const size = glyph.bottom - glyph.top
    const raised = glyph.bottom - lineTop <= RING_BOTTOM * usual && size < RING_HEIGHT * usual
    const round = glyph.right - glyph.left >= 0.7 * size && glyph.right - glyph.left <= 1.5 * size
    return raised && round && size >= MIN_RING * usual ? { ...glyph, text: '°', probability: Math.max(glyph.probability, 0.9) } : glyph
  })
}

function isTemperatureOrAngle(before: Glyph, after: Glyph | undefined): boolean {
  return /\d/.test(before.text) || (after !== undefined && /[CFK]/.test(after.text))
}

/**
 * Letters that look alike in a face without serifs, decided by English spelling: a capital I after a small letter, or in the
 * unit "Ibs", is an l; an l before a consonant at the beginning of a word is a capital I ("lnstall").
 */
export function lookalikes(word: string): string {
  return word
    .replace(/(?<![A-Za-z])Ib(s?)(?![A-Za-z])/g, 'lb$1')
    .replace(/(?<=[a-z])I(?=[a-zI]|$|[^A-Za-z])/g, 'l')
    .replace(/(?<=[a-z]l)I/g, 'l')
    .replace(/(?<![A-Za-z0-9.,])l(?=[cdfgkmnpqrstvwxz])/g, 'I')
}
