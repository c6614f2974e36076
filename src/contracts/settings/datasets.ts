import { z } from 'zod'
import { taskSchema } from '../example.ts'

const recipeSettings = z
  .strictObject({
    text_model: z.string().default('meta-llama/Llama-3.1-8B-Instruct').describe('Base model of the text recipes.'),
    vision_model: z.string().default('Qwen/Qwen2.5-VL-7B-Instruct').describe('Base model of the vision recipes.'),
    max_length: z.number().int().min(128).nullable().default(null).describe('Tokens of a row; null: what the longest pair needs.'),
    lora_rank: z.number().int().min(1).default(16),
    lora_alpha: z.number().int().min(1).default(32),
    lora_dropout: z.number().min(0).max(1).default(0.05),
    learning_rate: z.number().gt(0).default(2e-4),
    epochs: z.number().gt(0).default(3),
    batch_size: z.number().int().min(1).default(8).describe('Rows a step and device in the text recipes; vision recipes take one.'),
    gradient_accumulation: z.number().int().min(1).default(2).describe('Vision recipes raise it, for the same rows an update.'),
  })
  .prefault({})
  .describe("Training recipes in data/recipes/; the older systems' hyper-parameters.")

export const exportSettings = z
  .strictObject({
    formats: z
      .array(z.string())
      .default(['autotrain-text', 'chat-messages', 'vlm-conversations'])
      .describe('Trainer formats, or "all"; docs/formats.md lists them. Flag: pagetune export --format.'),
    image_copy_mode: z
      .enum(['copy', 'hardlink', 'relative', 'embedded'])
      .default('copy')
      .describe('How pictures come into images/. "embedded": not at all, only inside formats that carry them (Parquet, data URLs).'),
    max_image_side: z
      .number()
      .int()
      .min(64)
      .nullable()
      .default(null)
      .describe('Pictures whose longer side has more pixels are scaled down to it, with the boxes of the evidence. null: as they are.'),
    task_prefix: z.boolean().default(true).describe('Write "[SPEC] " and so on before the question in the text formats.'),
    class_weights: z
      .partialRecord(taskSchema, z.number().int().min(1))
      .default({})
      .describe('Task → how often its training pairs are written in the text formats (the older --duplicate-weights).'),
    card: z
      .strictObject({
        title: z.string().default('Manual question–answer pairs').describe('Title of the dataset card.'),
        description: z.string().default('').describe('A sentence on what the manual is, for the card.'),
        language: z.array(z.string()).min(1).default(['en']).describe('Languages of the pages, as ISO 639 codes.'),
        license: z
          .string()
          .nullable()
          .default(null)
          .describe('Licence identifier of the Hub ("cc-by-4.0", "other"). Never assumed: without it, publish refuses.'),
        license_name: z
          .string()
          .default('rights-of-the-page-owners')
          .describe('Name of the licence when it is "other": letters, digits, hyphens.'),
        license_link: z.string().nullable().default(null).describe('Address of the licence text when it is "other".'),
        source_terms: z.string().default('').describe('Whose the pages are, and under which terms they may be used; for the card.'),
        citation: z.string().default('').describe('How to cite the dataset, in BibTeX; made of title and version where it is empty.'),
      })
      .prefault({})
      .describe('What the dataset card says that cannot be measured.'),
    synthetic_validation: z
      .strictObject({ count: z.number().int().min(0).default(250) })
      .prefault({})
      .describe('Paraphrased questions on training facts: measures recall of what was trained, not generalisation.'),
    recipes: recipeSettings,
  })
  .prefault({})

export const validateSettings = z
  .strictObject({
    min_image_width: z.number().int().default(100),
    min_image_height: z.number().int().default(100),
    max_image_pixels: z
      .number()
      .int()
      .default(12_845_056)
      .describe("Larger pictures are warned of: the pixel budget of Qwen2-VL's processor, 16384 tokens of 28 × 28 pixels."),
    min_question_length: z.number().int().default(10),
    min_answer_length: z.number().int().default(1),
    max_answer_length: z.number().int().default(4000),
    max_output_tokens: z.number().int().default(1000),
    num_samples_per_split: z.number().int().default(5),
  })
  .prefault({})
