import { generatedSchema, type Generated } from '../../contracts/example.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { rulesGenerator } from '../../questions/rules-generator.ts'
import { loadMaterial, materialDependencies } from '../material.ts'
import { asksAbout, generateWithModel, modelIdentity } from './model.ts'

/** Writes question–answer pairs with evidence for one page: work/generate/<page_id>.json. */
export const generateStage: PageStage<Generated> = {
  name: 'generate',
  version: 2,
  scope: 'page',
  after: ['read', 'structure', 'classify'],
  output: generatedSchema,
  relevantSettings: (settings) => {
    const { generate, vehicle, classify, split, check } = settings
    return {
      generate,
      vehicle,
      operation_code_pattern: classify.operation_code_pattern,
      random_seed: split.random_seed,
      // A model's pairs are sent back by the checks: theirs too, then.
      ...(usesModel(settings) ? { models: modelIdentity(settings), check } : {}),
    }
  },
  fingerprint: () => Promise.resolve(rulesGenerator.fingerprint),
  alsoDependsOn: materialDependencies,
  waits: usesModel,
  async run(task, context) {
    const material = await loadMaterial(task, context)
    const { generator } = context.settings.generate
    if (generator === 'rules' || !asksAbout(material.page, context.settings)) return rulesGenerator.write(material, context.settings)
    return generateWithModel(material, context, generator)
  },
}

function usesModel({ generate }: Settings): boolean {
  return generate.generator !== 'rules'
}
