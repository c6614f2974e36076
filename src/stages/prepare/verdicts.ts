import { z } from 'zod'
import type { Workspace } from '../../contracts/workspace.ts'
import { loadRaster } from '../../imaging/raster.ts'
import { type InkMap, inkMap } from '../../imaging/signature-ink.ts'
import { MATCH_SIDE, matchPages } from '../../imaging/signature-match.ts'

/** Verdicts of earlier runs, so that two pictures are compared once. Key: the SHA-256 of both, the smaller first. */
const VERDICTS_PATH = 'work/prepare/compared/verdicts.json'
/** `method` changes with the way of comparing. */
const verdictsSchema = z.object({ method: z.literal(2), same: z.record(z.string(), z.boolean()) })

/** Pictures are read at this size, from which the maps are made. */
const READ_SIDE = MATCH_SIDE * 2
/** Maps kept in memory, 2 MB each. */
const KEPT_MAPS = 200

export interface PageImage {
  readonly path: string
  readonly sha256: string
}

/** Compares pictures of pages, with a memory. */
export interface Comparer {
  isSame(one: PageImage, other: PageImage): Promise<boolean>
  /** Keeps the verdicts that were asked for. */
  save(): Promise<void>
}

export async function loadComparer(workspace: Workspace): Promise<Comparer> {
  const known = await read(workspace)
  const asked = new Map<string, boolean>()
  const maps = new Map<string, InkMap>()

  async function mapOf(image: PageImage): Promise<InkMap> {
    const kept = maps.get(image.path)
    if (kept !== undefined) return kept
    const { raster } = await loadRaster(workspace.localPath(image.path), READ_SIDE)
    const map = inkMap(raster, MATCH_SIDE)
    if (maps.size >= KEPT_MAPS) maps.delete(maps.keys().next().value!)
    maps.set(image.path, map)
    return map
  }

  return {
    async isSame(one, other) {
      if (one.sha256 === other.sha256) return true
      const [first, second] = one.sha256 < other.sha256 ? [one, other] : [other, one]
      const key = `${first.sha256} ${second.sha256}`
      const verdict = known[key] ?? matchPages(await mapOf(first), await mapOf(second)).isSame
      asked.set(key, verdict)
      return verdict
    },
    save: () => {
      const same = Object.fromEntries([...asked].sort(([one], [other]) => (one < other ? -1 : 1)))
      return workspace.write(VERDICTS_PATH, JSON.stringify({ method: 2, same }) + '\n')
    },
  }
}

async function read(workspace: Workspace): Promise<Record<string, boolean>> {
  if (!(await workspace.has(VERDICTS_PATH))) return {}
  try {
    return verdictsSchema.parse(JSON.parse((await workspace.read(VERDICTS_PATH)).toString('utf8'))).same
  } catch {
    return {}
  }
}
