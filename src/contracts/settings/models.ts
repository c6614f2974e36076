import { z } from 'zod'

const dollars = z.number().min(0)

const priceSettings = z.strictObject({
  input: dollars,
  output: dollars,
  cache_write: dollars.optional(),
  cache_read: dollars.optional(),
  /** Share of the price that a batch costs. */
  batch: z.number().min(0).max(1).default(1),
})

export const modelSettings = z
  .strictObject({
    anthropic: z
      .strictObject({
        model: z.string().default('claude-haiku-5-5'),
        base_url: z.url().default('https://api.anthropic.com'),
        effort: z.enum(['low', 'medium', 'high']).default('low').describe('How long the model thinks before it answers; paid as output.'),
      })
      .prefault({})
      .describe('Key: ANTHROPIC_API_KEY in the environment or in .env of the project.'),
    openai: z
      .strictObject({
        model: z.string().default('gpt-6-luna'),
        base_url: z
          .url()
          .default('https://api.openai.com/v1')
          .describe('Any server that speaks chat completions: vLLM, Ollama, llama.cpp, OpenRouter.'),
        structured_output: z
          .enum(['auto', 'always', 'never'])
          .default('auto')
          .describe('Whether the server holds answers to a JSON schema; "auto" asks it once.'),
        images: z.boolean().default(true).describe('Whether the model sees; false sends it only what was read.'),
      })
      .prefault({})
      .describe('Key: OPENAI_API_KEY in the environment or in .env; a local server needs none.'),
    file: z
      .strictObject({
        name: z.string().default('file').describe('Who answers the exported requests: stands in each pair and on the card.'),
      })
      .prefault({})
      .describe('Requests go out as JSON Lines and answers come in (pagetune batch submit --to, batch collect --from).'),
    classify: z
      .enum(['never', 'unsure', 'always'])
      .default('never')
      .describe('Whether the model says what a page is: where the rules are unsure, or for every page. Asks the generator that is chosen.'),
    ask_pages_in_review: z
      .boolean()
      .default(false)
      .describe('Ask questions about pages whose kind nobody is sure of (work/logs/manual_review_queue.csv) too.'),
    ask_html_sheets: z
      .boolean()
      .default(false)
      .describe(
        'Ask the model about HTML sheets too. Otherwise the rules write their questions: the cells of a sheet are exact, and free.',
      ),
    max_cost_usd: dollars
      .nullable()
      .default(null)
      .describe('The most that this project may spend in all, over all runs, by spend.jsonl; null = no limit. Flag: --max-cost.'),
    daily_budget_usd: dollars.nullable().default(null).describe('The most that it may spend in a day (UTC); null = no limit.'),
    prices: z
      .record(z.string(), priceSettings)
      .default({})
      .describe('Model → dollars for a million tokens, where the list that comes with Pagetune is wrong or does not know the model.'),
    concurrency: z.number().int().min(1).max(256).default(8).describe('Most calls at a time; fewer when the provider asks for it.'),
    timeout_seconds: z.number().min(0.1).default(180).describe('A call that takes longer is broken off and tried again.'),
    max_attempts: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(6)
      .describe('How often a call is tried when the provider is busy or the line breaks.'),
    backoff_seconds: z.number().min(0).default(1).describe('First wait after a failed call; doubled each time.'),
    max_output_tokens: z
      .number()
      .int()
      .min(256)
      .default(8000)
      .describe('Most tokens of one answer; an answer that is cut off gets twice as many.'),
    min_print_height: z
      .number()
      .min(4)
      .default(9)
      .describe('Pixels that a line of small print must have in the picture that the model gets; smaller print is sent as crops.'),
    max_questions: z.number().int().min(1).default(40).describe('Most questions asked for in one request, however much the page holds.'),
    revise: z.boolean().default(true).describe('Pairs that fail a check go back to the model once, with the reason.'),
    paraphrases: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .describe('Other wordings to ask for with each pair that holds; kept where the same evidence answers them.'),
    conversations: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('Conversations of two to five turns to make of the pairs of a page that hold; chat formats tell each as one record.'),
    judge: z
      .enum(['none', 'anthropic', 'openai', 'file'])
      .default('none')
      .describe('A second model that sees the evidence and says whether it proves the answer.'),
    accept_terms: z
      .boolean()
      .default(false)
      .describe('The terms of the provider on training with its output have been read: what the question at the first run asks.'),
    batch: z
      .strictObject({
        max_requests: z.number().int().min(1).default(10_000),
        max_megabytes: z
          .number()
          .min(0.01)
          .default(150)
          .describe('A batch is closed before it grows over this; providers take 200 to 256.'),
      })
      .prefault({}),
  })
  .prefault({})
  .describe('Models that write questions (generate.generator) or say what a page is. Nothing here is used by the generator "rules".')

export type ModelSettings = z.infer<typeof modelSettings>
