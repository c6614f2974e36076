import { createHash } from 'node:crypto'

/** JSON with keys in the order given, numbers as they are, one final newline: the bytes of every page artifact. */
export function artifactBytes(output: unknown): string {
  return JSON.stringify(output) + '\n'
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** JSON in which the order of keys does not matter: for cache keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}
