import type { Box } from '../../../src/contracts/geometry.ts'
import { setWords, textWidth, type TextStyle } from './fonts.ts'

/** What lies on a sheet, in drawing order. Pixels, origin at the top left. */
export type Mark =
  | { readonly kind: 'text'; readonly text: string; readonly x: number; readonly baseline: number; readonly style: TextStyle }
  | { readonly kind: 'rule'; readonly from: Point; readonly to: Point; readonly width: number }
  | { readonly kind: 'box'; readonly box: Box; readonly width: number; readonly fill: string | null }
  | { readonly kind: 'art'; readonly svg: string }

export type Point = readonly [number, number]

export type TruthBlockType =
  | 'page_number'
  | 'heading'
  | 'procedure_step'
  | 'spec'
  | 'note'
  | 'caution'
  | 'paragraph'
  | 'table'
  | 'caption'
  | 'header'
  | 'footer'

export interface TruthWord {
  readonly text: string
  readonly box: Box
  /** Index into the page's lines; null for words inside figures. */
  readonly line: number | null
  /** 0-based figure on the page; null for words outside figures. */
  readonly figure: number | null
}

export interface TruthCell {
  readonly row: number
  readonly column: number
  readonly row_span: number
  readonly column_span: number
  readonly text: string
  readonly box: Box
  readonly header: boolean
}

export interface TruthTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The printed grid, header rows included; absent where nothing is ruled. */
  readonly grid?: readonly TruthCell[]
}

export interface TruthBlock {
  readonly type: TruthBlockType
  text: string
  /** Indices into the page's lines. */
  readonly lines: number[]
}

/** A part of a line; with `leader`, dots fill the way to `until` and stand in the truth as ' ... '. */
export type Segment =
  | { readonly text: string; readonly x: number; readonly style: TextStyle; readonly align?: 'left' | 'center' | 'right' }
  | { readonly leader: true; readonly x: number; readonly until: number; readonly style: TextStyle }

/** A page being drawn: its marks, and the exact truth of what was printed on it. */
export class Sheet {
  readonly marks: Mark[] = []
  readonly lines: string[] = []
  readonly words: TruthWord[] = []
  readonly blocks: TruthBlock[] = []
  readonly tables: TruthTable[] = []
  readonly figureText: string[] = []
  private figures = 0
  private open: TruthBlock | null = null
  readonly width: number
  readonly height: number

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
  }

  rule(from: Point, to: Point, width = 1.5): void {
    this.marks.push({ kind: 'rule', from, to, width })
  }

  frame(box: Box, width = 1.5, fill: string | null = null): void {
    this.marks.push({ kind: 'box', box, width, fill })
  }

  art(svg: string): void {
    this.marks.push({ kind: 'art', svg })
  }

  /** All lines printed by `print` belong to one block of this type. */
  block(type: TruthBlockType, print: () => void): void {
    const block: TruthBlock = { type, text: '', lines: [] }
    const outer = this.open
    this.open = block
    print()
    this.open = outer
    block.text = joined(block.lines.map((index) => this.lines[index]!))
    if (block.lines.length > 0) this.blocks.push(block)
  }

  /** Prints one line of the page's text. Must be called inside `block`. */
  print(segments: readonly Segment[], baseline: number): void {
    if (this.open === null) throw new Error('A line is printed outside any block.')
    const line = this.lines.length
    const texts: string[] = []
    for (const segment of segments) {
      if ('leader' in segment) {
        this.leader(segment, baseline)
        texts.push('...')
        continue
      }
      const x = this.aligned(segment.text, segment.x, segment.style, segment.align)
      this.put(segment.text, x, baseline, segment.style, line, null)
      texts.push(segment.text)
    }
    this.lines.push(texts.join(' ').replaceAll(/ +/g, ' '))
    this.open.lines.push(line)
  }

  /** Starts a figure; returns its number for `label`. */
  figure(): number {
    this.figures += 1
    return this.figures - 1
  }

  /** Prints a number or letter inside a figure. */
  label(text: string, x: number, baseline: number, style: TextStyle, figure: number, align: 'left' | 'center' | 'right' = 'center'): void {
    this.put(text, this.aligned(text, x, style, align), baseline, style, null, figure)
    this.figureText.push(text)
  }

  private aligned(text: string, x: number, style: TextStyle, align: 'left' | 'center' | 'right' = 'left'): number {
    if (align === 'left') return x
    const width = textWidth(text, style)
    return align === 'right' ? x - width : x - width / 2
  }

  private put(text: string, x: number, baseline: number, style: TextStyle, line: number | null, figure: number | null): void {
    this.marks.push({ kind: 'text', text, x, baseline, style })
    for (const word of setWords(text, x, baseline, style)) {
      const [left, top, right, bottom] = word.box
      if (left < 0 || top < 0 || right > this.width || bottom > this.height) throw new Error(`"${word.text}" runs off the sheet.`)
      const under = this.words.find(({ box }) => left < box[2] && box[0] < right && top < box[3] && box[1] < bottom)
      if (under !== undefined) throw new Error(`"${word.text}" is printed over "${under.text}".`)
      this.words.push({ text: word.text, box: word.box, line, figure })
    }
  }

  private leader(segment: { x: number; until: number; style: TextStyle }, baseline: number): void {
    const step = segment.style.size * 0.42
    const first = Math.ceil(segment.x / step)
    const dots: string[] = []
    for (let dot = first; dot * step < segment.until; dot++) {
      dots.push(`M${(dot * step).toFixed(2)} ${(baseline - 1.2).toFixed(2)}h2v-2h-2Z`)
    }
    this.art(`<path d="${dots.join('')}" fill="black"/>`)
  }
}

/** Lines joined to running text; hyphenation at line ends undone. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line) => (text === '' ? line : /[a-z]-$/.test(text) ? text.slice(0, -1) + line : `${text} ${line}`), '')
}
