import { CARD_FILE } from '../../formats/card-rules.ts'
import { type WrittenDataset, datasetCard } from './card.ts'
import { croissant } from './croissant.ts'
import { pipelineFile } from './pipeline-file.ts'

/** Files that describe the data: the card, Croissant metadata, and how to make it again. */
export function describingFiles(dataset: WrittenDataset): { path: string; text: string }[] {
  return [
    { path: CARD_FILE, text: datasetCard(dataset) },
    { path: 'croissant.json', text: croissant(dataset) },
    { path: 'pipeline.json', text: pipelineFile(dataset) },
  ]
}
