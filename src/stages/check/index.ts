import { type Checked, checkedSchema } from '../../contracts/example.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { readGenerated } from '../artifacts.ts'
import { loadMaterial, materialDependencies } from '../material.ts'

/** Judges every candidate of a page by every check: work/check/<page_id>.json holds them all, with all verdicts. */
export const checkStage: PageStage<Checked> = {
  name: 'check',
  version: 1,
  scope: 'page',
  after: ['read', 'structure', 'classify', 'generate'],
  output: checkedSchema,
  relevantSettings: ({ check, classify, vehicle }) => ({ check, operation_code_pattern: classify.operation_code_pattern, vehicle }),
  alsoDependsOn: materialDependencies,
  async run(task, context) {
    // The checks bring a dictionary: it is loaded only where it is used.
    const { judge } = await import('../../checks/checks.ts')
    const material = await loadMaterial(task, context)
    const { candidates } = await readGenerated(context.workspace, task.page_id)
    return { page_id: task.page_id, pairs: candidates.map((candidate) => judge(candidate, material, context.settings)) }
  },
}
