import { CARD_FILE } from '../../formats/card-rules.ts'
import { datasetCard, type WrittenDataset } from './card.ts'
import { croissant } from './croissant.ts'
import { pipelineFile } from './pipeline-file.ts'
import { recipeFiles } from './recipes/recipes.ts'

/** Files that describe the data and train on it: the card, Croissant metadata, how to make it again, recipes. */
export function describingFiles(dataset: WrittenDataset): { path: string; text: string }[] {
  return [
    { path: CARD_FILE, text: datasetCard(dataset) },
    { path: 'croissant.json', text: croissant(dataset) },
    { path: 'pipeline.json', text: pipelineFile(dataset) },
    ...recipeFiles(dataset),
  ]
}
