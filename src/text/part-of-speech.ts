import { createRequire } from 'node:module'
import type nlp from 'compromise'

let loaded: typeof nlp | undefined

/** compromise's parser of English. Its lexicon takes half a second to load: only what parses pays for it. */
export function parseEnglish(text: string): ReturnType<typeof nlp> {
  loaded ??= createRequire(import.meta.url)('compromise') as typeof nlp
  return loaded(text)
}
