import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { type Manifest, MANIFEST_FILE, manifestSchema } from '../../formats/manifest.ts'
import type { Workspace } from '../../contracts/workspace.ts'

/** Folder of the datasets in the project. */
export const DATA_FOLDER = 'data'

export const dataPath = (path: string): string => `${DATA_FOLDER}/${path}`

export type ManifestFile = Manifest['files'][number]

export function describeFile(path: string, bytes: Uint8Array): ManifestFile {
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The files that an earlier export claims; none where there is no manifest or a damaged one. */
export async function earlierFiles(workspace: Workspace): Promise<ManifestFile[]> {
  if (!(await workspace.has(dataPath(MANIFEST_FILE)))) return []
  try {
    return manifestSchema.parse(JSON.parse((await workspace.read(dataPath(MANIFEST_FILE))).toString('utf8'))).files
  } catch {
    // The manifest is only a help for tidying up, and this run writes a new one.
    return []
  }
}

/** Before anything is written: claims old and new files, so that after a kill the next run knows what is ours to remove. */
export async function claim(workspace: Workspace, earlier: readonly ManifestFile[], paths: readonly string[]): Promise<void> {
  const known = new Set(earlier.map((file) => file.path))
  const added = paths.filter((path) => !known.has(path)).map((path) => ({ path, bytes: 0, sha256: '' }))
  await writeManifest(workspace, [...earlier, ...added])
}

/** After everything is written: removes what an earlier export wrote and this one did not, with the folders that held nothing else, and states what there is. */
export async function settle(workspace: Workspace, earlier: readonly ManifestFile[], files: readonly ManifestFile[]): Promise<void> {
  const current = new Set(files.map((file) => file.path))
  const folders = new Set<string>()
  for (const { path } of earlier) {
    if (current.has(path)) continue
    await workspace.remove(dataPath(path))
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.add(dataPath(folder))
  }
  for (const folder of folders) if ((await workspace.list(folder)).length === 0) await workspace.remove(folder)
  await writeManifest(workspace, files)
}

async function writeManifest(workspace: Workspace, files: readonly ManifestFile[]): Promise<void> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  await workspace.write(dataPath(MANIFEST_FILE), `${JSON.stringify({ files: sorted } satisfies Manifest, null, 1)}\n`)
}
