import { z } from 'zod'
import { taskSchema } from '../example.ts'

export const exportSettings = z
  .strictObject({
    formats: z.array(z.string()).default(['autotrain-text', 'chat-messages', 'vlm-conversations']),
    image_copy_mode: z.enum(['copy', 'hardlink', 'relative']).default('copy'),
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
          .default('other')
          .describe('Licence identifier of the Hub. "other" until the owner of the pages has agreed to something else.'),
        license_name: z
          .string()
          .default('rights-of-the-page-owners')
          .describe('Name of the licence when it is "other": letters, digits, hyphens.'),
        license_link: z.string().nullable().default(null).describe('Address of the licence text when it is "other".'),
      })
      .prefault({})
      .describe('What the dataset card says that cannot be measured.'),
    synthetic_validation: z
      .strictObject({ count: z.number().int().min(0).default(250) })
      .prefault({})
      .describe('Paraphrased questions on training facts: measures recall of what was trained, not generalisation.'),
  })
  .prefault({})

export const validateSettings = z
  .strictObject({
    min_image_width: z.number().int().default(100),
    min_image_height: z.number().int().default(100),
    min_question_length: z.number().int().default(10),
    min_answer_length: z.number().int().default(1),
    max_answer_length: z.number().int().default(4000),
    max_output_tokens: z.number().int().default(1000),
    num_samples_per_split: z.number().int().default(5),
  })
  .prefault({})
