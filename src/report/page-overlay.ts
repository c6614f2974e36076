import type { Box } from '../contracts/geometry.ts'
import type { Reading } from '../contracts/reading.ts'
import type { Block, BlockType, Structure } from '../contracts/structure.ts'
import { escapeHtml } from './markup.ts'
import { gap, middle, pageLinks, type PageLink, pageWires, type PageWire } from './page-links.ts'

/** What can be drawn over a page. */
export const OVERLAY_LAYERS = ['lines', 'blocks', 'order', 'tables', 'parents', 'links', 'wiring'] as const
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
const LINK_COLOURS: Readonly<Record<PageLink['kind'], string>> = {
  caption: '#0099a8',
  callout: '#6a8a22',
  reference: '#e7298a',
  flow: '#1b5e20',
}
/** Neighbouring wires in different colours. */
const WIRE_COLOURS = ['#d62728', '#1f77b4', '#2ca02c', '#9467bd', '#ff7f0e', '#17becf']
const PARENT_COLOUR = '#9400d3'
/** What is read with a figure, not one after the other. */
const OUTSIDE_ORDER: ReadonlySet<BlockType> = new Set(['figure', 'callout'])

/** Labels of a drawing, too, are read with it. */
function isInside(block: PlacedBlock, blocks: readonly PlacedBlock[]): boolean {
  const parent = block.parent === null ? undefined : blocks.find(({ id }) => id === block.parent)
  return parent?.type === 'figure' && gap(block.box, parent.box) === 0
}

/**
 * An SVG over the prepared image, in its pixels: the reading's lines, blocks in the colour of their type with id and type, arrows
 * from each block to the one read next, the cells of tables, dashed lines from a block to the one it belongs to, lines from captions,
 * callouts and references to what they name, and the wires of circuit diagrams (dotted where a label near them is in doubt).
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
    links: () => pageLinks(structure).map((link) => linkLine(link, unit)),
    wiring: () => pageWires(structure).map((wire, index) => wireLine(wire, index, unit)),
  }
  const drawn = (['lines', 'blocks', 'tables', 'wiring', 'parents', 'links', 'order'] as const).filter((layer) => layers.includes(layer))
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

/** From the middle of each block to the middle of the next one, but not into blocks that belong to a figure. */
function orderArrows(blocks: readonly PlacedBlock[], unit: number): string[] {
  const read = blocks.filter((block) => !OUTSIDE_ORDER.has(block.type) && !isInside(block, blocks))
  return read.slice(1).map((block, index) => {
    const [from, to] = [middle(read[index]!.box), middle(block.box)]
    return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${ORDER_COLOUR}" stroke-width="${round(1.4 * unit)}" stroke-opacity="0.75" marker-end="url(#tip)"/>`
  })
}

function parentLine(block: PlacedBlock, blocks: readonly PlacedBlock[], unit: number): string[] {
  const parent = blocks.find((other) => other.id === block.parent)
  if (parent === undefined || parent.type === 'figure') return []
  const [from, to] = [block.box, parent.box]
  const inset = 3 * unit
  return [
    `<path d="M${round(from[0] + inset)} ${round((from[1] + from[3]) / 2)}L${round(to[0] + inset)} ${round(to[3])}" fill="none" stroke="${PARENT_COLOUR}" stroke-width="${round(unit)}" stroke-dasharray="${round(3 * unit)}" stroke-opacity="0.7"/>`,
  ]
}

function linkLine({ kind, from, to }: PageLink, unit: number): string {
  const [[x1, y1], [x2, y2]] = [middle(from), middle(to)]
  return [
    `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${LINK_COLOURS[kind]}" stroke-width="${round(1.1 * unit)}" stroke-opacity="0.8"/>`,
    `<circle cx="${x2}" cy="${y2}" r="${round(2 * unit)}" fill="${LINK_COLOURS[kind]}"/>`,
  ].join('')
}

function wireLine({ points, complete }: PageWire, index: number, unit: number): string {
  const doubt = complete ? '' : ` stroke-dasharray="${round(1.5 * unit)} ${round(2.5 * unit)}"`
  const places = points.map(([x, y]) => `${x},${y}`).join(' ')
  return `<polyline points="${places}" fill="none" stroke="${WIRE_COLOURS[index % WIRE_COLOURS.length]!}" stroke-width="${round(3 * unit)}" stroke-opacity="0.5"${doubt}/>`
}
