import { PROBES_FILE } from '../../formats/canonical.ts'
import { featureList } from '../../formats/card-features.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { ManifestFile } from './dataset-folder.ts'

/** How `datasets` reads a configuration. It takes one reader for a whole repository: that of the first configuration. */
type Reader = 'json' | 'parquet' | 'imagefolder'

interface Config {
  readonly name: string
  readonly files: RegExp
  readonly pictures?: boolean
  /** json where it is left out. */
  readonly reader?: Exclude<Reader, 'json'>
  readonly glob?: (split: string) => string
}

/** The configurations of the Hub: one for each set of columns, and the files that belong to it. The first that is there is the default. */
const CONFIGS: readonly Config[] = [
  { name: 'vqa', files: /^parquet\/.*\.parquet$/, pictures: true, reader: 'parquet', glob: (split) => `parquet/${split}-*.parquet` },
  { name: 'chat', files: /^chat_.*\.jsonl$/ },
  { name: 'vlm', files: /^vlm_.*\.jsonl$/, pictures: true },
  { name: 'text', files: /^hf_.*\.jsonl$/ },
  { name: 'instruction', files: /^(?:train|val|test)\.jsonl$/ },
  {
    name: 'imagefolder',
    files: /^imagefolder\/.*\.jsonl$/,
    pictures: true,
    reader: 'imagefolder',
    glob: (split) => `imagefolder/${split}/**`,
  },
  {
    name: 'trl-vision',
    files: /^trl\/vision-.*\.parquet$/,
    pictures: true,
    reader: 'parquet',
    glob: (split) => `trl/vision-${split}-*.parquet`,
  },
  { name: 'trl-messages', files: /^trl\/messages-/ },
  { name: 'trl-prompt-completion', files: /^trl\/prompt-completion-/ },
  { name: 'autotrain-chat', files: /^autotrain-chat\// },
  {
    name: 'autotrain-vlm',
    files: /^autotrain-vlm\/.*\.jsonl$/,
    pictures: true,
    reader: 'imagefolder',
    glob: (split) => `autotrain-vlm/${split}/**`,
  },
  { name: 'llama-factory-alpaca', files: /^llama-factory\/alpaca-/ },
  { name: 'llama-factory-sharegpt', files: /^llama-factory\/sharegpt-/, pictures: true },
  { name: 'axolotl-text', files: /^axolotl\/text-/ },
  { name: 'axolotl-vision', files: /^axolotl\/vision-/, pictures: true },
  { name: 'llava', files: /^llava\//, pictures: true },
  { name: 'ms-swift', files: /^ms-swift\/(?:train|validation|test)\./, pictures: true },
  { name: 'ms-swift-text', files: /^ms-swift\/text-/ },
  { name: 'ms-swift-grounding', files: /^ms-swift\/grounding-/, pictures: true },
  { name: 'openai', files: /^openai\/(?:train|validation|test)\./ },
  { name: 'openai-text', files: /^openai\/text-/ },
  { name: 'examples', files: /^examples\.jsonl$/ },
  { name: 'probes', files: new RegExp(`^${PROBES_FILE.replace('.', '\\.')}$`) },
]

/** The Hub's names of splits are identifiers. */
const SPLIT_NAMES: Readonly<Record<string, string>> = { any: 'records', synthetic: 'synthetic_recall' }

const SIZES: readonly (readonly [limit: number, name: string])[] = [
  [1_000, 'n<1K'],
  [10_000, '1K<n<10K'],
  [100_000, '10K<n<100K'],
  [1_000_000, '100K<n<1M'],
]

/** The card's front matter: what the Hub shows, filters by and loads. Counts are those of the files that were written. */
export function frontMatter(files: readonly ManifestFile[], examples: number, settings: Settings): Record<string, unknown> {
  const { card } = settings.export
  const all = CONFIGS.flatMap((config) => {
    const own = files.filter(({ path, records }) => config.files.test(path) && (records ?? 0) > 0)
    return own.length === 0 ? [] : [{ config, own }]
  })
  const reader = all[0]?.config.reader
  const found = all.filter(({ config }) => config.reader === reader)
  const configs = found.map(({ config, own }, index) => ({
    config_name: config.name,
    ...(index === 0 ? { default: true } : {}),
    data_files: splitsOf(own).map(({ split, files: some }) => ({
      split: SPLIT_NAMES[split] ?? split,
      path: config.glob?.(split) ?? some.map(({ path }) => path)[0] ?? '',
    })),
  }))
  const dataset_info = found.map(({ config, own }) => {
    const features = featureList(config.name)
    return {
      config_name: config.name,
      ...(features === undefined ? {} : { features }),
      splits: splitsOf(own).map(({ split, files: some }) => ({
        name: SPLIT_NAMES[split] ?? split,
        num_bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
        num_examples: some.reduce((sum, { records }) => sum + (records ?? 0), 0),
      })),
      download_size: own.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  })
  const pictures = all.some(({ config }) => config.pictures === true)
  return {
    pretty_name: card.title,
    language: card.language,
    ...(card.license === null ? {} : { license: card.license }),
    ...(card.license === 'other' ? { license_name: card.license_name } : {}),
    ...(card.license === 'other' && card.license_link !== null ? { license_link: card.license_link } : {}),
    task_categories: ['question-answering', ...(pictures ? ['visual-question-answering', 'document-question-answering'] : [])],
    size_categories: [SIZES.find(([limit]) => examples < limit)?.[1] ?? '1M<n<10M'],
    tags: ['pagetune', 'manual', 'grounded'],
    ...(configs.length === 0 ? {} : { configs, dataset_info }),
  }
}

function splitsOf(files: readonly ManifestFile[]): { split: string; files: ManifestFile[] }[] {
  const splits = [...new Set(files.map(({ split }) => split ?? 'any'))]
  return splits.map((split) => ({ split, files: files.filter((file) => (file.split ?? 'any') === split) }))
}
