/** Prefix of files that are being written; a killed run may leave some, and the next run sweeps them. */
export const TEMPORARY_PREFIX = '.writing-'

/** A tree of files addressed by paths relative to the project, with forward slashes. A folder today, a bucket tomorrow. */
export interface Workspace {
  /** Throws PagetuneError NOT_FOUND. */
  read(path: string): Promise<Buffer>
  /** Atomic: a reader sees the old bytes or the new ones, never a part. Creates folders. */
  write(path: string, bytes: Uint8Array | string): Promise<void>
  /** Appends one line; survives a kill with at most a torn last line. */
  append(path: string, line: string): Promise<void>
  has(path: string): Promise<boolean>
  /** Paths of all files below the prefix, sorted. */
  list(prefix: string): Promise<string[]>
  remove(path: string): Promise<void>
  /** A path that native libraries can open (sharp, PDFium, onnxruntime). */
  localPath(path: string): string
}
