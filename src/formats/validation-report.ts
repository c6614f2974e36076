import { TASKS } from '../contracts/example.ts'
import type { Problem } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { canonical } from './canonical.ts'
import type { Row } from './loaded.ts'
import { seededOrder } from './sampling.ts'
import { roughTokens } from './text.ts'
import type { Validation } from './validate.ts'

const ERRORS_SHOWN = 50

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`,
  ...rows.map((row) => `| ${row.map((value) => cell(String(value))).join(' | ')} |`),
  '',
]
const where = (problem: Problem): string => (problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`)
const listed = (problems: readonly Problem[], shown: number): string[] => [
  ...problems.slice(0, shown).map((problem) => `- \`${where(problem)}\` ${problem.message}`),
  ...(problems.length > shown ? [`- … and ${problems.length - shown} more`] : []),
  ...(problems.length === 0 ? ['None.'] : []),
  '',
]

/** The older system's validation report: status, files, sections, errors, warnings, samples. Markdown. */
export function validationReport(validation: Validation, settings: Settings): string {
  const { files, problems, images } = validation
  const errors = problems.filter((problem) => problem.severity === 'error')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  const records = files.find((file) => file.format === canonical.name)?.rows ?? []
  const sections = [...new Set(records.map((row) => row.section ?? ''))].sort()
  const count = (section: string, split: string): number => records.filter((row) => row.section === section && row.split === split).length
  const lines = [
    '# Validation report',
    '',
    `Status: **${errors.length === 0 ? 'PASSED' : 'FAILED'}** · ${errors.length} errors · ${warnings.length} warnings`,
    '',
    '## Files',
    '',
    ...table(
      ['file', 'format', 'records', 'with picture', 'text only', 'errors', 'warnings'],
      files.map(({ file, format, rows }) => {
        const withPicture = rows.filter((row) => row.image).length
        const of = (some: readonly Problem[]): number => some.filter((problem) => problem.file === file).length
        return [file, format, rows.length, withPicture, rows.length - withPicture, of(errors), of(warnings)]
      }),
    ),
    `Pictures: ${images.referenced} referenced, ${images.present} in the folder.`,
    '',
    '## Sections',
    '',
    ...table(
      ['section', 'train', 'validation'],
      sections.map((section) => [section || '(none)', count(section, 'train'), count(section, 'validation')]),
    ),
    '## Errors',
    '',
    ...listed(errors, ERRORS_SHOWN),
    '## Warnings',
    '',
    ...listed(warnings, ERRORS_SHOWN),
    '## Samples',
    '',
    ...(['train', 'validation'] as const).flatMap((split) => samples(records, split, settings)),
  ]
  return lines.join('\n')
}

function samples(records: readonly Row[], split: 'train' | 'validation', { validate, split: { random_seed } }: Settings): string[] {
  const some = seededOrder(
    records.filter((row) => row.split === split),
    (row) => row.id ?? '',
    random_seed,
  ).slice(0, validate.num_samples_per_split)
  const cut = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text).replace(/\s+/g, ' ')
  return [`### ${split}`, '', ...some.flatMap((row) => [`- **${cut(row.question)}**`, `  ${cut(row.answer)}`]), '']
}

/** The older system's QA report: by task the entries, critical problems, warnings and answer lengths; PASS or FAIL. Markdown. */
export function qaReport(validation: Validation): string {
  const records = validation.files.filter((file) => file.format !== canonical.name).flatMap((file) => file.rows)
  const taskOf = new Map(records.map((row) => [`${row.file}:${row.line}`, row.tag]))
  const of = (task: string, severity: Problem['severity']): Problem[] =>
    validation.problems.filter((problem) => problem.severity === severity && taskOf.get(where(problem)) === task)
  const tasks = [...TASKS.map((task) => task.toUpperCase()), ''].filter((task) => records.some((row) => row.tag === task))
  const name = (task: string): string => (task === '' ? 'untagged' : task.toLowerCase())
  const critical = validation.problems.filter((problem) => problem.severity === 'error')
  const warnings = validation.problems.filter((problem) => problem.severity === 'warning')
  return [
    '# QA report',
    '',
    '## Summary',
    '',
    `- Entries in all files: ${records.length}`,
    `- Critical errors: ${critical.length}`,
    `- Warnings: ${warnings.length}`,
    '',
    '## Results per task',
    '',
    ...table(
      ['task', 'entries', 'critical', 'warnings', 'average tokens of the answer'],
      tasks.map((task) => {
        const rows = records.filter((row) => row.tag === task)
        const tokens = rows.reduce((sum, row) => sum + roughTokens(row.answer), 0)
        return [name(task), rows.length, of(task, 'error').length, of(task, 'warning').length, (tokens / rows.length).toFixed(1)]
      }),
    ),
    '## Critical errors',
    '',
    ...listed(critical, 25),
    '## Warnings',
    '',
    ...listed(warnings, 10),
    '## Acceptance',
    '',
    critical.length === 0 ? "PASS: every file loads by its trainer's rules." : 'FAIL: mend the errors above and export again.',
    '',
  ].join('\n')
}
