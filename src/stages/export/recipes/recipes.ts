import type { WrittenDataset } from '../card.ts'
import { autotrainRecipes } from './autotrain.ts'
import { axolotlRecipes, llamaFactoryRecipes } from './configurations.ts'
import { openaiRecipes } from './openai.ts'
import { llavaRecipes, msSwiftRecipes } from './scripts.ts'
import { trlRecipes } from './trl.ts'
import { unslothRecipes } from './unsloth.ts'
import { type RecipeFile, recipeValues, type RecipeValues, recordsIn, updatesOn } from './values.ts'

const TRAINERS = [
  trlRecipes,
  autotrainRecipes,
  llamaFactoryRecipes,
  axolotlRecipes,
  unslothRecipes,
  msSwiftRecipes,
  llavaRecipes,
  openaiRecipes,
]

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

function overview({ facts, settings }: WrittenDataset, values: RecipeValues, recipes: readonly RecipeFile[]): string {
  const rows = values.batch_size * values.gradient_accumulation
  const list = recipes.map(({ name, what, command, data }) => {
    return `| \`${name}\` | ${what} | ${recordsIn(values, data)} | ${updatesOn(values, data)} | \`${command}\` |`
  })
  const { tokens } = facts
  const allowance = settings.tokenizer === null ? 'with a quarter more for another tokenizer and' : 'with'
  return `# Recipes

Each file is ready to run on this dataset; run it in the dataset folder.

| file | what | rows | updates | command |
|---|---|---:|---:|---|
${list.join('\n')}

Each installs with the line at its beginning, and leaves its adapter in \`adapter-text\`, \`adapter-vision\`, \`adapter-grounding\` or \`adapter-llava\` (AutoTrain: a folder named so; OpenAI keeps it). The trainers pin versions of each other's parts: give each an environment of its own.

## What they do

LoRA with rank ${values.lora.rank}, alpha ${values.lora.alpha}, dropout ${values.lora.dropout} on the attention projections; ${values.epochs} epochs, ${rows} rows an update, learning rate ${values.learning_rate} with a tenth of the steps as warm-up, weight decay 0.01. AutoTrain's vision trainer and LLaVA choose their layers themselves.

Lengths follow from this dataset: a record has ${tokens.median} tokens (median), ${tokens.p95} (95th percentile), ${tokens.longest} at most, as the tokenizer ${tokens.tokenizer} counts them; ${allowance} the chat template, ${values.max_length} tokens hold every one. Pictures are scaled to at most ${values.max_pixels} pixels, about ${Math.ceil(values.max_pixels / 784)} tokens of 28 × 28 pixels, and a row with one has at most ${values.vision_length}.

## What to expect

The weights of ${values.text_model} take ${weights(values.text_model, 4)} in 4 bits, those of ${values.vision_model} ${weights(values.vision_model, 16)} in 16; gradients, optimiser and a batch come on top. Where a batch of ${values.batch_size} does not fit into the GPU, halve it and double the accumulation: the updates stay the same. Vision recipes take one row at a time, and their memory goes with the pictures' pixels: lower that limit first. The loss falls fastest in the first epoch; when the loss on validation rises while training falls, the model has begun to learn the pages by heart: stop there. Facts that stand in no training pair are not learnt: measure with the validation split, and recall of trained facts with the synthetic set.

These settings are those of the older systems: a start that has been run for a few steps on tiny models, not one that has been tuned for this manual.
`
}

/** Size of a model's weights by the number in its name ("Llama-3.1-8B"); without one, nothing is guessed. */
function weights(model: string, bits: number): string {
  const billions = Number(/(\d+(?:\.\d+)?)B\b/i.exec(model)?.[1])
  return Number.isNaN(billions) ? `${bits} bits a parameter` : `about ${Math.ceil((billions * bits) / 8)} GB`
}
