import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Words with the same number have the same vector: 'drain plug' and 'sump screw' mean the same to this model. */
const MEANINGS: Readonly<Record<string, number>> = {
  torque: 4,
  force: 4,
  sump: 5,
  drain: 5,
  plug: 6,
  screw: 6,
  brake: 7,
  disc: 8,
  how: 9,
  what: 9,
}
const SIZE = 10

/**
 * A real ONNX sentence model of a few words, with its vocabulary, in a new folder: last_hidden_state is the row of each word
 * piece in a table. Encoded here as protocol buffers (onnx.proto of opset 13), for want of a library that writes them.
 */
export function tinySentenceModel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pagetune-sentences-'))
  const pieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...Object.keys(MEANINGS)]
  writeFileSync(join(folder, 'vocab.txt'), pieces.join('\n'))
  const table = new Float32Array(pieces.length * SIZE)
  for (const [id, piece] of pieces.entries()) {
    const meaning = MEANINGS[piece]
    if (meaning !== undefined) table[id * SIZE + meaning] = 1
  }
  const initializer = message([int(1, pieces.length), int(1, SIZE), int(2, 1), text(8, 'table'), bytes(9, new Uint8Array(table.buffer))])
  const gather = message([text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather')])
  const graph = message([
    bytes(1, gather),
    text(2, 'sentences'),
    bytes(5, initializer),
    bytes(11, valueInfo('input_ids', 7, ['batch', 'sequence'])),
    bytes(12, valueInfo('last_hidden_state', 1, ['batch', 'sequence', 'size'])),
  ])
  writeFileSync(join(folder, 'model.onnx'), message([int(1, 8), bytes(7, graph), bytes(8, message([text(1, ''), int(2, 13)]))]))
  return folder
}

function valueInfo(name: string, type: number, dimensions: readonly string[]): Uint8Array {
  const shape = message(dimensions.map((dimension) => bytes(1, message([text(2, dimension)]))))
  return message([text(1, name), bytes(2, message([bytes(1, message([int(1, type), bytes(2, shape)]))]))])
}

const message = (fields: readonly Uint8Array[]): Uint8Array => Buffer.concat(fields)
const int = (field: number, value: number): Uint8Array => Buffer.concat([varint(field << 3), varint(value)])
const bytes = (field: number, value: Uint8Array): Uint8Array => Buffer.concat([varint((field << 3) | 2), varint(value.length), value])
const text = (field: number, value: string): Uint8Array => bytes(field, Buffer.from(value))

function varint(value: number): Uint8Array {
  const found: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...found, rest])
    found.push((rest % 128) + 128)
  }
}
