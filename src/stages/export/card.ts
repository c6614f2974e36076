import { stringify } from 'yaml'
import { AUTOTRAIN_SYNTHETIC, AUTOTRAIN_TRAIN, AUTOTRAIN_VALIDATION } from '../../formats/autotrain-text.ts'
import { EXAMPLES_FILE, PAGES_FILE } from '../../formats/canonical.ts'
import { CHAT_TRAIN, CHAT_VALIDATION } from '../../formats/chat-messages.ts'
import type { ManifestFile } from './dataset-folder.ts'
import { TASK_TRAIN, TASK_VALIDATION } from '../../formats/task-records.ts'
import type { Validation } from '../../formats/validate.ts'
import { VLM_TRAIN, VLM_VALIDATION } from '../../formats/vlm-conversations.ts'
import type { Example } from '../../contracts/example.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Settings } from '../../contracts/settings.ts'

export interface CardFacts {
  /** Of this package. */
  readonly version: string
  readonly examples: readonly Example[]
  /** Pages of the project by id. */
  readonly pages: ReadonlyMap<string, CataloguePage>
  readonly files: readonly ManifestFile[]
  readonly validation: Pick<Validation, 'errors' | 'warnings'>
  /** Pairs written, rejected, duplicate, in review and kept. */
  readonly sums: Readonly<Record<string, number>>
  readonly settings: Settings
}

/** The configurations of the Hub: one for each format, because their columns differ. */
const CONFIGS: readonly { name: string; files: readonly (readonly [split: string, file: string])[] }[] = [
  {
    name: 'chat',
    files: [
      ['train', CHAT_TRAIN],
      ['validation', CHAT_VALIDATION],
    ],
  },
  {
    name: 'vlm',
    files: [
      ['train', VLM_TRAIN],
      ['validation', VLM_VALIDATION],
    ],
  },
  {
    name: 'text',
    files: [
      ['train', AUTOTRAIN_TRAIN],
      ['validation', AUTOTRAIN_VALIDATION],
      ['synthetic_recall', AUTOTRAIN_SYNTHETIC],
    ],
  },
  {
    name: 'instruction',
    files: [
      ['train', TASK_TRAIN],
      ['validation', TASK_VALIDATION],
    ],
  },
  { name: 'examples', files: [['records', EXAMPLES_FILE]] },
]

const SIZES: readonly (readonly [limit: number, name: string])[] = [
  [1_000, 'n<1K'],
  [10_000, '1K<n<10K'],
  [100_000, '10K<n<100K'],
  [1_000_000, '100K<n<1M'],
]

/** data/README.md: the Hub's dataset card, YAML front matter and all, from what was measured. */
export function datasetCard(facts: CardFacts): string {
  return `---\n${stringify(frontMatter(facts), { lineWidth: 0 })}---\n\n${body(facts)}`
}

function frontMatter({ examples, files, settings }: CardFacts): Record<string, unknown> {
  const { card } = settings.export
  const records = new Map(files.map((file) => [file.path, file.records ?? 0]))
  const configs = CONFIGS.flatMap(({ name, files: splits }) => {
    const data_files = splits.filter(([, file]) => (records.get(file) ?? 0) > 0).map(([split, path]) => ({ split, path }))
    return data_files.length === 0 ? [] : [{ config_name: name, data_files }]
  })
  return {
    pretty_name: card.title,
    language: card.language,
    license: card.license,
    ...(card.license === 'other' ? { license_name: card.license_name } : {}),
    ...(card.license === 'other' && card.license_link !== null ? { license_link: card.license_link } : {}),
    task_categories: ['question-answering', ...(records.has(VLM_TRAIN) ? ['visual-question-answering'] : [])],
    size_categories: [SIZES.find(([limit]) => examples.length < limit)?.[1] ?? 'n>1M'],
    tags: ['pagetune', 'manual', 'grounded'],
    ...(configs.length === 0
      ? {}
      : {
          configs: configs.map((config, index) =>
            index === 0 ? { config_name: config.config_name, default: true, data_files: config.data_files } : config,
          ),
        }),
  }
}

function body({ version, examples, pages, files, validation, sums, settings }: CardFacts): string {
  const { card } = settings.export
  const train = examples.filter((example) => example.split === 'train')
  const sources = [...new Set(examples.flatMap((example) => pages.get(example.page_id)?.source_path ?? []))].sort()
  const generators = count(examples, (example) => `${example.generator.id}, version ${example.generator.version}`)
  const synthetic = files.find((file) => file.path === AUTOTRAIN_SYNTHETIC)?.records ?? 0
  const checks = [...new Set(examples.flatMap((example) => Object.keys(example.checks)))].sort()
  const by = (title: string, key: (example: Example) => string): string =>
    table(
      [title, 'train', 'validation'],
      count(examples, key).map(([name]) => {
        const own = examples.filter((example) => key(example) === name)
        const trained = own.filter((example) => example.split === 'train').length
        return [name, trained, own.length - trained]
      }),
    )
  return `# ${card.title}

${card.description === '' ? '' : `${card.description}\n\n`}${examples.length} question–answer pairs made from the pages of manuals with Pagetune ${version}: ${train.length} for training, ${examples.length - train.length} held out for validation. Each pair names the place on the page that answers it.

## Files

${table(
  ['file', 'records', 'bytes'],
  files.filter((file) => file.records !== undefined).map((file) => [`\`${file.path}\``, file.records ?? 0, file.bytes]),
)}
Pictures: ${files.filter((file) => file.path.startsWith('images/')).length} in \`images/\`, named after their pages. \`${PAGES_FILE}\` says which file and page each comes from; \`manifest.json\` holds size and SHA-256 of every file.

## How it was made

Pages were read (text layer where it can be trusted, else optical character recognition), cut into blocks and tables, and asked about by ${generators.map(([name]) => `\`${name}\``).join('; ') || 'no generator'}. ${
    checks.length === 0
      ? 'No checks were run.'
      : `Every pair in this dataset passed these checks: ${checks.map((check) => `\`${check}\``).join(', ')}.`
  }

${table(['pairs', 'count'], Object.entries(sums))}
## Contents

${by('task', (example) => example.task)}
${by('question type', (example) => example.question_type)}
${by('section', (example) => `${example.section.id} ${example.section.name}`.trim() || '(none)')}
${by('source', (example) => example.source_type)}
## Splits

A page, its copies, and pairs that state the same fact are never parted: \`split\` follows \`group\`. Validation is ${percent(examples.length - train.length, examples.length)} of the pairs, drawn by page with seed ${settings.split.random_seed}.${
    synthetic === 0
      ? ''
      : `\n\n\`${AUTOTRAIN_SYNTHETIC}\` is **synthetic**: ${synthetic} facts of the *training* set asked in other words. It measures recall of what was trained, not generalisation; for that use \`${AUTOTRAIN_VALIDATION}\`.`
  }

## Quality and limits

- Read back by the loading rules of each trainer: ${validation.errors} errors, ${validation.warnings} warnings.
- Evidence boxes are \`[left, top, right, bottom]\` in pixels of the page's picture, origin at the top left; HTML pages have none.
${checks.includes('grounded') ? '- Numbers, units and codes were compared with what was read on the page. A misreading that the reader was sure of can still be in here.\n' : ''}- Values hold for the vehicles and variants named in the question or in \`applies_to\`. Check anything that safety depends on against the manual.

## Provenance and rights

Made from ${sources.length} source files. The pages belong to their owners; this card grants no rights in them${card.license === 'other' ? ', and the licence is "other" for that reason' : ''}.

${sources
  .slice(0, SOURCES_SHOWN)
  .map((path) => `- \`${path.replaceAll('`', "'")}\``)
  .join('\n')}${sources.length > SOURCES_SHOWN ? `\n- … and ${sources.length - SOURCES_SHOWN} more, in \`${PAGES_FILE}\`` : ''}
`
}

const SOURCES_SHOWN = 40

/** Values with how often they occur, most frequent first. */
function count(examples: readonly Example[], key: (example: Example) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const example of examples) counts.set(key(example), (counts.get(key(example)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`, ...rows.map(line), ''].join('\n')
}

const percent = (part: number, whole: number): string => (whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`)
