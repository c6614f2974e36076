import { z } from 'zod'
import type { Workspace } from '../../contracts/workspace.ts'
import { type FileStamp, isSameStamp, type Probe, probeSchema } from './probe.ts'

/** Beside the inventory, because it holds times of files, which the inventory must not. */
export const HASHES_PATH = 'work/inventory/hashes.json'

const entrySchema = z.object({ stamp: z.object({ bytes: z.number(), modified: z.number(), changed: z.number() }), probe: probeSchema })
/** `probing` changes with the meaning of what is remembered. */
const memorySchema = z.object({ probing: z.literal(1), files: z.record(z.string(), entrySchema) })

/** What the last inventory found in each file, for files that have not been touched since. Keys are absolute paths. */
export interface HashMemory {
  recall(absolute: string, stamp: FileStamp): Probe | null
  remember(absolute: string, stamp: FileStamp, probe: Probe): void
  /** Keeps what was recalled or remembered since it was loaded. */
  save(): Promise<void>
}

/** A memory that cannot be understood is an empty one: everything is read again. */
export async function loadHashMemory(workspace: Workspace): Promise<HashMemory> {
  const known = new Map(Object.entries(await read(workspace)))
  const kept = new Map<string, z.infer<typeof entrySchema>>()
  return {
    recall(absolute, stamp) {
      const entry = known.get(absolute)
      if (entry === undefined || !isSameStamp(entry.stamp, stamp)) return null
      kept.set(absolute, entry)
      return entry.probe
    },
    remember: (absolute, stamp, probe) => void kept.set(absolute, { stamp, probe }),
    save: () => {
      const files = Object.fromEntries([...kept].sort(([one], [other]) => (one < other ? -1 : 1)))
      return workspace.write(HASHES_PATH, JSON.stringify({ probing: 1, files }) + '\n')
    },
  }
}

async function read(workspace: Workspace): Promise<z.infer<typeof memorySchema>['files']> {
  if (!(await workspace.has(HASHES_PATH))) return {}
  const text = (await workspace.read(HASHES_PATH)).toString('utf8')
  try {
    return memorySchema.parse(JSON.parse(text)).files
  } catch {
    return {}
  }
}
