import type { Box } from '../contracts/geometry.ts'
import type { Reading } from '../contracts/reading.ts'
import type { Block, BlockType, Structure } from '../contracts/structure.ts'
import { escapeHtml } from './markup.ts'

/** What can be drawn over a page. */
export const OVERLAY_LAYERS = ['lines', 'blocks', 'order', 'tables', 'parents'] as const
export type OverlayLayer = (typeof OVERLAY_LAYERS)[number]

/** One colour for each block type, apart enough on grey paper. */
export const BLOCK_COLOURS: Readonly<Record<BlockType, string>> = {
  page_number: '#7f7f7f',
  heading: '#d62728',
  operation: '#9400d3',
  paragraph: '#1f77b4',
  step: '#2ca02c',
  list_item: '#0f9b8e',
  note: '#bf9000',
  caution: '#ff4500',
  tool: '#8c564b',
  specification: '#e377c2',
  table: '#00538a',
  figure: '#a0a000',
  caption: '#17becf',
  callout: '#6a8a22',
  header: '#7f7f7f',
  footer: '#7f7f7f',
}

const ORDER_COLOUR = '#ff7f0e'
const PARENT_COLOUR = '#9400d3'
/** What is read with a figure, not one after the other. */
const OUTSIDE_ORDER: ReadonlySet<BlockType> = new Set(['figure', 'callout'])

/**
 * An SVG over the prepared image, in its pixels: the reading's lines, blocks in the colour of their type with id and type, arrows
 * from each block to the one read next, the cells of tables, and dashed lines from a block to the one it belongs to.
 */
export function pageOverlay(
  structure: Structure,
  reading: Pick<Reading, 'lines'>,
  size: { readonly width: number; readonly height: number },
  layers: readonly OverlayLayer[] = OVERLAY_LAYERS,
): string {
  const unit = Math.max(size.width, size.height) / 1200
  const placed = structure.blocks.flatMap((block) => (block.box === null ? [] : [{ ...block, box: block.box }]))
  const parts: Record<OverlayLayer, () => string[]> = {
    lines: () => reading.lines.map(({ box }) => rectangle(box, `stroke="#888" stroke-width="${0.5 * unit}"`)),
    blocks: () => placed.map((block) => blockMark(block, unit)),
    tables: () =>
      structure.tables.flatMap((table) =>
        table.rows
          .flat()
          .flatMap((cell) =>
            cell.box === null
              ? []
              : [
                  rectangle(
                    cell.box,
                    `stroke="${BLOCK_COLOURS.table}" stroke-width="${unit}"`,
                    cell.header ? 'fill="#00538a" fill-opacity="0.16"' : undefined,
                  ),
                ],
          ),
      ),
    parents: () => placed.flatMap((block) => parentLine(block, placed, unit)),
    order: () => orderArrows(placed, unit),
  }
  const drawn = (['lines', 'blocks', 'tables', 'parents', 'order'] as const).filter((layer) => layers.includes(layer))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    `<defs><marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0L6 3L0 6z" fill="${ORDER_COLOUR}"/></marker></defs>`,
    ...drawn.map((layer) => `<g class="${layer}">${parts[layer]().join('')}</g>`),
    '</svg>',
  ].join('\n')
}

const round = (value: number) => Math.round(value * 10) / 10

function rectangle([left, top, right, bottom]: Box, stroke: string, fill = 'fill="none"'): string {
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(right - left)}" height="${round(bottom - top)}" ${fill} ${stroke}/>`
}

type PlacedBlock = Block & { readonly box: Box }

function blockMark(block: PlacedBlock, unit: number): string {
  const colour = BLOCK_COLOURS[block.type]
  const name = [block.id.replace(/^b0?/, ''), block.type === 'callout' ? '' : block.type.replace('_', ' '), block.code ?? '']
    .filter((part) => part !== '')
    .join(' ')
  const size = 8 * unit
  const [x, y] = [block.box[0], Math.max(size, block.box[1] - unit)]
  const fill = block.type === 'figure' ? 'fill="none"' : `fill="${colour}" fill-opacity="0.14"`
  const about = `${block.id} ${block.type} · column ${block.column} · confidence ${block.confidence.toFixed(2)}\n${block.text}`
  return [
    `<g id="${block.id}"><title>${escapeHtml(about)}</title>`,
    rectangle(block.box, `stroke="${colour}" stroke-width="${round(1.2 * unit)}"`, fill),
    `<text x="${round(x)}" y="${round(y)}" font-family="Arial, Helvetica, DejaVu Sans, sans-serif" font-size="${round(size)}" font-weight="bold" fill="${colour}" stroke="#fff" stroke-width="${round(2 * unit)}" paint-order="stroke">${escapeHtml(name)}</text></g>`,
  ].join('')
}

const middle = ([left, top, right, bottom]: Box) => [round((left + right) / 2), round((top + bottom) / 2)] as const

/** From the middle of each block to the middle of the next one, but not into blocks that belong to a figure. */
function orderArrows(blocks: readonly PlacedBlock[], unit: number): string[] {
  const read = blocks.filter((block) => !OUTSIDE_ORDER.has(block.type))
  return read.slice(1).map((block, index) => {
    const [from, to] = [middle(read[index]!.box), middle(block.box)]
    return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${ORDER_COLOUR}" stroke-width="${round(1.4 * unit)}" stroke-opacity="0.75" marker-end="url(#tip)"/>`
  })
}

function parentLine(block: PlacedBlock, blocks: readonly PlacedBlock[], unit: number): string[] {
  const parent = blocks.find((other) => other.id === block.parent)
  if (parent === undefined) return []
  const [from, to] = [block.box, parent.box]
  const inset = 3 * unit
  return [
    `<path d="M${round(from[0] + inset)} ${round((from[1] + from[3]) / 2)}L${round(to[0] + inset)} ${round(to[3])}" fill="none" stroke="${PARENT_COLOUR}" stroke-width="${round(unit)}" stroke-dasharray="${round(3 * unit)}" stroke-opacity="0.7"/>`,
  ]
}
