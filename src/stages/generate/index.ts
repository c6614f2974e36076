import { generatedSchema, type Generated } from '../../contracts/example.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { rulesGenerator } from '../../questions/rules-generator.ts'
import { loadMaterial, materialDependencies } from '../material.ts'

/** Writes question–answer pairs with evidence for one page: work/generate/<page_id>.json. */
export const generateStage: PageStage<Generated> = {
  name: 'generate',
  version: 1,
  scope: 'page',
  after: ['read', 'structure', 'classify'],
  output: generatedSchema,
  relevantSettings: ({ generate, vehicle, classify, split }) => ({
    generate,
    vehicle,
    operation_code_pattern: classify.operation_code_pattern,
    random_seed: split.random_seed,
  }),
  fingerprint: () => Promise.resolve(rulesGenerator.fingerprint),
  alsoDependsOn: materialDependencies,
  async run(task, context) {
    return rulesGenerator.write(await loadMaterial(task, context), context.settings)
  },
}
