import { z } from 'zod'

export const exportSettings = z
  .strictObject({
    formats: z.array(z.string()).default(['autotrain-text', 'chat-messages', 'vlm-conversations']),
    image_copy_mode: z.enum(['copy', 'hardlink', 'relative']).default('copy'),
    task_prefix: z.boolean().default(true).describe('Write "[SPEC] " and so on before the question in the text formats.'),
    class_weights: z
      .record(z.string(), z.number().int().min(1))
      .default({})
      .describe('Task → how often its training pairs are written in the text formats (the older --duplicate-weights).'),
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
