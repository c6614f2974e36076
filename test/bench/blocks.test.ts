import { expect, test } from 'vitest'
import { blockCounts } from '../../bench/blocks.ts'
import type { Block, BlockType, Structure } from '../../src/contracts/structure.ts'

const block = (id: string, type: BlockType, text: string, more: Partial<Block> = {}): Block => {
  return { id, type, text, box: null, lines: [], column: 1, parent: null, confidence: 1, ...more }
}
const page = (...blocks: Block[]): Structure => ({ page_id: 'p', columns: 1, blocks, tables: [] })

test('a block is right when its extent and its type are', () => {
  const truth = [
    { type: 'heading', text: '34 11 220 REMOVING BRAKE DISCS' },
    { type: 'procedure_step', text: 'Unscrew caliper mounting bolts.' },
    { type: 'procedure_step', text: 'Take off brake disc.' },
    { type: 'note', text: 'Note: Mount the disc with two bolts.' },
  ]
  const found = page(
    block('b1', 'operation', '34 11 220 REMOVING BRAKE DISCS'),
    block('b2', 'step', 'Unscrew caliper mounting bolts. Take off brake disc.'),
    block('b3', 'figure', ''),
    block('b4', 'step', 'Note: Mount the disc with two bolts.'),
  )
  // The joined steps fit the longer of the two; the note has the wrong type.
  expect(blockCounts(truth, found)).toEqual({ right: 2, predicted: 3, truth: 4 })
})

test('rows of a table and of a legend count as the one block that they are', () => {
  const truth = [
    { type: 'table', text: 'Main bearing 66 Nm' },
    { type: 'table', text: 'Oil sump 9 Nm' },
    { type: 'caption', text: 'Clutch: 1 Crankshaft 2 Flywheel' },
  ]
  const legend = { parent: 'b2', mark: '1' }
  const found = page(
    block('b1', 'table', 'Main bearing 66 Nm Oil sump 9 Nm'),
    block('b2', 'caption', 'Clutch:'),
    block('b3', 'list_item', '1 Crankshaft', legend),
    block('b4', 'list_item', '2 Flywheel', { ...legend, mark: '2' }),
  )
  expect(blockCounts(truth, found)).toEqual({ right: 2, predicted: 2, truth: 2 })
})
