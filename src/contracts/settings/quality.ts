import { z } from 'zod'

export const checkSettings = z
  .strictObject({
    min_answer_length: z.number().int().default(10).describe('Characters. Bare values ("25 Nm") are allowed below it.'),
    max_answer_length: z.number().int().default(4000),
    min_question_length: z.number().int().default(15),
    max_question_length: z.number().int().default(300),
    require_question_mark: z.boolean().default(true),
    generic_answer_patterns: z
      .array(z.string())
      .default([
        'cannot determine',
        'not visible',
        'unclear from',
        "I don't see",
        'I cannot see',
        "I can't determine",
        "the image doesn't show",
        'not specified',
        'please refer to',
        'typically',
        'usually',
        'generally',
        'appears to be',
        'seems to be',
        'probably',
        'presumably',
        'perhaps',
        'possibly',
        'likely',
        'I believe',
        'I think',
        'I assume',
        'might be',
        'as far as can be seen',
        'hard to tell',
        'cannot be seen',
      ]),
    self_referential_patterns: z
      .array(z.string())
      .default([
        'on this page',
        'in this image',
        'as shown here',
        'the manual states',
        'according to the page',
        'depicted in',
        'in the figure',
        'shown above',
        'shown below',
        'in the table',
        'in the diagram',
        'in the picture',
        'step above',
      ]),
    min_confidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.96)
      .describe('Reading confidence under the evidence: the share of words read like this one that are right.'),
    treat: z
      .record(z.string(), z.enum(['reject', 'review', 'ignore']))
      .default({})
      .describe(
        'Check → what its objections do, instead of what the check says: "hedged: review" holds such pairs for a person, "confidence: ignore" keeps them. The verdict stays in the records.',
      ),
  })
  .prefault({})

export const deduplicateSettings = z
  .strictObject({
    max_question_similarity: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .describe('Character trigram Jaccard of the questions above which two pairs with the same answer are one.'),
    cross_page: z.boolean().default(true),
    semantic: z
      .strictObject({
        model_folder: z
          .string()
          .nullable()
          .default(null)
          .describe('Folder with an ONNX sentence model (model.onnx and vocab.txt or tokenizer.json, BERT kind), relative to the project.'),
        base_url: z
          .url()
          .nullable()
          .default(null)
          .describe('Server that speaks OpenAI embeddings, instead of a folder. Key: OPENAI_API_KEY; a local server needs none.'),
        model: z.string().default('text-embedding-3-small').describe('Model asked at base_url.'),
        min_similarity: z.number().min(0).max(1).default(0.9).describe('Cosine of two questions from which they mean the same.'),
      })
      .prefault({})
      .describe('Duplicates by meaning, among pairs with the same answer. Without a model the lexical method works alone.'),
    prefer_strategy: z.enum(['longer_answer', 'first_seen', 'higher_confidence']).default('higher_confidence'),
  })
  .prefault({})

export const splitSettings = z
  .strictObject({
    train_split: z.number().gt(0).max(1).default(0.9),
    test_split: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the pairs for a test set besides validation; taken from what train_split leaves.'),
    probes: z
      .number()
      .int()
      .min(0)
      .default(0)
      .describe('Pairs held out as probes for `pagetune eval`, spread over sections and question types. Flag: --probes.'),
    random_seed: z.number().int().default(42).describe('Flag: --seed.'),
    stratify_by: z.enum(['section_id', 'source_type', 'none']).default('section_id'),
    min_stratum_size: z.number().int().min(1).default(10).describe('Smaller strata are split together.'),
  })
  .prefault({})
