import { z } from 'zod'

export const MANIFEST_FILE = 'manifest.json'

/** data/manifest.json: every file that the export stage wrote, so that a copy can be checked and stale files be removed. */
export const manifestSchema = z.object({
  files: z.array(
    z.object({
      /** Relative to the dataset folder, forward slashes. */
      path: z.string(),
      bytes: z.number().int(),
      sha256: z.string(),
      /** Records of a data file. */
      records: z.number().int().optional(),
      /** Which part of the data a data file holds: train, validation, test, probes, synthetic; any = all but the probes. */
      split: z.string().optional(),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>
