import type { TextStyle } from '../drawing/fonts.ts'
import type { Sketch } from '../drawing/sketch.ts'

/** A question that a mechanic would ask of a page, with the exact answer that the page prints. */
export interface Fact {
  readonly question: string
  readonly answer: string
  readonly type: 'spec' | 'procedure' | 'caution' | 'tool' | 'index' | 'wiring' | 'troubleshooting' | 'maintenance'
}

/** One thing said in a procedure. A plain string is a step. */
export type Item =
  | string
  | { readonly op: string; readonly title: readonly string[]; readonly condition?: string }
  | { readonly heading: string }
  | { readonly installation: readonly string[] }
  | { readonly note: readonly string[] }
  | { readonly important: readonly string[] }
  | { readonly legend: readonly (readonly [string, string])[] }

/** A figure and the text beside it. */
export interface Panel {
  readonly figure?: { readonly draw: (sketch: Sketch) => void; readonly number: string }
  readonly items: readonly Item[]
}

export interface Column {
  readonly panels: readonly Panel[]
  readonly footnotes?: readonly string[]
}

export interface ProcedurePage {
  readonly kind: 'procedure'
  readonly number: string
  /** One column gives a page in portrait, two a page in landscape. */
  readonly columns: readonly Column[]
}

export interface IndexPage {
  readonly kind: 'index'
  readonly number: string
  readonly section: readonly [string, string]
  /** Full code (or null), operation, page. The page prints the code's tail where the group goes on. */
  readonly entries: readonly (readonly [string | null, string, string])[]
}

/** A cell: text, or text with spans; null where a span covers the position. */
export type CellText =
  | string
  | null
  | {
      readonly text: string
      readonly across?: number
      readonly down?: number
      readonly bold?: boolean
      readonly align?: 'left' | 'center' | 'right'
      readonly indent?: number
    }

export type Row = readonly CellText[]

export interface RuledTable {
  /** Column widths in pixels. */
  readonly widths: readonly number[]
  readonly align: readonly ('left' | 'center' | 'right')[]
  readonly header: readonly Row[]
  readonly rows: readonly Row[]
}

/** Headings, then tables one under the other. */
export interface TablePage {
  readonly kind: 'table'
  readonly number: string
  readonly title: string
  readonly subtitle?: string
  readonly size: readonly [number, number]
  readonly body: TextStyle
  readonly bold: TextStyle
  readonly parts: readonly (
    | { readonly heading: string }
    | { readonly table: RuledTable }
    | { readonly text: string }
    | { readonly note: string }
    | { readonly caution: string }
    | { readonly figure: { readonly draw: (sketch: Sketch) => void; readonly number: string } }
  )[]
  readonly footnotes?: readonly string[]
}

/** One column of running text. */
export interface TextPage {
  readonly kind: 'text'
  readonly number: string
  readonly running: string
  readonly size: readonly [number, number]
  readonly faces: { readonly body: TextStyle; readonly heading: TextStyle; readonly running: TextStyle }
  readonly parts: readonly (
    | { readonly title: string }
    | { readonly heading: string }
    | { readonly text: string }
    | { readonly caution: string }
    | { readonly steps: readonly string[] }
    | { readonly space: number }
  )[]
}
