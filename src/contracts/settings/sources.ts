import { z } from 'zod'
import { pattern } from './pattern.ts'

export const sectionsSettings = z
  .strictObject({
    patterns: z
      .array(pattern)
      .default(['^(?<id>\\d{2})\\s*-\\s*(?<name>.+)$'])
      .describe('Regular expressions with groups "id" and "name". The nearest ancestor folder that matches names the section.'),
    filter: pattern
      .nullable()
      .default(null)
      .describe('Only files whose section folder matches this regular expression (from the start) are used. Flag: --section-filter.'),
    exclude_patterns: z
      .array(pattern)
      .default([])
      .describe('Files whose relative path matches one of these regular expressions are skipped.'),
  })
  .prefault({})

export const sourceTypeSettings = z
  .strictObject({
    service_manual_patterns: z.array(pattern).default(['^\\d{2} - ', '^getrag']),
    electrical_manual_patterns: z.array(pattern).default(['electrical troubleshooting']),
    ecu_technical_patterns: z.array(pattern).default(['bosch motronic']),
    html_specs_patterns: z.array(pattern).default(['\\.html?$']),
  })
  .prefault({})
  .describe(
    'Case-insensitive regular expressions on folder names along the path (html_specs: on the file name); the first type that matches wins, in the order html_specs, service_manual, electrical_manual, ecu_technical.',
  )
