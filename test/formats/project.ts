import type { CataloguePage } from '../../src/contracts/page.ts'
import type { Example } from '../../src/contracts/example.ts'
import { temporaryContext } from '../context.ts'
import { EXAMPLES, pagePicture, PAGES } from './fixture.ts'

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** A temporary project as it stands after the split stage. */
export async function splitProject(
  overrides: Record<string, unknown> = {},
  examples: readonly Example[] = EXAMPLES,
  pages: readonly CataloguePage[] = PAGES,
): ReturnType<typeof temporaryContext> {
  const context = await temporaryContext(overrides)
  for (const [index, { image }] of pages.entries()) if (image) await context.workspace.write(image.path, await pagePicture(index))
  await context.workspace.write('work/pages.jsonl', lines(pages))
  await context.workspace.write('work/split/examples.jsonl', lines(examples))
  const sums = { written: examples.length + 3, kept: examples.length, rejected: 2, duplicate: 1, review: 0 }
  await context.workspace.write('work/deduplicate/summary.json', JSON.stringify(sums))
  return context
}
