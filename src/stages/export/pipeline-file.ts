import { createHash } from 'node:crypto'
import { CONTENT_TYPES } from '../../contracts/classification.ts'
import type { Settings } from '../../contracts/settings.ts'
import { SOURCE_TYPES } from '../../contracts/source.ts'
import { guidanceFor } from '../../models/prompts/guidance.ts'
import { PROMPT_VERSION, WRITING_RULES } from '../../models/prompts/rules.ts'
import type { WrittenDataset } from './card.ts'

/** Addresses of servers and folders of this machine: they say nothing to others, and may be private. */
const PRIVATE_KEYS = new Set(['base_url', 'model_folder'])

/** All settings that can change a byte and mean something elsewhere. */
export function publishedSettings({ sources: _sources, workers: _workers, page_timeout_seconds: _timeout, ...rest }: Settings): unknown {
  const read = { ...rest.read, models: rest.read.models === null ? null : 'other models than the packages hold' }
  return JSON.parse(JSON.stringify({ ...rest, read }, (key, value: unknown) => (PRIVATE_KEYS.has(key) ? undefined : value)))
}

/**
 * data/pipeline.json: what one needs beside the sources to make the dataset again: version, settings, generators, and the hashes of the
 * prompts where a model wrote pairs.
 */
export function pipelineFile({ version, published, facts, formats }: WrittenDataset): string {
  const generators = [...facts.generators]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([generator, pairs]) => ({ ...(JSON.parse(generator) as { id: string }), pairs }))
  const prompts = generators.every(({ id }) => id === 'rules') ? {} : { prompts: promptHashes() }
  return `${JSON.stringify({ pagetune: version, formats, generators, ...prompts, settings: published }, null, 1)}\n`
}

/** SHA-256 of the rules that every request begins with, and of the guidance for each kind of page. */
function promptHashes(): Record<string, unknown> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
  const guidance = SOURCE_TYPES.flatMap((source) =>
    CONTENT_TYPES.map((content) => [`${source}/${content}`, hash(guidanceFor(source, content))] as const),
  )
  return { version: PROMPT_VERSION, writing_rules: hash(WRITING_RULES), guidance: Object.fromEntries(guidance) }
}
