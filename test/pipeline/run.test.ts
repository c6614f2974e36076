import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../src/contracts/engine.ts'
import { PagetuneError } from '../../src/contracts/error.ts'
import type { CataloguePage } from '../../src/contracts/page.ts'
import type { CorpusStage, PageStage, PageTask, Stage } from '../../src/contracts/stage.ts'
import { executePage } from '../../src/pipeline/execute-page.ts'
import type { Project } from '../../src/pipeline/project.ts'
import { runPipeline, type RunOptions } from '../../src/pipeline/run.ts'
import { temporaryContext } from '../context.ts'

/** Two page stages with a gather between, and a corpus stage: what each did is noted in `log`. */
let log: string[]
let poison: string | null
let words: string

function page(page_id: string): CataloguePage {
  return {
    page_id,
    candidate_id: page_id,
    kind: 'html',
    section: { id: '', name: '' },
    source_type: 'unknown',
    source_path: `${page_id}.html`,
    source_page: 1,
    image: null,
    aliases: [],
  }
}
const task = (page_id: string): PageTask => ({ page_id, page: page(page_id), previous: null, next: null, candidate: null })

const first: PageStage<{ page_id: string; text: string }> = {
  name: 'first',
  version: 1,
  scope: 'page',
  after: [],
  output: z.object({ page_id: z.string(), text: z.string() }),
  relevantSettings: (settings) => settings.prepare.pdf_dpi,
  run({ page_id }) {
    log.push(`first ${page_id}`)
    if (page_id === poison) throw new PagetuneError('TRIAL', 'A bad page.', { fix: 'None.' })
    return Promise.resolve({ page_id, text: words })
  },
  gatherWrites: ['work/gathered'],
  async gather(done, { workspace }) {
    log.push('gather')
    await workspace.write('work/gathered', done.join(' '))
  },
}
const second: PageStage<{ page_id: string }> = {
  name: 'second',
  version: 1,
  scope: 'page',
  after: ['first'],
  output: z.object({ page_id: z.string() }),
  relevantSettings: () => null,
  run({ page_id }) {
    log.push(`second ${page_id}`)
    return Promise.resolve({ page_id })
  },
}
const corpus: CorpusStage = {
  name: 'corpus',
  version: 1,
  scope: 'corpus',
  after: ['first', 'second'],
  writes: ['data/out'],
  alsoReads: ['beside.jsonl'],
  relevantSettings: () => null,
  async run(done, { workspace }) {
    log.push(`corpus ${done.join(' ')}`)
    await workspace.write('data/out', done.join(' '))
  },
}
const STAGES: readonly Stage[] = [first, second, corpus]

/** Runs tasks one after the other in this process. */
function directEngine(context: Project['context']): Engine {
  return {
    name: 'direct',
    async *run(tasks) {
      for (const each of tasks) yield executePage(STAGES.find((stage) => stage.name === each.stage) as PageStage, each, context)
    },
    close: () => Promise.resolve(),
  }
}

describe('the run loop', () => {
  let context: Awaited<ReturnType<typeof temporaryContext>>
  const run = async (options: RunOptions = {}): Promise<string[]> => {
    log = []
    const tasks = (): Promise<PageTask[]> => Promise.resolve(['a', 'b', 'c'].map(task))
    await runPipeline(
      { stages: STAGES, context, openEngine: () => directEngine(context), candidates: tasks, pages: tasks },
      options,
      () => undefined,
    )
    return log
  }

  beforeEach(async () => {
    context = await temporaryContext()
    poison = null
    words = 'x'
  })

  it('does everything once, and nothing the second and third time', async () => {
    expect(await run()).toEqual(['first a', 'first b', 'first c', 'gather', 'second a', 'second b', 'second c', 'corpus a b c'])
    expect(await run()).toEqual([])
    expect(await run()).toEqual([])
  })

  it('redoes what a changed setting reaches, and stops where the output is the same', async () => {
    await run()
    context = { ...context, settings: { ...context.settings, prepare: { ...context.settings.prepare, pdf_dpi: 100 } } }
    // The pages come out as before, so only the gather, whose key names the settings, is made anew, and what reads it.
    expect(await run()).toEqual(['first a', 'first b', 'first c', 'gather', 'corpus a b c'])
    expect(await run()).toEqual([])
  })

  it('hands a changed output on', async () => {
    await run()
    words = 'y'
    expect(await run({ from: 'first', force: true, until: 'first' })).toEqual(['first a', 'first b', 'first c', 'gather'])
    expect(await run()).toEqual(['second a', 'second b', 'second c', 'corpus a b c'])
  })

  it('lets a bad page cost itself, tries it again, and takes it in when it is mended', async () => {
    poison = 'b'
    expect(await run()).toEqual(['first a', 'first b', 'first c', 'gather', 'second a', 'second c', 'corpus a c'])
    expect(await run()).toEqual(['first b'])
    poison = null
    expect(await run()).toEqual(['first b', 'gather', 'second b', 'corpus a b c'])
  })

  it('does not use a page any more that fails now', async () => {
    await run()
    poison = 'b'
    words = 'y'
    expect(await run({ from: 'first', force: true, until: 'first' })).toContain('first b')
    expect((await run()).at(-1)).toBe('corpus a c')
    expect(await context.workspace.has('work/second/b.json')).toBe(false)
  })

  it('redoes a corpus stage when a file beside the pipeline that it reads has changed', async () => {
    await run()
    await context.workspace.write('beside.jsonl', 'one')
    expect(await run()).toEqual(['corpus a b c'])
    expect(await run()).toEqual([])
    await context.workspace.write('beside.jsonl', 'two')
    expect(await run()).toEqual(['corpus a b c'])
  })

  it('makes anew what was deleted', async () => {
    await run()
    await context.workspace.remove('work/second/b.json')
    await context.workspace.remove('data')
    expect(await run()).toEqual(['second b', 'corpus a b c'])
    await context.workspace.remove('work/gathered')
    expect(await run()).toEqual(['gather'])
  })

  it('works on a selection, and gives corpus stages all that is done', async () => {
    await run()
    expect(await run({ selection: { only: 'b' }, force: true, until: 'second' })).toEqual(['first b', 'gather', 'second b'])
    expect(await run()).toEqual([])
  })

  it('refuses to start in the middle of nothing', async () => {
    await expect(run({ from: 'second' })).rejects.toMatchObject({ code: 'NOT_RUN_YET' })
    await expect(run({ from: 'nowhere' })).rejects.toMatchObject({ code: 'NO_SUCH_STAGE' })
  })
})
