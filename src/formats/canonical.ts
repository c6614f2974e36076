import { exampleSchema } from '../contracts/example.ts'
import type { Problem } from '../contracts/format.ts'
import { datasetPages, type PageSize, PAGES_FILE, readDatasetPages } from './dataset-pages.ts'
import { defineFormat } from './define-format.ts'
import { RecordWriter } from './file-writer.ts'

export const EXAMPLES_FILE = 'examples.jsonl'
/** Facts held out for `pagetune eval`; no trainer file holds them. */
export const PROBES_FILE = 'probes.jsonl'

/** The canonical record: everything that is known of each pair, and the pages they come from. */
export const canonical = defineFormat({
  name: 'canonical',
  description: 'every accepted pair with its evidence, checks, split and group; and the pages that they cite',
  files: [
    { path: EXAMPLES_FILE, split: 'any' },
    { path: PROBES_FILE, split: 'probes', optional: true },
  ],
  // Arrow wants one set of keys: where one pair is a turn of a conversation, the others say that they are none.
  record: (example, { survey }) => (survey.conversation_turns > 0 ? { ...example, conversation: example.conversation ?? null } : example),
  async finish(folder, context) {
    const pages = await RecordWriter.open(folder, PAGES_FILE)
    for (const page of datasetPages(context)) await pages.add(page)
    return [await pages.close()]
  },
  async rules(folder) {
    const listed = await readDatasetPages(folder)
    const beside: Problem[] =
      listed === null
        ? [{ severity: 'error', file: EXAMPLES_FILE, message: `There is no ${PAGES_FILE}: the pages of the boxes are not known.` }]
        : listed.problems.map((problem) => ({ ...problem, file: EXAMPLES_FILE, message: `${PAGES_FILE}: ${problem.message}` }))
    return {
      row({ line, value }, { path: file, split: part }) {
        const parsed = exampleSchema.safeParse(value)
        if (!parsed.success)
          return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`) }
        const { id, page_id, group, section, split, question, answer, evidence, applies_to, checks, task } = parsed.data
        const problems: string[] = []
        for (const [what, text] of Object.entries({ question, answer })) if (text.trim() === '') problems.push(`The ${what} is empty.`)
        for (const [check, result] of Object.entries(checks)) {
          if (result !== 'pass') problems.push(`The check ${check} did not pass (${result}): such a pair belongs in work/logs.`)
        }
        if ((part === 'probes') !== (split === 'probes')) problems.push(`The split ${split} does not belong in ${file}.`)
        for (const { page_id: cited, box } of evidence) {
          const page = listed?.pages.get(cited)
          if (listed !== null && page === undefined) problems.push(`The evidence cites ${cited}, which ${PAGES_FILE} does not list.`)
          if (box !== null) problems.push(...boxProblems(box, cited, page))
        }
        const tag = task.toUpperCase()
        return {
          row: { file, line, split, question, answer, tag, id, page_id, group, section: section.id, evidence, applies_to },
          problems,
        }
      },
      finish: () => beside,
    }
  },
})

function boxProblems(box: readonly [number, number, number, number], cited: string, page: PageSize | undefined): string[] {
  const [left, top, right, bottom] = box
  if (left >= right || top >= bottom) return [`The evidence box [${box.join(', ')}] on ${cited} is empty.`]
  if (!page || page.width === 0) return []
  if (left >= 0 && top >= 0 && right <= page.width && bottom <= page.height) return []
  return [`The evidence box [${box.join(', ')}] lies outside of ${cited} (${page.width} × ${page.height}).`]
}
