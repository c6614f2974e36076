import type { CataloguePage } from '../../src/contracts/page.ts'
import type { Example } from '../../src/contracts/example.ts'
import { temporaryContext } from '../context.ts'
import { candidate, EXAMPLES, pagePicture, PAGES } from './fixture.ts'

export const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')

export type TestProject = Awaited<ReturnType<typeof temporaryContext>>

/** A temporary project as it stands after the split stage. */
export async function splitProject(
  overrides: Record<string, unknown> = {},
  examples: readonly Example[] = EXAMPLES,
  pages: readonly CataloguePage[] = PAGES,
): Promise<TestProject> {
  const context = await temporaryContext(overrides)
  for (const [index, { image }] of pages.entries()) if (image) await context.workspace.write(image.path, await pagePicture(index))
  await context.workspace.write('work/pages.jsonl', lines(pages))
  await context.workspace.write('work/split/examples.jsonl', lines(examples))
  await context.workspace.write('work/deduplicate/summary.json', JSON.stringify(summary(examples.length)))
  return context
}

function summary(kept: number): Record<string, unknown> {
  return {
    written: kept + 4,
    kept,
    rejected: 2,
    duplicate: 1,
    review: 1,
    by_task: {},
    by_section: {},
    by_source_type: {},
    by_check: { grounded: { fail: 1, review: 0 }, self_contained: { fail: 2, review: 0 } },
    duplicates_by_kind: { exact: 1, near: 0, same_fact: 0 },
    contradictions: { found: 1, qualified: 0, merged: 0, in_review: 1 },
  }
}

const HOSTILE = '<script>alert("x")</script> & \'co\' <img src=x onerror=y>'

/** The same project with what the page stages, the runner and deduplicate leave for a report. */
export async function reportedProject(
  overrides: Record<string, unknown> = {},
  examples: readonly Example[] = EXAMPLES,
  pages: readonly CataloguePage[] = PAGES,
): Promise<TestProject> {
  const context = await splitProject(overrides, examples, pages)
  const write = (path: string, value: unknown): Promise<void> => context.workspace.write(path, JSON.stringify(value))
  const file = (path: string, page_ids: string[], file_type: string): Record<string, unknown> => {
    const common = { path, root: 0, file_type, bytes: 1, sha256: '', sha1: '', width: null, height: null, pages: page_ids.length }
    return { ...common, section: { id: '', name: '' }, section_dir: '', source_type: 'service_manual', page_ids }
  }
  const failure = { code: 'DAMAGED_IMAGE', message: `The picture ends early. ${HOSTILE}`, fix: 'Scan the page again.', retry: 'never' }
  await write('work/inventory/files.json', {
    files: [
      ...pages.map((page) => file(page.source_path, [page.page_id], page.kind === 'html' ? 'html' : 'png')),
      file('logo.png', ['logo'], 'png'),
    ],
    left_out: [
      { path: `notes ${HOSTILE}.txt`, root: 0, bytes: 3, status: 'skipped', reason: 'No kind of page: .txt' },
      { path: '11 - Engine/11-09.jpg', root: 0, bytes: 0, status: 'failed', reason: 'empty', failure },
    ],
  })
  await write('work/prepare/logo.json', { page_id: 'logo', pages: [], skipped: 'Too small for a page (64 × 64).' })
  const failed = '21-02_clutch'
  for (const [index, page] of pages.entries()) {
    const { page_id, source_type, section } = page
    const origin = page.kind === 'html' ? 'html' : index === 0 ? 'text-layer' : 'ppocr'
    await write(`work/read/${page_id}.json`, {
      page_id,
      image: null,
      origin,
      engine: 'ppocr en v3',
      mean_confidence: 0.99 - index * 0.02,
      lines: [],
    })
    const content_type = page.kind === 'html' ? 'specification' : 'procedure'
    const rest = {
      is_index: false,
      confidence: 0.9,
      secondary_types: [],
      needs_review: false,
      reasoning: '',
      printed_page: null,
      index_entries: [],
    }
    await write(`work/classify/${page_id}.json`, { page_id, source_type, content_type, section, ...rest })
    if (page_id === failed) continue
    const candidates = examples.filter((example) => example.page_id === page_id).map((example) => candidate(example.id))
    const refusals = [{ block: 'b09', writer: 'step', reason: 'read with too little confidence' }]
    await write(`work/generate/${page_id}.json`, {
      page_id,
      candidates,
      refusals,
      coverage: { used: 6 + index, refused: 1, no_interest: 3 },
    })
  }
  await context.workspace.write('work/logs/failures.jsonl', lines([{ stage: 'structure', page_id: failed, failure }]))
  const refused = {
    ...candidate('11-02_engine-q90', { question: `What is the torque? ${HOSTILE}`, answer: HOSTILE }),
    checks: { grounded: 'pass', self_contained: 'fail' },
  }
  const second = { ...candidate('kestrel-spec-q91'), checks: { grounded: 'fail' }, reason: 'grounded: 85 does not stand in the cell.' }
  await context.workspace.write(
    'work/logs/rejected.jsonl',
    lines([{ ...refused, reason: `self_contained: nothing says which bolts. ${HOSTILE}` }, second]),
  )
  await context.workspace.write(
    'work/logs/review_queue.jsonl',
    lines([{ ...refused, checks: { confidence: 'review' }, reason: 'confidence: 0.71' }]),
  )
  const answers = [
    { page_id: '11-01_engine', answer: '85 Nm' },
    { page_id: '11-02_engine', answer: '58 Nm' },
  ]
  await context.workspace.write(
    'work/logs/contradictions.jsonl',
    lines([
      {
        question: `What is the torque of the flywheel bolts? ${HOSTILE}`,
        resolution: 'review',
        explanation: 'They differ.',
        pairs: answers,
      },
    ]),
  )
  const train = examples.filter((example) => example.split === 'train').length
  const groups = new Set(examples.map((example) => example.group)).size
  const sums = { train, validation: examples.length - train, groups, largest_group: 2, stratify_by: 'section_id', seed: 42, strata: {} }
  await write('work/split/summary.json', sums)
  return context
}

/** Pages that came through all page stages. */
export const donePages = (pages: readonly CataloguePage[] = PAGES): string[] =>
  pages.map((page) => page.page_id).filter((page_id) => page_id !== '21-02_clutch')
