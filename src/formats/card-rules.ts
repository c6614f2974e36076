import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import picomatch from 'picomatch'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../contracts/format.ts'
import { MANIFEST_FILE, manifestSchema } from './manifest.ts'

export const CARD_FILE = 'README.md'

/** The part of the Hub's front matter that Pagetune writes, as the Hub reads it. */
export const frontMatterSchema = z.looseObject({
  license: z.string().optional(),
  license_name: z.string().optional(),
  license_link: z.string().optional(),
  configs: z
    .array(
      z.looseObject({
        config_name: z.string(),
        data_files: z.array(
          z.looseObject({ split: z.string().regex(/^\w+(?:\.\w+)*$/), path: z.union([z.string(), z.array(z.string())]) }),
        ),
      }),
    )
    .optional(),
  dataset_info: z
    .array(z.looseObject({ config_name: z.string(), splits: z.array(z.looseObject({ name: z.string(), num_examples: z.number() })) }))
    .optional(),
})
export type FrontMatter = z.infer<typeof frontMatterSchema>

/** The front matter of data/README.md; null where there is no card. Throws what YAML or the schema have to say. */
export async function readFrontMatter(folder: string): Promise<FrontMatter | null> {
  let text: string
  try {
    text = await readFile(join(folder, CARD_FILE), 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1]
  if (front === undefined) throw new Error('The card does not begin with front matter between two lines of "---".')
  return frontMatterSchema.parse(parse(front))
}

/** What the Hub would not load of the card: front matter that is no YAML, patterns without files, counts that are not so. */
export async function cardProblems(folder: string): Promise<Problem[]> {
  const problem = (severity: Problem['severity'], message: string): Problem => ({ severity, file: CARD_FILE, message })
  let front: FrontMatter | null
  try {
    front = await readFrontMatter(folder)
  } catch (cause) {
    return [
      problem('error', `The front matter is not valid: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)}`),
    ]
  }
  if (front === null) return []
  const found: Problem[] = []
  const paths = (await readdir(folder, { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const records = await recordsOf(folder)
  for (const { config_name, data_files } of front.configs ?? []) {
    const info = front.dataset_info?.find((one) => one.config_name === config_name)
    for (const { split, path } of data_files) {
      const patterns = [path].flat()
      const matching = paths.filter((candidate) =>
        patterns.some((pattern) => pattern === candidate || picomatch.isMatch(candidate, pattern)),
      )
      if (matching.length === 0)
        found.push(problem('error', `The configuration ${config_name} names ${patterns.join(', ')}, which fits no file.`))
      const declared = info?.splits.find(({ name }) => name === split)?.num_examples
      const counted = matching.reduce((sum, file) => sum + (records.get(file) ?? 0), 0)
      if (declared !== undefined && matching.every((file) => records.has(file)) && declared !== counted)
        found.push(problem('error', `The configuration ${config_name} declares ${declared} examples of ${split}; there are ${counted}.`))
    }
  }
  if (front.license === 'other' && front.license_name === undefined)
    found.push(problem('error', 'The license "other" wants a license_name and a license_link.'))
  return found
}

async function recordsOf(folder: string): Promise<Map<string, number>> {
  try {
    const { files } = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')))
    return new Map(files.flatMap(({ path, records }) => (records === undefined ? [] : [[path, records] as const])))
  } catch {
    // A missing or damaged manifest is reported with the manifest.
    return new Map()
  }
}
