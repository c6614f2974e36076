import type { Candidate, Checked } from '../../src/contracts/example.ts'
import type { CataloguePage } from '../../src/contracts/page.ts'
import type { StageContext } from '../../src/contracts/stage.ts'
import type { Structure } from '../../src/contracts/structure.ts'
import { artifactPath, CATALOGUE_PATH } from '../../src/stages/artifacts.ts'
import { temporaryContext } from '../context.ts'

/** A pair as a test states it. */
export interface TestPair {
  readonly page: string
  readonly question: string
  readonly answer: string
  readonly outcome?: 'pass' | 'rejected' | 'review'
  readonly applies_to?: readonly string[]
  readonly block?: string
  /** Other pages that it cites besides its own. */
  readonly also?: readonly string[]
  readonly section?: string
  readonly source_type?: Candidate['source_type']
  readonly paraphrases?: readonly string[]
}

export interface TestProject {
  readonly pairs: readonly TestPair[]
  /** Ids of copies by page. */
  readonly copies?: Readonly<Record<string, readonly string[]>>
  /** Confidence of all blocks of a page; 0.995 otherwise. */
  readonly confidence?: Readonly<Record<string, number>>
  /** Pages in catalogue order; by default in the order in which the pairs name them. */
  readonly order?: readonly string[]
}

/** A project folder as it is when `check` is done. `done` lists its pages. */
export async function checkedProject(
  project: TestProject,
  settings: Record<string, unknown> = {},
): Promise<{ context: StageContext; done: string[] }> {
  const context = await temporaryContext(settings)
  const done = [...(project.order ?? new Set(project.pairs.map(({ page }) => page)))]
  const catalogue = done.map((page_id) => cataloguePage(page_id, project))
  await context.workspace.write(CATALOGUE_PATH, catalogue.map((page) => `${JSON.stringify(page)}\n`).join(''))
  for (const page_id of done) {
    const own = project.pairs.filter(({ page }) => page === page_id)
    const checked: Checked = { page_id, pairs: own.map((pair, index) => checkedPair(pair, index)) }
    await context.workspace.write(artifactPath('check', page_id), JSON.stringify(checked))
    await context.workspace.write(artifactPath('structure', page_id), JSON.stringify(structureOf(page_id, own, project)))
  }
  return { context, done }
}

/** Reads a file of JSON lines. */
export async function linesOf<T>(context: StageContext, path: string): Promise<T[]> {
  const text = (await context.workspace.read(path)).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

function cataloguePage(page_id: string, { copies, pairs }: TestProject): CataloguePage {
  return {
    page_id,
    candidate_id: page_id,
    kind: 'image',
    section: { id: sectionOf(pairs.find(({ page }) => page === page_id)), name: 'Section' },
    source_type: 'service_manual',
    source_path: `${page_id}.jpg`,
    source_page: 1,
    image: null,
    aliases: (copies?.[page_id] ?? []).map((copy) => ({ page_id: copy, source_path: `${copy}.jpg`, source_page: 1, how: 'same picture' })),
  }
}

const sectionOf = (pair: TestPair | undefined): string => pair?.section ?? '11'

function checkedPair(pair: TestPair, index: number): Checked['pairs'][number] {
  const outcome = pair.outcome ?? 'pass'
  const candidate: Candidate = {
    id: `${pair.page}-q${String(index + 1).padStart(2, '0')}`,
    page_id: pair.page,
    section: { id: sectionOf(pair), name: 'Section' },
    question: pair.question,
    answer: pair.answer,
    task: 'spec',
    question_type: 'factual',
    source_type: pair.source_type ?? 'service_manual',
    content_type: 'specification',
    applies_to: [...(pair.applies_to ?? [])],
    operation: null,
    evidence: [pair.page, ...(pair.also ?? [])].map((page_id) => ({ page_id, block: pair.block ?? 'b01', box: null, quote: pair.answer })),
    generator: { id: 'rules', version: 1, writer: 'test' },
    paraphrases: [...(pair.paraphrases ?? [])],
  }
  const result = outcome === 'pass' ? 'pass' : outcome === 'rejected' ? 'fail' : 'review'
  return { candidate, verdicts: [{ check: 'grounded', result, reason: result === 'pass' ? '' : 'Not read at the cited place.' }], outcome }
}

function structureOf(page_id: string, pairs: readonly TestPair[], { confidence }: TestProject): Structure {
  const blocks = [...new Set(pairs.map(({ block }) => block ?? 'b01'))]
  return {
    page_id,
    columns: 1,
    tables: [],
    blocks: blocks.map((id) => ({
      id,
      type: 'paragraph',
      text: '',
      box: null,
      lines: [],
      column: 1,
      parent: null,
      confidence: confidence?.[page_id] ?? 0.995,
    })),
  }
}
