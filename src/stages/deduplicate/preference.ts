import type { Settings } from '../../contracts/settings.ts'
import type { Structure } from '../../contracts/structure.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { readStructure } from '../artifacts.ts'
import type { Preference } from './duplicates.ts'
import type { PassedPair, Place } from './pairs.ts'

/** Pages whose structures are kept at hand while groups are ranked. */
const PAGES_AT_HAND = 32

/**
 * Ranks the pairs of a duplicate group by the setting: the better reading under the evidence, the longer answer, or the
 * first in the catalogue. What ties is decided by the longer answer, then by the catalogue's order.
 */
export function preferenceFor(
  strategy: Settings['deduplicate']['prefer_strategy'],
  pairs: readonly PassedPair[],
  workspace: Workspace,
): Preference {
  const confidence = evidenceConfidence(workspace)
  return async (members) => {
    const ranked = []
    for (const index of members) {
      const pair = pairs[index] as PassedPair
      ranked.push({
        index,
        confidence: strategy === 'higher_confidence' ? await confidence(pair) : 0,
        length: strategy === 'first_seen' ? 0 : pair.answer.length,
      })
    }
    ranked.sort((a, b) => b.confidence - a.confidence || b.length - a.length || a.index - b.index)
    return ranked.map(({ index }) => index)
  }
}

/** The lowest confidence of the cells and blocks that a pair cites; 1 where there are none. */
function evidenceConfidence(workspace: Workspace): (pair: PassedPair) => Promise<number> {
  const structures = new Map<string, Promise<Structure>>()
  const structureOf = (page_id: string): Promise<Structure> => {
    const at_hand = structures.get(page_id)
    if (at_hand !== undefined) return at_hand
    const [oldest] = structures.keys()
    if (structures.size >= PAGES_AT_HAND && oldest !== undefined) structures.delete(oldest)
    const loading = readStructure(workspace, page_id)
    structures.set(page_id, loading)
    return loading
  }
  return async ({ places }) => {
    const confidences = []
    for (const place of places) confidences.push(confidenceAt(place, await structureOf(place.page_id)))
    return Math.min(1, ...confidences)
  }
}

function confidenceAt({ block, cell }: Place, { blocks, tables }: Structure): number {
  if (cell !== null) {
    const cells = tables.find((table) => table.block === block)?.rows.flat() ?? []
    const cited = cells.find(({ row, column }) => row === cell.row && column === cell.column)
    if (cited !== undefined) return cited.confidence
  }
  return blocks.find(({ id }) => id === block)?.confidence ?? 1
}
