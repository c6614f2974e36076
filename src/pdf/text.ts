import type { Box, Transform } from '../contracts/geometry.ts'
import type { TextLayerWord } from '../contracts/page.ts'
import { type Pdfium, withMemory } from './library.ts'
import { mapRectangle } from './page-geometry.ts'

/** The text layer of one page. */
export interface PdfText {
  /**
   * In the order of the file; boxes in pixels of the page's picture, clipped to it. Words off the page are left out.
   * A glyph whose character is unknown stands as U+FFFD.
   */
  readonly words: readonly TextLayerWord[]
  /** Characters that are not white space. */
  readonly characters: number
  /** Of those: drawn in no colour (render mode 3), as OCR programs put text behind a scan. */
  readonly invisible: number
  /** Of those: unknown (no Unicode value, or a control, private or unassigned one). Single glyphs alone are icons and do not count. */
  readonly unmapped: number
}

interface Character {
  readonly text: string
  /** Pixels. The loose box spans the font's height, so that words of a line have the same top and bottom. */
  readonly box: Box
}

/** FPDF_TEXTRENDERMODE_INVISIBLE (fpdf_edit.h). */
const INVISIBLE = 3
/** PDFium's mark for a hyphen at the end of a line. */
const LINE_HYPHEN = 0x02
const UNKNOWN = '\ufffd'
const LIGATURES: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' }
/** A gap wider than this share of the letter height parts two words, though the file holds no space there. */
const WORD_GAP = 0.6

/** Reads the text layer of a loaded page. */
export function readText(library: Pdfium, page: number, toPixels: Transform, width: number, height: number): PdfText {
  const text = library.FPDFText_LoadPage(page)
  if (text === 0) return { words: [], characters: 0, invisible: 0, unmapped: 0 }
  try {
    return collect(library, text, toPixels, width, height)
  } finally {
    library.FPDFText_ClosePage(text)
  }
}

function collect(library: Pdfium, text: number, toPixels: Transform, width: number, height: number): PdfText {
  const words: TextLayerWord[] = []
  let word: Character[] = []
  let characters = 0
  let invisible = 0
  let unmapped = 0

  function endWord(): void {
    if (word.length > 1) unmapped += word.filter((character) => character.text === UNKNOWN).length
    const box = word.length === 0 ? null : clipped(word.map((character) => character.box).reduce(union), width, height)
    if (box !== null) words.push({ text: word.map((character) => character.text).join(''), box })
    word = []
  }

  const count = library.FPDFText_CountChars(text)
  for (let index = 0; index < count; index++) {
    const code = library.FPDFText_GetUnicode(text, index)
    const printed = code === LINE_HYPHEN ? '-' : String.fromCodePoint(code > 0x10ffff ? 0xfffd : code)
    if (code !== 0 && (/\s/u.test(printed) || printed === '\u200b' || printed === '\u00ad')) {
      if (printed !== '\u00ad') endWord()
      continue
    }
    characters += 1
    if (isInvisible(library, text, index)) invisible += 1
    const isUnknown = library.FPDFText_HasUnicodeMapError(text, index) === 1 || isMeaningless(printed)
    const character = { text: isUnknown ? UNKNOWN : (LIGATURES[printed] ?? printed), box: boxOf(library, text, index, toPixels) }
    const last = word.at(-1)
    if (last !== undefined && isApart(last.box, character.box)) endWord()
    word.push(character)
  }
  endWord()
  return { words, characters, invisible, unmapped }
}

function isInvisible(library: Pdfium, text: number, index: number): boolean {
  const object = library.FPDFText_GetTextObject(text, index)
  return object !== 0 && library.FPDFTextObj_GetTextRenderMode(object) === INVISIBLE
}

/** Control characters, surrogates, private use, unassigned, and the replacement character. */
function isMeaningless(printed: string): boolean {
  return /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufffd]/u.test(printed)
}

function boxOf(library: Pdfium, text: number, index: number, toPixels: Transform): Box {
  return withMemory(library, 32, (pointer) => {
    if (library.FPDFText_GetLooseCharBox(text, index, pointer) !== 0) {
      const [left, top, right, bottom] = library.HEAPF32.subarray(pointer >> 2, (pointer >> 2) + 4)
      if (right! > left! && top! > bottom!) return mapRectangle(toPixels, left!, bottom!, right!, top!)
    }
    if (library.FPDFText_GetCharBox(text, index, pointer, pointer + 8, pointer + 16, pointer + 24) === 0) return [0, 0, 0, 0]
    const [left, right, bottom, top] = library.HEAPF64.subarray(pointer >> 3, (pointer >> 3) + 4)
    return mapRectangle(toPixels, left!, bottom!, right!, top!)
  })
}

/** Whether two characters, one after the other in the file, stand too far apart for one word, in whatever direction they run. */
function isApart(one: Box, other: Box): boolean {
  const across = Math.max(other[0] - one[2], one[0] - other[2])
  const down = Math.max(other[1] - one[3], one[1] - other[3])
  const size = Math.min(Math.max(one[2] - one[0], one[3] - one[1]), Math.max(other[2] - other[0], other[3] - other[1]))
  return Math.max(across, down) > WORD_GAP * Math.max(1, size)
}

function union(one: Box, other: Box): Box {
  return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3])]
}

/** The box within the picture, to a hundredth of a pixel; null when nothing of it is on the page. */
function clipped(box: Box, width: number, height: number): Box | null {
  const round = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)) * 100) / 100
  const inside: Box = [round(box[0], width), round(box[1], height), round(box[2], width), round(box[3], height)]
  return inside[2] > inside[0] && inside[3] > inside[1] ? inside : null
}
