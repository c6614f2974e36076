import { z } from 'zod'

export const sectionSchema = z.object({ id: z.string(), name: z.string() })
export type Section = z.infer<typeof sectionSchema>

export const SOURCE_TYPES = ['service_manual', 'electrical_manual', 'ecu_technical', 'html_specs', 'unknown'] as const
export const sourceTypeSchema = z.enum(SOURCE_TYPES)
export type SourceType = z.infer<typeof sourceTypeSchema>

export const fileTypeSchema = z.enum(['jpg', 'png', 'tiff', 'webp', 'bmp', 'gif', 'pdf', 'html'])
export type FileType = z.infer<typeof fileTypeSchema>

export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  where: z.string().optional(),
  fix: z.string(),
  retry: z.enum(['retry', 'never']),
})

/** One file that the inventory saw. Files that are no source at all (other endings) are counted, not listed here. */
export const sourceFileSchema = z.object({
  /** Path relative to its source root, with forward slashes: the file's name in every artifact and report. */
  path: z.string(),
  /** Index of the source root in the list of sources. */
  root: z.number().int(),
  file_type: fileTypeSchema,
  bytes: z.number().int(),
  sha256: z.string(),
  sha1: z.string(),
  /** Pixels; null for PDF and HTML. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Pages of a PDF, else 1. */
  pages: z.number().int(),
  section: sectionSchema,
  /** Name of the folder that the file lies in; '' at the root. */
  section_dir: z.string(),
  source_type: sourceTypeSchema,
  /** One id per page of the file, in order. */
  page_ids: z.array(z.string()),
})
export type SourceFile = z.infer<typeof sourceFileSchema>

/** A file that gave no page: not a source, filtered out, or unreadable. */
export const leftOutFileSchema = z.object({
  path: z.string(),
  root: z.number().int(),
  bytes: z.number().int(),
  status: z.enum(['skipped', 'failed']),
  reason: z.string(),
  failure: failureSchema.optional(),
})
export type LeftOutFile = z.infer<typeof leftOutFileSchema>

/** work/inventory/files.json */
export const inventorySchema = z.object({
  files: z.array(sourceFileSchema),
  left_out: z.array(leftOutFileSchema),
})
export type Inventory = z.infer<typeof inventorySchema>
