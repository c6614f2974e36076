import { z } from 'zod'
import { pattern } from './pattern.ts'

export const prepareSettings = z
  .strictObject({
    pdf_dpi: z.number().min(50).max(600).default(200).describe('Resolution at which PDF pages are rendered.'),
    double_pages: z
      .enum(['auto', 'never', 'always'])
      .default('auto')
      .describe('Whether a picture of two facing pages becomes two pages. "auto" asks for a gutter and a wide picture.'),
    double_page_aspect: z.number().min(1).default(1.3).describe('Width divided by height above which "auto" looks for a gutter.'),
    min_page_side: z
      .number()
      .int()
      .min(1)
      .default(600)
      .describe('A picture whose shorter side is below this many pixels is an icon or a logo, not a page.'),
    max_megapixels: z.number().min(1).default(200).describe('Larger pictures are refused before they are decoded.'),
    find_copies: z.boolean().default(true).describe('Find pages that show the same picture or text and keep one of them.'),
  })
  .prefault({})

export const cleanSettings = z
  .strictObject({
    turn: z.boolean().default(true).describe('Turn pages that lie on their side or upside down.'),
    deskew: z.boolean().default(true),
    despeckle: z.boolean().default(true),
    contrast: z.boolean().default(true),
  })
  .prefault({})

export const readSettings = z
  .strictObject({
    engine: z.enum(['ppocr', 'tesseract']).default('ppocr'),
    text_layer: z.enum(['auto', 'never']).default('auto').describe('"auto" uses the words of a PDF page where they can be trusted.'),
    models: z
      .union([z.string(), z.strictObject({ detection: z.string(), recognition: z.string(), dictionary: z.string() })])
      .nullable()
      .default(null)
      .describe(
        'Another PP-OCR model set: a folder with one *det*.onnx, one *rec*.onnx and one dictionary *.txt (one character a line), or the paths of the three files; from the project folder. Default: the English PP-OCRv3 models inside the npm packages.',
      ),
    device: z
      .enum(['auto', 'cpu', 'cuda'])
      .default('auto')
      .describe('What the models of ppocr run on. "auto" takes CUDA where onnxruntime has it, else the processor.'),
    tesseract_language: z.string().default('eng'),
    agreement: z
      .enum(['none', 'tesseract'])
      .default('none')
      .describe(
        'A second reader beside the engine, where it is installed. Words that both read alike gain confidence, others lose some and carry what it read. Costs its time, a process for each page.',
      ),
    regex_fixes: z
      .array(z.strictObject({ pattern, replace: z.string() }))
      .default([])
      .describe('Applied to each line after reading; the raw text is kept.'),
  })
  .prefault({})

export const classifySettings = z
  .strictObject({
    confidence_threshold: z.number().min(0).max(1).default(0.7).describe('Pages below this confidence go to the review queue.'),
    index_name_patterns: z
      .array(pattern)
      .default(['-index-', '-index\\.', '-toc-', '-toc\\.'])
      .describe('File names (lower case) that mark index pages.'),
    operation_code_pattern: pattern.default('\\d{2} \\d{2} \\d{3}').describe('What an operation number looks like.'),
    type_keywords: z
      .strictObject({
        procedure: z
          .array(z.string())
          .default(['remove and install', 'removing and installing', 'adjust', 'overhaul', 'installation', 'removal', 'bleed']),
        troubleshooting: z
          .array(z.string())
          .default([
            'symptom',
            'troubleshoot',
            'troubleshooting',
            'checks',
            'fault',
            'diagnosis',
            'complaint',
            'cause',
            'remedy',
            'correction',
          ]),
        wiring: z.array(z.string()).default(['wiring diagram', 'schematic', 'connector', 'pin', 'legend', 'fuse']),
        specification: z.array(z.string()).default(['torque', 'capacity', 'pressure', 'clearance', 'thickness', 'diameter']),
        text: z.array(z.string()).default(['description', 'operation', 'general information']),
      })
      .prefault({})
      .describe('Whole words and phrases (not substrings) that speak for a content type.'),
  })
  .prefault({})
