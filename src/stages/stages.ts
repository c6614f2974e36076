import { PagetuneError } from '../contracts/error.ts'
import type { Stage } from '../contracts/stage.ts'
import { checkStage } from './check/index.ts'
import { classifyStage } from './classify/index.ts'
import { cleanStage } from './clean/index.ts'
import { deduplicateStage } from './deduplicate/index.ts'
import { exportStage } from './export/index.ts'
import { generateStage } from './generate/index.ts'
import { inventoryStage } from './inventory/index.ts'
import { prepareStage } from './prepare/index.ts'
import { readStage } from './read/index.ts'
import { reportStage } from './report/index.ts'
import { splitStage } from './split/index.ts'
import { structureStage } from './structure/index.ts'

/** All stages, in the order of the data: the one list. To add a stage: a folder beside the others, and a line here. */
export const STAGES: readonly Stage[] = [
  inventoryStage,
  prepareStage,
  cleanStage,
  readStage,
  structureStage,
  classifyStage,
  generateStage,
  checkStage,
  deduplicateStage,
  splitStage,
  exportStage,
  reportStage,
]

/** Throws NO_SUCH_STAGE. */
export function stageNamed(name: string): Stage {
  const stage = STAGES.find((candidate) => candidate.name === name)
  if (stage === undefined) {
    throw new PagetuneError('NO_SUCH_STAGE', `There is no stage "${name}".`, {
      where: name,
      fix: `The stages are: ${STAGES.map((each) => each.name).join(', ')}.`,
    })
  }
  return stage
}
