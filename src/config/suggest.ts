import { distance } from 'fastest-levenshtein'
import { z } from 'zod'

/** The known word that a misspelt one most likely means, or undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, apart: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.apart - other.apart || one.candidate.localeCompare(other.candidate))
  const best = ranked[0]
  return best !== undefined && best.apart <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined
}

/** The keys that a schema allows at a path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let inner = unwrapped(schema)
  for (const step of path) {
    if (inner instanceof z.ZodObject) inner = unwrapped(inner.shape[String(step)] as z.ZodType)
    else if (inner instanceof z.ZodArray) inner = unwrapped(inner.element as z.ZodType)
    else return []
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodOptional
  ) {
    inner = inner.unwrap() as z.ZodType
  }
  return inner
}
