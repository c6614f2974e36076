import type { WrittenDataset } from '../card.ts'
import { autotrainRecipes, axolotlRecipes, llamaFactoryRecipes } from './configurations.ts'
import { llavaRecipes, msSwiftRecipes, unslothRecipes } from './scripts.ts'
import { trlRecipes } from './trl.ts'
import { type RecipeFile, recipeValues, type RecipeValues } from './values.ts'

const TRAINERS = [trlRecipes, autotrainRecipes, llamaFactoryRecipes, axolotlRecipes, unslothRecipes, msSwiftRecipes, llavaRecipes]

/** Ready configurations for each trainer whose files were written, and a page on what to expect of them; none without a trainer's files. */
export function recipeFiles(dataset: WrittenDataset): { path: string; text: string }[] {
  const values = recipeValues(dataset)
  const recipes = TRAINERS.flatMap((recipesOf) => recipesOf(values))
  if (recipes.length === 0 || dataset.survey.splits.train === 0) return []
  return [{ name: 'README.md', text: overview(dataset, values, recipes) }, ...recipes].map(({ name, text }) => ({
    path: `recipes/${name}`,
    text,
  }))
}

function overview({ survey, facts }: WrittenDataset, values: RecipeValues, recipes: readonly RecipeFile[]): string {
  const rows = values.batch_size * values.gradient_accumulation
  const steps = Math.ceil(survey.splits.train / rows)
  const list = recipes.map(({ name, what, command }) => `| \`${name}\` | ${what} | \`${command}\` |`)
  return `# Recipes

Each file is ready to run on this dataset; run it in the dataset folder.

| file | what | command |
|---|---|---|
${list.join('\n')}

## What they do

LoRA with rank ${values.lora.rank}, alpha ${values.lora.alpha}, dropout ${values.lora.dropout} on the attention projections; ${values.epochs} epochs, ${rows} rows an update, learning rate ${values.learning_rate} with a tenth of the steps as warm-up, weight decay 0.01.

Lengths follow from this dataset: question and answer have about ${facts.tokens.median} tokens (median), ${facts.tokens.p95} (95th percentile), ${facts.tokens.longest} at most, by an estimate that consults no tokenizer; with half as much again and the chat template, ${values.max_length} tokens hold every pair. Pictures are scaled to at most ${values.max_pixels} pixels, about ${Math.ceil(values.max_pixels / 784)} tokens of 28 × 28 pixels.

## What to expect

${survey.splits.train} training pairs make about ${steps} updates an epoch. The text recipes load the model in 4 bits; where a batch of ${values.batch_size} does not fit into the GPU, halve it and double the accumulation: the updates stay the same. Vision recipes take one row at a time, and their memory goes with the pictures' pixels: lower that limit first. The loss falls fastest in the first epoch; when the loss on validation rises while training falls, the model has begun to learn the pages by heart: stop there. Facts that stand in no training pair are not learnt: measure with the validation split, and recall of trained facts with the synthetic set.

These settings are a start that has been run for a few steps on tiny models, not one that has been tuned for this manual.
`
}
