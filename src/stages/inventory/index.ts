import { stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { asPagetuneError } from '../../contracts/error.ts'
import type { Inventory, LeftOutFile, SourceFile } from '../../contracts/source.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import { INVENTORY_PATH } from '../artifacts.ts'
import { typeByName } from './file-type.ts'
import { type HashMemory, loadHashMemory } from './hash-memory.ts'
import { pageIdMaker } from './page-ids.ts'
import { type FileStamp, type Probe, probeFile, stampOf, unreadable } from './probe.ts'
import { type Placed, placer } from './sections.ts'
import { inventoryTable } from './table.ts'
import { type FoundFile, walkSource } from './walk.ts'

const TABLE_PATH = 'work/inventory.csv'
/** Folders of the project that are never taken for sources, should a source folder hold the project. */
const OWN_FOLDERS = ['work', 'data', 'node_modules']
/** Files read at the same time: enough to keep a disk busy. */
const AT_ONCE = 4

/** Lists the sources: what each file is, its digests, size and pages, section, source type, page ids; and what was left out, and why. */
export const inventoryStage: CorpusStage = {
  name: 'inventory',
  version: 1,
  scope: 'corpus',
  after: [],
  always: true,
  writes: [INVENTORY_PATH, TABLE_PATH],
  relevantSettings: ({ sections, source_types }) => ({ sections, source_types }),
  async run(_done, context) {
    const { workspace, sources } = context
    const own = OWN_FOLDERS.map((folder) => workspace.localPath(folder))
    const found: FoundFile[] = []
    const leftOut: LeftOutFile[] = []
    const rootNames: string[] = []
    for (const [root, source] of sources.entries()) {
      const walked = await walkSource(source, root, own)
      found.push(...walked.files)
      leftOut.push(...walked.leftOut)
      rootNames.push(fromProject(workspace.localPath('.'), walked.folder))
    }
    const memory = await loadHashMemory(workspace)
    const seen = await readAll(found, filterOf(context), memory, context)
    const inventory = assemble(found, seen, leftOut, context)
    await workspace.write(INVENTORY_PATH, JSON.stringify(inventory, null, 1) + '\n')
    await workspace.write(TABLE_PATH, inventoryTable(inventory, rootNames))
    await memory.save()
    for (const { path, status, reason } of inventory.left_out) {
      context.log({ level: status === 'failed' ? 'warn' : 'info', message: `${path}: ${status}: ${reason}` })
    }
  },
}

/** What was found out about one file: its probe, or why it is left out. */
type Seen = { readonly probe: Probe } | { readonly leftOut: LeftOutFile }

/** Reasons to leave a file unread; null to read it. */
function filterOf({ settings }: StageContext): (path: string) => string | null {
  const place = placer(settings)
  const { filter, exclude_patterns } = settings.sections
  const wanted = filter === null ? null : new RegExp(`^(?:${filter})`, 'u')
  const excluded = exclude_patterns.map((pattern) => ({ pattern, test: new RegExp(pattern, 'u') }))
  return (path) => {
    const type = typeByName(path)
    if (type === null) return 'not a page format'
    const match = excluded.find(({ test }) => test.test(path))
    if (match !== undefined) return `excluded by the pattern ${match.pattern}`
    if (wanted !== null && !wanted.test(place(path, type === 'pdf').sectionFolder)) return `outside the section filter ${filter}`
    return null
  }
}

async function readAll(
  found: readonly FoundFile[],
  reasonToSkip: (path: string) => string | null,
  memory: HashMemory,
  context: StageContext,
): Promise<Seen[]> {
  const seen: Seen[] = []
  let next = 0
  let done = 0
  const reader = async (): Promise<void> => {
    while (next < found.length) {
      const index = next++
      context.signal.throwIfAborted()
      seen[index] = await readOne(found[index]!, reasonToSkip, memory, context.signal)
      context.progress(++done, found.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, reader))
  return seen
}

async function readOne(
  file: FoundFile,
  reasonToSkip: (path: string) => string | null,
  memory: HashMemory,
  signal: AbortSignal,
): Promise<Seen> {
  const { path, root, absolute } = file
  const reason = reasonToSkip(path)
  let stamp: FileStamp | null = null
  try {
    stamp = stampOf(
      await stat(absolute).catch((cause: unknown) => {
        throw unreadable(path, cause)
      }),
    )
    if (reason !== null) return { leftOut: { path, root, bytes: stamp.bytes, status: 'skipped', reason } }
    const known = memory.recall(absolute, stamp)
    if (known !== null) return { probe: known }
    const read = await probeFile(absolute, path, signal)
    memory.remember(absolute, read.stamp, read.probe)
    return { probe: read.probe }
  } catch (thrown) {
    signal.throwIfAborted()
    const failure = asPagetuneError(thrown, path).toRecord()
    return { leftOut: { path, root, bytes: stamp?.bytes ?? 0, status: 'failed', reason: failure.message, failure } }
  }
}

function assemble(found: readonly FoundFile[], seen: readonly Seen[], leftOut: readonly LeftOutFile[], context: StageContext): Inventory {
  const place = placer(context.settings)
  const idsOf = pageIdMaker()
  const files: SourceFile[] = []
  const without: LeftOutFile[] = [...leftOut]
  for (const [index, { path, root }] of found.entries()) {
    const what = seen[index]!
    if ('leftOut' in what) {
      without.push(what.leftOut)
      continue
    }
    const { probe } = what
    const isDocument = probe.file_type === 'pdf' || probe.pages > 1
    const placed: Placed = place(path, isDocument)
    files.push({
      path,
      root,
      ...probe,
      section: placed.section,
      section_dir: path.split('/').at(-2) ?? '',
      source_type: placed.sourceType,
      page_ids: idsOf({ path, root, isDocument, pages: probe.pages }, placed),
    })
  }
  return { files, left_out: without }
}

/** A source folder as seen from the project folder; '' when it is that folder. */
function fromProject(project: string, folder: string): string {
  return relative(project, folder).split(sep).join('/')
}
