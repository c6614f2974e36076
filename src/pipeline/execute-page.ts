import type { EngineOutcome, EngineTask } from '../contracts/engine.ts'
import { asPagetuneError, PagetuneError } from '../contracts/error.ts'
import type { PageStage, StageContext } from '../contracts/stage.ts'
import { artifactBytes, sha256 } from './artifact-bytes.ts'

/** Where a page stage's output lies. */
export function pageArtifactPath(stage: string, page_id: string): string {
  return `work/${stage}/${page_id}.json`
}

/** Runs one stage on one page and writes what it gives. Never throws: a failure is an outcome. */
export async function executePage(stage: PageStage, { task }: EngineTask, context: StageContext): Promise<EngineOutcome> {
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  try {
    const output = stage.output.safeParse(await stage.run(task, context))
    if (!output.success) {
      throw new PagetuneError('STAGE_OUTPUT', `The stage ${stage.name} gave something else than it promises: ${output.error.message}`, {
        where: task.page_id,
        fix: 'This is a defect in Pagetune. Please report it with the page.',
      })
    }
    const bytes = artifactBytes(output.data)
    await context.workspace.write(pageArtifactPath(stage.name, task.page_id), bytes)
    return { stage: stage.name, page_id: task.page_id, status: 'done', digest: sha256(bytes), seconds: seconds() }
  } catch (thrown) {
    const error = asPagetuneError(thrown, task.page_id)
    const failure = { ...error.toRecord(), where: error.where ?? task.page_id }
    if (error.code === 'UNEXPECTED' && error.cause instanceof Error) {
      context.log({ level: 'warn', page_id: task.page_id, message: `${stage.name}: ${error.cause.stack ?? error.message}` })
    }
    return { stage: stage.name, page_id: task.page_id, status: 'failed', failure, seconds: seconds() }
  }
}
