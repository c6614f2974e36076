import { z } from 'zod'
import { exportSettings, validateSettings } from './settings/datasets.ts'
import { generateSettings, vehicleSettings } from './settings/generate.ts'
import { modelSettings } from './settings/models.ts'
import { classifySettings, cleanSettings, prepareSettings, readSettings } from './settings/pages.ts'
import { checkSettings, deduplicateSettings, splitSettings } from './settings/quality.ts'
import { sectionsSettings, sourceTypeSettings } from './settings/sources.ts'

/** pagetune.yaml: every key is optional, every unknown key is an error. */
export const settingsSchema = z
  .strictObject({
    sources: z.array(z.string()).default(['data_src']).describe('Folders or files, relative to the project folder.'),
    workers: z.number().int().min(0).default(0).describe('Worker processes; 0 = one for each core. Flag: --workers.'),
    page_timeout_seconds: z
      .number()
      .min(1)
      .default(300)
      .describe('A page that takes longer in one stage is stopped and reported; the others go on.'),
    tokenizer: z
      .string()
      .nullable()
      .default(null)
      .describe(
        'Folder with the tokenizer.json of the model to be trained, relative to the project: it counts the tokens of the pairs. null: o200k_base.',
      ),
    sections: sectionsSettings,
    source_types: sourceTypeSettings,
    vehicle: vehicleSettings,
    prepare: prepareSettings,
    clean: cleanSettings,
    read: readSettings,
    classify: classifySettings,
    generate: generateSettings,
    models: modelSettings,
    check: checkSettings,
    deduplicate: deduplicateSettings,
    split: splitSettings,
    export: exportSettings,
    validate: validateSettings,
  })
  .describe('Settings of a Pagetune project.')

export type Settings = z.infer<typeof settingsSchema>

/** The settings of a project without a pagetune.yaml. */
export function defaultSettings(): Settings {
  return settingsSchema.parse({})
}
