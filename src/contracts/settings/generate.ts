import { z } from 'zod'
import { pattern } from './pattern.ts'

const limit = (value: number) => z.number().int().min(0).default(value)

export const generateSettings = z
  .strictObject({
    generator: z.enum(['rules', 'anthropic', 'openai', 'file']).default('rules').describe('Who writes the questions. Flag: --generator.'),
    questions_per_page: z
      .strictObject({
        index: limit(100),
        procedure: limit(60),
        specification: limit(150),
        diagram: limit(30),
        troubleshooting: limit(60),
        text: limit(40),
        wiring: limit(60),
        pinout: limit(60),
        fuse_chart: limit(60),
        flowchart: limit(30),
        signal: limit(30),
        oscilloscope: limit(30),
        unknown: limit(20),
        html: limit(1000),
      })
      .prefault({})
      .describe('Upper bounds by content type; the page decides how many there are below them.'),
    skip_content_types: z.array(z.string()).default([]).describe('Content types that get no questions.'),
    skip_page_patterns: z.array(z.string()).default([]).describe('Page ids (with * as a wildcard) that get no questions.'),
    min_confidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.96)
      .describe('Text read with less confidence is not asked about. Confidence is the share of words read like this one that are right.'),
    unit_canon: z
      .record(z.string(), z.string())
      .default({})
      .describe(
        'Units to write otherwise, as printed: as wanted. The same unit is spelled anew ("ft. lbs.": "lb-ft"); to another one the value is converted and added in square brackets ("psi": "bar"). A measure stands for all its units ("torque": "Nm"). Units that measure different things are an error.',
      ),
    task_rules: z
      .strictObject({
        procedure: z
          .strictObject({ max_steps: z.number().int().default(40).describe('Operations and checklists of more steps are not told whole.') })
          .prefault({}),
        troubleshooting: z
          .strictObject({ max_checks: z.number().int().default(20).describe('Complaints with more causes are not asked about.') })
          .prefault({}),
        explanation: z
          .strictObject({ max_sentences: z.number().int().default(12).describe('Longer explanations and notes are not told whole.') })
          .prefault({}),
      })
      .prefault({}),
    paraphrases: z.number().int().min(0).max(5).default(3).describe('Other wordings kept with each pair for the synthetic validation set.'),
  })
  .prefault({})

export const vehicleSettings = z
  .strictObject({
    names: z
      .array(z.string())
      .default([])
      .describe('What the manual is about, as a person would say it ("E30 M3"). Named in questions where it is needed.'),
    by_path: z
      .array(z.strictObject({ pattern, names: z.array(z.string()) }))
      .default([])
      .describe('Names for files whose relative path matches.'),
  })
  .prefault({})
