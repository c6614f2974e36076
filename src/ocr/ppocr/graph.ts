import { integerAttribute, integersAttribute, type OnnxModel, type OnnxNode, type OnnxTensor } from './onnx-file.ts'

/** The nodes of a model while they are exchanged, in the order in which they are computed. */
export class Graph {
  readonly nodes: OnnxNode[]
  readonly added = new Map<string, OnnxTensor>()
  readonly #model: OnnxModel
  readonly #users = new Map<string, Set<OnnxNode>>()
  readonly #makers = new Map<string, OnnxNode>()

  constructor(model: OnnxModel) {
    this.#model = model
    this.nodes = [...model.nodes]
    for (const node of this.nodes) this.#index(node)
  }

  #index(node: OnnxNode): void {
    for (const name of node.outputs) this.#makers.set(name, node)
    for (const name of node.inputs) {
      const users = this.#users.get(name)
      if (users === undefined) this.#users.set(name, new Set([node]))
      else users.add(node)
    }
  }

  constant(name: string | undefined): OnnxTensor | undefined {
    return name === undefined ? undefined : (this.added.get(name) ?? this.#model.constants.get(name))
  }

  /** Names of all constants that a node uses. */
  constants(): string[] {
    return [...new Set(this.nodes.flatMap(({ inputs }) => inputs))].filter((name) => this.constant(name) !== undefined)
  }

  scalar(name: string | undefined): number | undefined {
    const values = this.constant(name)?.values
    return values?.length === 1 ? values[0] : undefined
  }

  maker(name: string): OnnxNode | undefined {
    return this.#makers.get(name)
  }

  /** The node that alone uses a value; undefined where several do, or the value is a result of the graph. */
  onlyUser(name: string, operator: string): OnnxNode | undefined {
    const [user, ...others] = this.#users.get(name) ?? []
    return user?.operator === operator && others.length === 0 && !this.#model.outputs.includes(name) ? user : undefined
  }

  /** Splits a node of two inputs into its scalar constant and the other input. */
  withScalar(node: OnnxNode | undefined): { value: number; rest: string } | undefined {
    if (node?.inputs.length !== 2) return undefined
    const [a, b] = node.inputs as [string, string]
    const right = this.scalar(b)
    if (right !== undefined) return { value: right, rest: a }
    const left = this.scalar(a)
    return left === undefined ? undefined : { value: left, rest: b }
  }

  constantOf(shape: readonly number[], values: Float32Array): string {
    const name = `faster/${this.added.size}`
    this.added.set(name, { shape, values })
    return name
  }

  /** Puts nodes in the place of others: there where the last of them stood, when all that they need has been computed. */
  exchange(old: readonly OnnxNode[], fresh: readonly OnnxNode[]): void {
    this.nodes.splice(Math.max(...old.map((node) => this.nodes.indexOf(node))) + 1, 0, ...fresh)
    for (const node of old) {
      this.nodes.splice(this.nodes.indexOf(node), 1)
      for (const name of node.inputs) this.#users.get(name)?.delete(node)
    }
    for (const node of fresh) this.#index(node)
  }
}

/** A convolution of single pixels; `inputs` are picture, weights [outputs, inputs / groups, 1, 1] and offsets. */
export function pointConvolution(inputs: readonly [string, string, string], groups: number, result: string): OnnxNode {
  return {
    operator: 'Conv',
    inputs,
    outputs: [result],
    attributes: [
      integersAttribute('dilations', [1, 1]),
      integerAttribute('group', groups),
      integersAttribute('kernel_shape', [1, 1]),
      integersAttribute('pads', [0, 0, 0, 0]),
      integersAttribute('strides', [1, 1]),
    ],
  }
}
