import type { Block } from '../contracts/structure.ts'
import { contentRoots } from './words.ts'

export const HEADINGS: ReadonlySet<Block['type']> = new Set(['heading', 'operation'])

/** What a job is done on, behind its name: '(removed)', '– engine warm –'. */
const CONDITION = /\s*(?:\([^()]*\)|[-–—][^-–—]+[-–—])\s*$/

/** Whether a text, given by its roots, has (almost) all the words of a heading of two words or more. */
export function isNamedBy(roots: ReadonlySet<string>, { text, code }: Block): boolean {
  const own = [...contentRoots((code === undefined ? text : text.replace(code, '')).replace(CONDITION, ''))]
  return own.length >= 2 && own.filter((each) => roots.has(each)).length >= own.length * 0.8
}

/** A block and what stands over it, nearest first. */
export function ancestors(block: Block, blocks: readonly Block[]): Block[] {
  const found = [block]
  for (let parent = block.parent; parent !== null && found.length < 8;) {
    const next = blocks.find(({ id }) => id === parent)
    if (next === undefined) break
    found.push(next)
    parent = next.parent
  }
  return found
}
