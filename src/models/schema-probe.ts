import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'

const probeSchemaShape = z.strictObject({ greeting: z.string(), length: z.number() })

/** A tiny request that a model answers in prose unless its server holds it to the schema. */
const PROBE: LanguageRequest = {
  purpose: 'probe',
  page_id: '(probe)',
  system: ['You are friendly.'],
  turns: [{ role: 'user', parts: [{ type: 'text', text: 'Say good morning in one sentence.' }] }],
  schema: {
    name: 'greeting',
    schema: {
      type: 'object',
      properties: { greeting: { type: 'string' }, length: { type: 'integer' } },
      required: ['greeting', 'length'],
      additionalProperties: false,
    },
  },
  max_output_tokens: 256,
}

/** Whether the server holds answers to a schema. Journaled like any answer: asked once in a project. A server that refuses it does not. */
export async function probeSchema(model: LanguageModel, signal: AbortSignal): Promise<boolean> {
  try {
    const { text } = await model.ask(PROBE, signal)
    return probeSchemaShape.safeParse(JSON.parse(text)).success
  } catch (thrown) {
    if (thrown instanceof PagetuneError && thrown.code !== 'MODEL_UNAVAILABLE') throw thrown
    // Prose is no JSON, and a server that fails on every schema has said enough: the prompt asks for JSON anyway.
    return false
  }
}
