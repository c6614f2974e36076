import { z } from 'zod'
import { boxSchema } from './geometry.ts'

export const BLOCK_TYPES = [
  'page_number',
  'heading',
  'operation',
  'paragraph',
  'step',
  'list_item',
  'note',
  'caution',
  'tool',
  'specification',
  'table',
  'figure',
  'caption',
  'callout',
  'header',
  'footer',
] as const
export const blockTypeSchema = z.enum(BLOCK_TYPES)
export type BlockType = z.infer<typeof blockTypeSchema>

export const blockSchema = z.object({
  /** 'b01' … in reading order. */
  id: z.string(),
  type: blockTypeSchema,
  /** Running text: lines joined, end-of-line hyphenation undone. */
  text: z.string(),
  /** Pixels of the prepared image; null on HTML pages. */
  box: boxSchema.nullable(),
  /** Ids of the reading's lines, in order. */
  lines: z.array(z.string()),
  /** 1-based column; 0 = across all columns. */
  column: z.number().int(),
  /** Id of the block that this one belongs to: the heading or operation over a step, the figure of a callout. */
  parent: z.string().nullable(),
  /** Lowest word confidence of the text. */
  confidence: z.number(),
  /** Operation code as printed and completed, e.g. '34 21 320'; only on operation blocks and index rows. */
  code: z.string().optional(),
  /** For steps and list items: the printed mark ('1.', 'a)', '–'), if any. */
  mark: z.string().optional(),
})
export type Block = z.infer<typeof blockSchema>

export const cellSchema = z.object({
  text: z.string(),
  /** Pixels of the prepared image; null on HTML pages. */
  box: boxSchema.nullable(),
  /** Spans count the grid positions that the cell covers, itself included. */
  row_span: z.number().int(),
  column_span: z.number().int(),
  /** 0-based grid position of the cell's top left corner. */
  row: z.number().int(),
  column: z.number().int(),
  header: z.boolean(),
  confidence: z.number(),
})
export type Cell = z.infer<typeof cellSchema>

export const tableSchema = z.object({
  /** The block of type 'table' that it belongs to. */
  block: z.string(),
  title: z.string(),
  ruled: z.boolean(),
  /** Number of grid columns. */
  columns: z.number().int(),
  /** Cells by the row in which they start; a spanning cell stands once, at its top left. */
  rows: z.array(z.array(cellSchema)),
  /** Confidence in the grid: 0 to 1. */
  confidence: z.number(),
})
export type Table = z.infer<typeof tableSchema>

/**
 * What a label of a circuit diagram names. 'earth' is a ground point, 'remark' a note in brackets ('(NOT USED)'), 'component' all
 * that has a name of its own: a switch, a relay, a page that the wire leads to.
 */
export const WIRING_KINDS = ['wire', 'pin', 'connector', 'splice', 'earth', 'fuse', 'rating', 'remark', 'component'] as const

export const wiringItemSchema = z.object({
  /** 'w01' … in the order of the labels. */
  id: z.string(),
  kind: z.enum(WIRING_KINDS),
  /** As printed, lines joined. */
  text: z.string(),
  /** Pixels of the prepared image. */
  box: boxSchema,
  /** The block that shows it. */
  block: z.string(),
  confidence: z.number(),
  /** Of wires: cross section as printed, and the codes of their colours, main colour first. */
  size: z.string().optional(),
  colours: z.array(z.string()).optional(),
  /** Of fuses: '7.5 AMP'. */
  rating: z.string().optional(),
})
export type WiringItem = z.infer<typeof wiringItemSchema>

/** One wire that runs down the page. What could belong to two wires stands with neither. */
export const conductorSchema = z.object({
  /** Ids of items from the upper to the lower end; of a pin and its connector at one height, the left one first. */
  items: z.array(z.string()),
  /** Where it runs: a plumb line, or the box around one that leans; pixels of the prepared image. */
  box: boxSchema,
  /** The item of another conductor at which this one branches off: a splice, a fuse. */
  from: z.string().nullable(),
  /** Whether no label near it is in doubt: nothing that the drawing shows along this wire is known to be missing here. */
  complete: z.boolean(),
})

export const wiringSchema = z.object({ items: z.array(wiringItemSchema), conductors: z.array(conductorSchema) })
export type Wiring = z.infer<typeof wiringSchema>

/** work/structure/<page_id>.json */
export const structureSchema = z.object({
  page_id: z.string(),
  columns: z.number().int(),
  blocks: z.array(blockSchema),
  tables: z.array(tableSchema),
  /** Only on flow charts: lines drawn from one block down to another. Lines whose ends are in doubt are left out. */
  links: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
  /** Only on circuit diagrams. */
  wiring: wiringSchema.optional(),
})
export type Structure = z.infer<typeof structureSchema>
