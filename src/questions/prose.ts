import type { Block } from '../contracts/structure.ts'
import type { PageMaterial } from '../contracts/material.ts'
import { upperFirst } from '../text/letter-case.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { cleaned, labelled } from './cleaned.ts'

/** A sentence of running text, and the blocks that print it. */
export interface ProseSentence {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** Running text under one heading. */
export interface Prose {
  readonly heading: Block | null
  readonly sentences: readonly ProseSentence[]
  /** The last sentence goes on where it cannot be followed. */
  readonly isCut: boolean
}

/** A heading that runs into its text: 'Engine number The number is stamped …'. */
const RUN_IN = /^(\p{Lu}\p{Ll}+(?: \p{Ll}+){0,3}) ((?:The|A|An|If|When|It|Each|All) \p{Ll}.*)$/u

/** The running text of a page by its headings; a paragraph that a figure or a column parts is joined again. */
export function proseOf(page: PageMaterial, types: readonly Block['type'][] = ['paragraph']): Prose[] {
  const found: { heading: Block | null; blocks: Block[] }[] = []
  for (const block of page.structure.blocks) {
    if (block.type === 'heading') found.push({ heading: block, blocks: [] })
    else if (block.type === 'operation') found.push({ heading: null, blocks: [] })
    else if (types.includes(block.type) && labelled(block.text).label === '') {
      const [heading = '', text = ''] = RUN_IN.exec(block.text)?.slice(1) ?? []
      if (heading !== '') found.push({ heading: { ...block, type: 'heading', text: heading }, blocks: [{ ...block, text }] })
      else {
        if (found.length === 0) found.push({ heading: null, blocks: [] })
        found.at(-1)?.blocks.push(block)
      }
    }
  }
  return found.flatMap(({ heading, blocks }) => (blocks.length === 0 ? [] : [{ heading, ...joined(blocks) }]))
}

function joined(blocks: readonly Block[]): Pick<Prose, 'sentences' | 'isCut'> {
  const sentences: ProseSentence[] = []
  let open: ProseSentence | null = null
  for (const block of blocks) {
    const pieces = sentencesOf(block.text)
    for (const [index, piece] of pieces.entries()) {
      const continues: boolean = open !== null && index === 0
      const text: string = continues ? `${open?.text ?? ''} ${piece}` : piece
      const sentence: ProseSentence = { text, blocks: continues ? [...(open?.blocks ?? []), block] : [block] }
      open = null
      if (/^[.,;:]+$/.test(piece)) continue
      if (index === pieces.length - 1 && !/[.!?:]["”)]?$/.test(piece)) open = sentence
      else sentences.push(sentence)
    }
  }
  return { sentences, isCut: open !== null }
}

/** Words by which a text speaks of itself. */
const OF_ITSELF =
  /\b(?:this|the present) (?:handbook|manual|chapter|section|book|guide|document|page)\b|\b(?:previously|already) (?:discussed|mentioned)\b/i
const FIGURE = '(?:Figures?|Fig\\.|Illustrations?|Tables?) ?\\d[\\d.-]*[a-z]?(?:, [A-Z])?'

/**
 * A sentence as it can be told without the page: pointers to figures are taken out ('Note in Figure 7-26 that it has …').
 * '' when it only shows a figure or speaks of the text itself; null when it is cut.
 */
export function toldAlone(sentence: string): string | null {
  const text = cleaned(
    sentence
      .replace(new RegExp(`^(?:Note|Notice|Observe|As (?:shown|seen)),? in ${FIGURE},?(?: that)? `), '')
      .replace(new RegExp(`\\s*[([](?:see |refer to )?${FIGURE}[)\\]]`, 'gi'), '')
      .replace(new RegExp(`,? (?:as )?(?:shown|illustrated|seen|depicted) in ${FIGURE},?`, 'gi'), '')
      .replace(/\s*\([Ff]ig(?:ure|\.)?[^)]*\)/g, ''),
  )
  if (sentence.includes('\uFFFD')) return null
  if (/^(?:Written|Posted|Published|Article|Author|Photos?|Copyright|Revised|Updated)\b/.test(text)) return null
  if (OF_ITSELF.test(text) || new RegExp(FIGURE).test(text) || /^(?:see|refer to|note:?$)/i.test(text)) return ''
  return isWhole(text) ? closed(upperFirst(text)) : null
}
