/** As much of the ONNX file format (Protocol Buffers, onnx.proto) as it takes to exchange nodes of a graph. */

/** A message as its fields, in their order: numbers of varint fields, bytes of all others. */
interface Field {
  readonly id: number
  readonly wire: number
  readonly value: bigint | Uint8Array
}

/** A node of the graph. `attributes` are whole AttributeProto messages. */
export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly Uint8Array[]
}

/** A tensor of 32-bit floats. */
export interface OnnxTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A model whose nodes and constants can be exchanged; what is not known of it is kept as it was. */
export interface OnnxModel {
  readonly nodes: readonly OnnxNode[]
  /** Initialisers and constants of 32-bit floats, by name. */
  readonly constants: ReadonlyMap<string, OnnxTensor>
  /** Names of the graph's outputs. */
  readonly outputs: readonly string[]
  /** The file with other nodes and further constants; one of the name of an old one takes its place. */
  write(nodes: readonly OnnxNode[], added: ReadonlyMap<string, OnnxTensor>): Uint8Array
}

const VARINT = 0
const FIXED_64 = 1
const BYTES = 2
const FIXED_32 = 5
const FLOAT = 1
/** Types of an attribute's value. */
const FLOAT_ATTRIBUTE = 1
const INTEGER_ATTRIBUTE = 2
const INTEGERS_ATTRIBUTE = 7

/** Throws RangeError when the bytes are no ONNX file. */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = fieldsOf(bytes)
  const graph = fieldsOf(bytesOf(model.find(({ id, wire }) => id === 7 && wire === BYTES)))
  const nodes = graph.filter(({ id }) => id === 1).map(({ value }) => nodeOf(value as Uint8Array))
  const constants = new Map<string, OnnxTensor>()
  for (const { id, value } of graph) {
    const tensor = id === 5 ? tensorOf(value as Uint8Array) : null
    if (tensor !== null) constants.set(tensor.name, tensor)
  }
  for (const { operator, outputs, attributes } of nodes) {
    const value = operator === 'Constant' ? attributes.flatMap((each) => fieldsOf(each)).find(({ id }) => id === 5) : undefined
    const tensor = value === undefined ? null : tensorOf(value.value as Uint8Array)
    if (tensor !== null) constants.set(outputs[0]!, tensor)
  }
  return {
    nodes,
    constants,
    outputs: graph.filter(({ id }) => id === 12).map(({ value }) => text(fieldsOf(value as Uint8Array).find(({ id }) => id === 1))),
    write(changed, added) {
      const fresh = [
        ...changed
          .filter((node) => node.operator !== 'Constant' || !added.has(node.outputs[0]!))
          .map((node): Field => ({ id: 1, wire: BYTES, value: nodeBytes(node) })),
        ...graph.filter(({ id, value }) => id !== 1 && !(id === 5 && added.has(tensorOf(value as Uint8Array)?.name ?? ''))),
        ...[...added].map(([name, tensor]): Field => ({ id: 5, wire: BYTES, value: tensorBytes(name, tensor) })),
      ]
      return joined(model.map((field) => (field.id === 7 ? { ...field, value: joined(fresh) } : field)))
    },
  }
}

/** The integers of a node's attribute; undefined where it has none of that name. */
export function integers(node: OnnxNode, name: string): number[] | undefined {
  const attribute = node.attributes.map(fieldsOf).find((fields) => text(fields.find(({ id }) => id === 1)) === name)
  return attribute
    ?.filter(({ id }) => id === 3 || id === 8)
    .flatMap(({ value }) => (typeof value === 'bigint' ? [Number(value)] : varintsOf(value).map(Number)))
}

export function floatAttribute(name: string, value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return joined([utf8(1, name), { id: 2, wire: FIXED_32, value: bytes }, varint(20, FLOAT_ATTRIBUTE)])
}

export function integerAttribute(name: string, value: number): Uint8Array {
  return joined([utf8(1, name), varint(3, value), varint(20, INTEGER_ATTRIBUTE)])
}

export function integersAttribute(name: string, values: readonly number[]): Uint8Array {
  return joined([utf8(1, name), ...values.map((value) => varint(8, value)), varint(20, INTEGERS_ATTRIBUTE)])
}

function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < bytes.length;) {
    const key = readVarint(bytes, at)
    const id = Number(key.value >> 3n)
    const wire = Number(key.value & 7n)
    at = key.end
    if (wire === VARINT) {
      const { value, end } = readVarint(bytes, at)
      fields.push({ id, wire, value })
      at = end
      continue
    }
    let length = wire === FIXED_32 ? 4 : 8
    if (wire === BYTES) {
      const read = readVarint(bytes, at)
      length = Number(read.value)
      at = read.end
    } else if (wire !== FIXED_32 && wire !== FIXED_64) throw new RangeError(`No ONNX file: a field of wire type ${wire}.`)
    if (at + length > bytes.length) throw new RangeError('No ONNX file: a field reaches over the end.')
    fields.push({ id, wire, value: bytes.subarray(at, at + length) })
    at += length
  }
  return fields
}

function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } {
  let value = 0n
  for (let at = start, shift = 0n; at < bytes.length && shift < 70n; at++, shift += 7n) {
    value |= BigInt(bytes[at]! & 0x7f) << shift
    if (bytes[at]! < 0x80) return { value, end: at + 1 }
  }
  throw new RangeError('No ONNX file: a number does not end.')
}

function varintsOf(bytes: Uint8Array): bigint[] {
  const values: bigint[] = []
  for (let at = 0; at < bytes.length;) {
    const { value, end } = readVarint(bytes, at)
    values.push(value)
    at = end
  }
  return values
}

function bytesOf(field: Field | undefined): Uint8Array {
  if (field === undefined || typeof field.value === 'bigint') throw new RangeError('No ONNX file: it has no graph.')
  return field.value
}

function text(field: Field | undefined): string {
  return field === undefined || typeof field.value === 'bigint' ? '' : new TextDecoder().decode(field.value)
}

function nodeOf(bytes: Uint8Array): OnnxNode {
  const fields = fieldsOf(bytes)
  const texts = (wanted: number): string[] => fields.filter(({ id }) => id === wanted).map(text)
  // Operators of other makers are not those of their name: with its domain the name is nobody else's.
  return {
    operator: [...texts(7).filter((domain) => domain !== ''), texts(4)[0] ?? ''].join(':'),
    inputs: texts(1),
    outputs: texts(2),
    attributes: fields.filter(({ id }) => id === 5).map(({ value }) => value as Uint8Array),
  }
}

/** A tensor of floats; null for other types, and where the values lie in another file. */
function tensorOf(bytes: Uint8Array): (OnnxTensor & { name: string }) | null {
  const fields = fieldsOf(bytes)
  const all = (wanted: number): Field[] => fields.filter(({ id }) => id === wanted)
  if (Number(all(2)[0]?.value ?? 0) !== FLOAT) return null
  const shape = all(1).flatMap(({ value }) => (typeof value === 'bigint' ? [Number(value)] : varintsOf(value).map(Number)))
  const raw = [...all(9), ...all(4)].map(({ value }) => value as Uint8Array)
  const length = raw.reduce((sum, part) => sum + part.length, 0)
  if (length === 0 || length !== 4 * shape.reduce((product, side) => product * side, 1)) return null
  const own = new Uint8Array(length)
  let at = 0
  for (const part of raw) {
    own.set(part, at)
    at += part.length
  }
  return { name: text(all(8)[0]), shape, values: new Float32Array(own.buffer) }
}

function nodeBytes({ operator, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  const parted = operator.lastIndexOf(':')
  return joined([
    ...inputs.map((name) => utf8(1, name)),
    ...outputs.map((name) => utf8(2, name)),
    utf8(4, operator.slice(parted + 1)),
    ...attributes.map((value): Field => ({ id: 5, wire: BYTES, value })),
    ...(parted < 0 ? [] : [utf8(7, operator.slice(0, parted))]),
  ])
}

function tensorBytes(name: string, { shape, values }: OnnxTensor): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return joined([...shape.map((side) => varint(1, side)), varint(2, FLOAT), utf8(8, name), { id: 9, wire: BYTES, value: raw }])
}

function utf8(id: number, value: string): Field {
  return { id, wire: BYTES, value: new TextEncoder().encode(value) }
}

function varint(id: number, value: number): Field {
  return { id, wire: VARINT, value: BigInt(value) }
}

function joined(fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(({ id, wire, value }) => {
    const key = varintBytes(BigInt(id * 8 + wire))
    if (typeof value === 'bigint') return [key, varintBytes(value)]
    return wire === BYTES ? [key, varintBytes(BigInt(value.length)), value] : [key, value]
  })
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = []
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn)
    if (rest < 0x80n) return Uint8Array.from([...bytes, low])
    bytes.push(low | 0x80)
  }
}
