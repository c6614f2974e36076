import { type Checked, checkedSchema } from '../../contracts/example.ts'
import { PagetuneError } from '../../contracts/error.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { readGenerated } from '../artifacts.ts'
import { loadMaterial, materialDependencies } from '../material.ts'

/** Judges every candidate of a page by every check: work/check/<page_id>.json holds them all, with all verdicts. */
export const checkStage: PageStage<Checked> = {
  name: 'check',
  version: 8,
  scope: 'page',
  after: ['read', 'structure', 'classify', 'generate'],
  output: checkedSchema,
  relevantSettings: ({ check, classify, vehicle }) => ({ check, operation_code_pattern: classify.operation_code_pattern, vehicle }),
  alsoDependsOn: materialDependencies,
  async run(task, context) {
    // The checks bring a dictionary: it is loaded only where it is used.
    const { judge, CHECK_NAMES } = await import('../../checks/checks.ts')
    refuseUnknown(Object.keys(context.settings.check.treat), CHECK_NAMES)
    const material = await loadMaterial(task, context)
    const { candidates } = await readGenerated(context.workspace, task.page_id)
    return { page_id: task.page_id, pairs: candidates.map((candidate) => judge(candidate, material, context.settings)) }
  },
}

/** A misspelt check would silently change nothing. */
function refuseUnknown(treated: readonly string[], names: readonly string[]): void {
  const unknown = treated.find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw new PagetuneError('SETTINGS', `There is no check “${unknown}” to treat otherwise.`, {
    where: 'check.treat',
    fix: `Name one of: ${names.join(', ')}.`,
  })
}
