import { type Checked, checkedSchema } from '../../contracts/example.ts'
import { PagetuneError } from '../../contracts/error.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { readGenerated } from '../artifacts.ts'
import { loadMaterial, materialDependencies } from '../material.ts'
import { basisOf, NotedThresholds, standingVerdicts, writeColumns } from './columns.ts'

const VERSION = 12

/**
 * Judges every candidate of a page by every check: work/check/<page_id>.json holds them all, with all verdicts. Where thresholds alone have
 * moved since an earlier run, only the checks that read them judge again.
 */
export const checkStage: PageStage<Checked> = {
  name: 'check',
  version: VERSION,
  scope: 'page',
  after: ['read', 'structure', 'classify', 'generate'],
  output: checkedSchema,
  relevantSettings: ({ check, classify, vehicle }) => ({ check, operation_code_pattern: classify.operation_code_pattern, vehicle }),
  alsoDependsOn: materialDependencies,
  async run(task, context) {
    // The checks bring a dictionary: it is loaded only where it is used.
    const { judgedBy, CHECK_NAMES } = await import('../../checks/checks.ts')
    refuseUnknown(Object.keys(context.settings.check.treat), CHECK_NAMES)
    const material = await loadMaterial(task, context)
    const { candidates } = await readGenerated(context.workspace, task.page_id)
    const { settings, workspace } = context
    const basis = await basisOf(task, VERSION, context)
    const standing = await standingVerdicts(task.page_id, basis, settings.check, workspace)
    const noted = new NotedThresholds(settings)
    const pairs = candidates.map((candidate, index) =>
      judgedBy(
        candidate,
        settings,
        (check) => standing.get(check.name)?.[index] ?? check.judge(candidate, material, noted.for(check.name)),
      ),
    )
    const checked = { page_id: task.page_id, pairs }
    await writeColumns(checked, basis, noted, settings.check, workspace)
    return checked
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
