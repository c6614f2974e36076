import { createHash } from 'node:crypto'
import type { Problem } from '../contracts/format.ts'
import type { Row } from './row.ts'
import { type CheckedImage, decodeImage, pathProblems, readImage } from './rules.ts'

/** Pictures of a dataset folder; each is decoded once, however many records, copies and formats show it. */
export interface ImageChecks {
  /** `hash` is the SHA-256 of its content; none where it cannot be read. */
  check(path: string): Promise<CheckedImage & { readonly hash?: string }>
  /** The same for a picture inside a record; `hash` tells it from others. */
  embedded(bytes: Uint8Array, name: string): Promise<CheckedImage & { readonly hash: string }>
  /** What is wrong with the row's picture, at the first row of each file that shows it. */
  firstProblems(row: Row): Promise<Problem[]>
  /** Paths that rows have named, each with the first row. */
  readonly used: ReadonlyMap<string, Pick<Row, 'file' | 'line'>>
}

export function imageChecks(folder: string): ImageChecks {
  const known = new Map<string, ReturnType<ImageChecks['check']>>()
  const decoded = new Map<string, Promise<CheckedImage>>()
  const said = new Set<string>()
  const used = new Map<string, Pick<Row, 'file' | 'line'>>()
  const embedded: ImageChecks['embedded'] = async (bytes, name) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const found = decoded.get(hash) ?? decodeImage(bytes, name)
    decoded.set(hash, found)
    return { ...(await found), hash }
  }
  const fromFile: ImageChecks['check'] = async (path) => {
    const bytes = await readImage(folder, path)
    return typeof bytes === 'string' ? { problems: [bytes], width: 0, height: 0 } : embedded(bytes, path)
  }
  const check: ImageChecks['check'] = (path) => {
    const found = known.get(path) ?? fromFile(path)
    known.set(path, found)
    return found
  }
  return {
    used,
    check,
    embedded,
    async firstProblems(row) {
      const path = row.image
      if (!path || pathProblems(path).length > 0) return []
      if (!used.has(path)) used.set(path, { file: row.file, line: row.line })
      const key = `${path}\0${row.file}`
      if (said.has(key)) return []
      said.add(key)
      return (await check(path)).problems.map((message) => ({ severity: 'error', file: row.file, line: row.line, message }))
    },
  }
}
