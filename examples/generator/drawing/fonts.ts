import fontkit, { type Font, type Glyph } from '@pdf-lib/fontkit'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Box } from '../../../src/contracts/geometry.ts'

/** The faces that the sample manual is set in; all under the SIL Open Font License, from npm packages. */
const FACES = {
  sans: ['archivo', '400-normal'],
  'sans-italic': ['archivo', '500-italic'],
  'sans-bold': ['archivo', '700-normal'],
  condensed: ['roboto-condensed', '400-normal'],
  'condensed-bold': ['roboto-condensed', '700-normal'],
  serif: ['source-serif-4', '400-normal'],
  'serif-italic': ['source-serif-4', '400-italic'],
  'serif-bold': ['source-serif-4', '700-normal'],
  typewriter: ['courier-prime', '400-normal'],
  'typewriter-bold': ['courier-prime', '700-normal'],
} as const

export type FontName = keyof typeof FACES

/** Size in pixels per em. */
export interface TextStyle {
  readonly font: FontName
  readonly size: number
  /** CSS colour; black when absent. */
  readonly fill?: string
}

export interface SetWord {
  readonly text: string
  /** SVG path data of the word's outlines. */
  readonly outline: string
  /** The ink's extent, in pixels. */
  readonly box: Box
}

const require = createRequire(import.meta.url)
const loaded = new Map<FontName, { font: Font; bytes: Uint8Array }>()

function face(name: FontName): { font: Font; bytes: Uint8Array } {
  const known = loaded.get(name)
  if (known !== undefined) return known
  const [family, variant] = FACES[name]
  const folder = dirname(require.resolve(`@fontsource/${family}/package.json`))
  const bytes = readFileSync(join(folder, 'files', `${family}-latin-${variant}.woff`))
  const entry = { font: fontkit.create(bytes), bytes }
  loaded.set(name, entry)
  return entry
}

/** The font file, for embedding into a PDF. */
export function fontBytes(name: FontName): Uint8Array {
  return face(name).bytes
}

function glyphs(font: Font, text: string) {
  return Array.from(text, (character) => {
    const point = character.codePointAt(0)!
    if (!font.hasGlyphForCodePoint(point)) throw new Error(`No glyph for "${character}" in "${text}".`)
    return font.glyphForCodePoint(point)
  })
}

/** How much wider than the font's own a space is set: Archivo's is so narrow that codes ('12 10 010') would run together. */
const SPACING: Partial<Record<FontName, number>> = { sans: 1.4, 'sans-italic': 1.4, 'sans-bold': 1.5 }

/** True where spaces are as wide as the font has them, so that a PDF's plain text lands where the sheet shows it. */
export function hasOwnSpacing(name: FontName): boolean {
  return SPACING[name] === undefined
}

/** Advance of a glyph in font units. */
function advance(glyph: Glyph, name: FontName): number {
  return glyph.codePoints[0] === 32 ? glyph.advanceWidth * (SPACING[name] ?? 1) : glyph.advanceWidth
}

/** Width of a text in pixels, by advance widths alone: neither kerning nor ligatures are used anywhere. */
export function textWidth(text: string, style: TextStyle): number {
  const { font } = face(style.font)
  return (glyphs(font, text).reduce((sum, glyph) => sum + advance(glyph, style.font), 0) * style.size) / font.unitsPerEm
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** Sets one line of text from `x` on `baseline`: each word's outlines and the box of its ink, in pixels. */
export function setWords(text: string, x: number, baseline: number, style: TextStyle): SetWord[] {
  const { font } = face(style.font)
  const scale = style.size / font.unitsPerEm
  const words: SetWord[] = []
  let pen = x
  let word: { text: string; outline: string; box: [number, number, number, number] } | null = null
  for (const character of text) {
    const [glyph] = glyphs(font, character)
    if (glyph === undefined) continue
    if (character === ' ') {
      word = null
    } else {
      if (word === null) {
        word = { text: '', outline: '', box: [Infinity, Infinity, -Infinity, -Infinity] }
        words.push(word)
      }
      word.text += character
      word.outline += outlineAt(commandsOf(glyph), pen, baseline, scale)
      const { minX, minY, maxX, maxY } = glyph.bbox
      word.box[0] = Math.min(word.box[0], pen + minX * scale)
      word.box[1] = Math.min(word.box[1], baseline - maxY * scale)
      word.box[2] = Math.max(word.box[2], pen + maxX * scale)
      word.box[3] = Math.max(word.box[3], baseline - minY * scale)
    }
    pen += advance(glyph, style.font) * scale
  }
  return words
}

interface Command {
  readonly command: string
  readonly args: readonly number[]
}

/** The drawing commands of a glyph, in font units; the package's types leave them out. */
function commandsOf(glyph: Glyph): readonly Command[] {
  return (glyph.path as unknown as { readonly commands: readonly Command[] }).commands
}

const LETTERS: Record<string, string> = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' }

function outlineAt(commands: readonly Command[], x: number, baseline: number, scale: number): string {
  return commands
    .map(({ command, args }) => {
      const at = args.map((value, index) => rounded(index % 2 === 0 ? x + value * scale : baseline - value * scale))
      return `${LETTERS[command]}${at.join(' ')}`
    })
    .join('')
}

/** A number and its unit stay on one line. */
const BEFORE_UNIT = /(?<=\d) (?=(?:°C|mm|ml|l|Nm|N|bar|rpm|kg|V|A|m|%)(?![a-zA-Z]))/g
const GLUE = '\u00A0'

/** Breaks a text into lines no wider than `width` pixels; a soft hyphen (U+00AD) is a place where a word may be parted. */
export function wrapText(text: string, width: number, style: TextStyle): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (candidate: string) => textWidth(candidate.replaceAll('\u00AD', '').replaceAll(GLUE, ' '), style) <= width
  for (const word of text.replace(BEFORE_UNIT, GLUE).split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (fits(joined)) {
      line = joined
      continue
    }
    const parts = word.split('\u00AD')
    let taken = 0
    for (let count = parts.length - 1; count > 0 && taken === 0; count--) {
      if (fits(`${line === '' ? '' : `${line} `}${parts.slice(0, count).join('')}-`)) taken = count
    }
    if (taken > 0) {
      lines.push(`${line === '' ? '' : `${line} `}${parts.slice(0, taken).join('')}-`)
      line = parts.slice(taken).join('\u00AD')
    } else {
      if (line !== '') lines.push(line)
      line = word
    }
  }
  if (line !== '') lines.push(line)
  return lines.map((each) => each.replaceAll('\u00AD', '').replaceAll(GLUE, ' '))
}
