import { stringify } from 'yaml'
import { AUTOTRAIN_SYNTHETIC, AUTOTRAIN_VALIDATION } from '../../formats/autotrain-text.ts'
import { PROBES_FILE } from '../../formats/canonical.ts'
import { PAGES_FILE } from '../../formats/dataset-pages.ts'
import type { Validation } from '../../formats/validate.ts'
import { SPLITS } from '../../contracts/example.ts'
import type { ExampleSurvey } from '../../contracts/format.ts'
import type { Settings } from '../../contracts/settings.ts'
import { PROVIDER_NAMES } from '../../models/session.ts'
import { termsOf } from '../../models/terms.ts'
import { frontMatter } from './card-front-matter.ts'
import type { ManifestFile } from './dataset-folder.ts'
import type { DatasetFacts, Tally } from './facts.ts'

/** All that is known of a dataset when its files are written. */
export interface WrittenDataset {
  /** Of this package. */
  readonly version: string
  readonly settings: Settings
  /** The settings that are published beside the data. */
  readonly published: unknown
  readonly facts: DatasetFacts
  readonly survey: ExampleSurvey
  readonly formats: readonly string[]
  readonly files: readonly ManifestFile[]
  readonly validation: Pick<Validation, 'errors' | 'warnings'>
  /** Pages of the catalogue: those that were read, copies aside. */
  readonly catalogue_pages: number
  /** Pairs written, rejected, duplicate, in review and kept. */
  readonly sums: Readonly<Record<string, number>>
}

const SOURCES_SHOWN = 40

/** data/README.md: the Hub's dataset card, YAML front matter and all, from what was measured. */
export function datasetCard(dataset: WrittenDataset): string {
  const examples = total(dataset)
  const parts = [summary(dataset), files(dataset), making(dataset), contents(dataset), splits(dataset), limits(dataset), rights(dataset)]
  return `---\n${stringify(frontMatter(dataset.files, examples, dataset.settings), { lineWidth: 0 })}---\n\n${parts.join('\n\n')}\n`
}

const total = ({ survey }: WrittenDataset): number => Object.values(survey.splits).reduce((sum, count) => sum + count, 0)
const used = ({ survey }: WrittenDataset): (typeof SPLITS)[number][] => SPLITS.filter((split) => survey.splits[split] > 0)

function summary(dataset: WrittenDataset): string {
  const { settings, version, survey, facts } = dataset
  const { card } = settings.export
  const counts = used(dataset).map((split) => `${survey.splits[split]} ${split}`)
  return `# ${card.title}

${card.description === '' ? '' : `${card.description}\n\n`}${total(dataset)} question–answer pairs (${counts.join(', ') || 'none'}) made from ${facts.pages} pages of manuals with Pagetune ${version}. Each pair names the place on the page that answers it.`
}

function files({ files }: WrittenDataset): string {
  const data = files.filter((file) => file.records !== undefined)
  const pictures = files.filter((file) => file.path.startsWith('images/')).length
  return `## Files

${table(
  ['file', 'records', 'bytes'],
  data.map((file) => [`\`${file.path}\``, file.records ?? 0, file.bytes]),
)}
Files that no configuration above names load by themselves: \`load_dataset("json", data_files=…)\`.

Pictures: ${pictures} in \`images/\`, named after their pages. \`${PAGES_FILE}\` says which file and page each comes from; \`manifest.json\` holds size and SHA-256 of every file; \`pipeline.json\` the settings, versions and generators to make it again; \`croissant.json\` describes it for machines; \`recipes/\` trains on it.`
}

function making({ facts, sums, survey }: WrittenDataset): string {
  const checks = facts.checks.map((check) => `\`${check}\``).join(', ')
  return `## How it was made

Pages were read (text layer where it can be trusted, else optical character recognition), cut into blocks and tables, and asked about by the generators below. ${
    checks === '' ? 'No checks were run.' : `Every pair in this dataset passed these checks: ${checks}.`
  }

${tallyTable('generator', facts.generators, survey)}
${table(['pairs', 'count'], Object.entries(sums))}`
}

function contents({ facts, survey }: WrittenDataset): string {
  return `## Contents

${tallyTable('task', facts.tasks, survey)}
${tallyTable('question type', facts.question_types, survey)}
${tallyTable('section', facts.sections, survey)}
${tallyTable('source', facts.source_types, survey)}
Question and answer together (of a conversation, all its turns) have ${facts.tokens.median} tokens (median), ${facts.tokens.p95} at the 95th percentile, ${facts.tokens.longest} at most, as the tokenizer ${facts.tokens.tokenizer} counts them.`
}

function splits(dataset: WrittenDataset): string {
  const { survey, settings, files } = dataset
  const synthetic = files.find((file) => file.path === AUTOTRAIN_SYNTHETIC)?.records ?? 0
  const notes = [
    `A page, its copies, and pairs that state the same fact are never parted: \`split\` follows \`group\`. Validation is ${percent(survey.splits.validation, total(dataset))} of the pairs, drawn by page with seed ${settings.split.random_seed}.`,
    ...(survey.splits.probes === 0 ? [] : [`\`${PROBES_FILE}\` holds facts kept back for evaluation; no trainer file holds them.`]),
    ...(synthetic === 0
      ? []
      : [
          `\`${AUTOTRAIN_SYNTHETIC}\` is **synthetic**: ${synthetic} facts of the *training* set asked in other words. It measures recall of what was trained, not generalisation; for that use \`${AUTOTRAIN_VALIDATION}\`.`,
        ]),
  ]
  return `## Splits\n\n${notes.join('\n\n')}`
}

function limits({ validation, facts, sums, catalogue_pages }: WrittenDataset): string {
  const kept = sums['kept'] ?? 0
  const lines = [
    `Read back by the loading rules of each trainer: ${validation.errors} errors, ${validation.warnings} warnings.`,
    `Coverage: ${facts.pages} of the ${catalogue_pages} pages that were read have pairs (${percent(facts.pages, catalogue_pages)}); the others are indices, drawings without text, or pages on which nothing could be asked that would hold.`,
    `${percent(kept, sums['written'] ?? 0)} of the pairs that were written are kept; the others were rejected, repeat another, or wait for a person.`,
    "Evidence boxes are `[left, top, right, bottom]` in pixels of the page's picture, origin at the top left; HTML pages have none.",
    ...(facts.checks.includes('grounded')
      ? [
          'Numbers, units and codes were compared with what was read on the page. A misreading that the reader was sure of can still be in here.',
        ]
      : []),
    'Values hold for the vehicles and variants named in the question or in `applies_to`. Check anything that safety depends on against the manual.',
  ]
  return `## Quality and limits\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function rights({ settings, facts, version }: WrittenDataset): string {
  const { card } = settings.export
  const shown = facts.sources.slice(0, SOURCES_SHOWN).map((path) => `- \`${path.replaceAll('`', "'")}\``)
  const more = facts.sources.length - shown.length
  const licence =
    card.license === null
      ? 'No licence has been stated for this dataset.'
      : `The licence of this dataset is stated as \`${card.license === 'other' ? card.license_name : card.license}\`.`
  return `## Provenance and rights

${licence} Made from ${facts.sources.length} source files. ${card.source_terms === '' ? 'The pages belong to their owners; this card grants no rights in them.' : card.source_terms}${modelTerms(settings, facts)}

${[...shown, ...(more > 0 ? [`- … and ${more} more, in \`${PAGES_FILE}\``] : [])].join('\n')}

## Citation

\`\`\`bibtex
${citation(settings, version)}
\`\`\``
}

/** What the terms of the providers say whose models wrote pairs; '' when there are none. */
function modelTerms(settings: Settings, { generators }: DatasetFacts): string {
  const ids = [...generators.keys()].map((generator) => String((JSON.parse(generator) as { id?: unknown }).id))
  const notices = PROVIDER_NAMES.flatMap((name) => {
    const notice = ids.some((id) => id.startsWith(`${name}/`)) ? termsOf(name, settings) : null
    return notice === null ? [] : [`Terms of ${name}, whose model wrote pairs of this dataset: ${notice.card}`]
  })
  return notices.map((notice) => `\n\n${notice}`).join('')
}

/** How to cite the dataset, in BibTeX. */
export function citation({ export: { card } }: Settings, version: string): string {
  if (card.citation !== '') return card.citation
  return `@misc{pagetune-dataset,\n  title = {${card.title}},\n  note = {Made with Pagetune ${version}}\n}`
}

function tallyTable(title: string, tally: Tally, { splits }: ExampleSurvey): string {
  const columns = SPLITS.filter((split) => splits[split] > 0)
  const sum = (counts: Readonly<Record<string, number | undefined>>): number =>
    Object.values(counts).reduce<number>((all, one) => all + (one ?? 0), 0)
  const rows = [...tally].sort(([a, one], [b, other]) => sum(other) - sum(one) || (a < b ? -1 : 1))
  return table(
    [title, ...columns],
    rows.map(([name, counts]) => [name, ...columns.map((split) => counts[split] ?? 0)]),
  )
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`, ...rows.map(line), ''].join('\n')
}

const percent = (part: number, whole: number): string => (whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`)
