import type { WrittenDataset } from './card.ts'

/** data/pipeline.json: what one needs beside the sources to make the dataset again: version, settings, generators with their prompts' hashes. */
export function pipelineFile({ version, published, facts, formats }: WrittenDataset): string {
  const generators = [...facts.generators]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([generator, pairs]) => {
      return { ...(JSON.parse(generator) as Record<string, unknown>), pairs }
    })
  return `${JSON.stringify({ pagetune: version, formats, generators, settings: published }, null, 1)}\n`
}
