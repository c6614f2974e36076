import { SPLITS, TASKS } from '../contracts/example.ts'
import type { Problem } from '../contracts/format.ts'
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
export function validationReport(validation: Validation): string {
  const { files, problems, images, tally } = validation
  const errors = problems.filter((problem) => problem.severity === 'error')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  const splits = SPLITS.filter((split) => [...tally.sections.values()].some((section) => section.has(split)))
  const lines = [
    '# Validation report',
    '',
    `Status: **${validation.errors === 0 ? 'PASSED' : 'FAILED'}** · ${validation.errors} errors · ${validation.warnings} warnings`,
    '',
    '## Files',
    '',
    ...table(
      ['file', 'format', 'records', 'with picture', 'text only', 'errors', 'warnings'],
      files.map(({ file, format, records, with_picture }) => {
        const of = (some: readonly Problem[]): number => some.filter((problem) => problem.file === file).length
        return [file, format, records, with_picture, records - with_picture, of(errors), of(warnings)]
      }),
    ),
    `Pictures: ${images.referenced} referenced, ${images.present} in the folder.`,
    '',
    '## Sections',
    '',
    ...table(
      ['section', ...splits],
      [...tally.sections]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([section, counts]) => [section || '(none)', ...splits.map((split) => counts.get(split) ?? 0)]),
    ),
    '## Errors',
    '',
    ...listed(errors, ERRORS_SHOWN),
    '## Warnings',
    '',
    ...listed(warnings, ERRORS_SHOWN),
    '## Samples',
    '',
    ...splits.flatMap((split) => samples(validation, split)),
  ]
  return lines.join('\n')
}

function samples({ tally }: Validation, split: string): string[] {
  const cut = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text).replace(/\s+/g, ' ')
  return [`### ${split}`, '', ...tally.samples(split).flatMap(({ question, answer }) => [`- **${cut(question)}**`, `  ${cut(answer)}`]), '']
}

/** The older system's QA report: by task the entries and answer lengths, problems of all files; PASS or FAIL. Markdown. */
export function qaReport({ files, problems, errors, warnings, tally }: Validation): string {
  const critical = problems.filter((problem) => problem.severity === 'error')
  const minor = problems.filter((problem) => problem.severity === 'warning')
  const tasks = [...TASKS.map((task) => task.toUpperCase()), ''].flatMap((tag) => {
    const found = tally.tags.get(tag)
    return found === undefined
      ? []
      : [[tag === '' ? 'untagged' : tag.toLowerCase(), found.records, (found.tokens / found.records).toFixed(1)]]
  })
  return [
    '# QA report',
    '',
    '## Summary',
    '',
    `- Entries in all files: ${files.reduce((sum, file) => sum + file.records, 0)}`,
    `- Critical errors: ${errors}`,
    `- Warnings: ${warnings}`,
    '',
    '## Results per task',
    '',
    ...table(['task', 'entries', 'average tokens of the answer'], tasks),
    '## Critical errors',
    '',
    ...listed(critical, 25),
    '## Warnings',
    '',
    ...listed(minor, 10),
    '## Acceptance',
    '',
    errors === 0 ? "PASS: every file loads by its trainer's rules." : 'FAIL: mend the errors above and export again.',
    '',
  ].join('\n')
}
