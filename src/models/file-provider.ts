import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { Answer, LanguageRequest } from '../contracts/model.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import type { Provider } from './provider.ts'

/** One line of an answers file: the key of the request, and its answer as text or as the JSON that was asked for. */
export const answerLineSchema = z.object({ key: z.string(), answer: z.union([z.string(), z.record(z.string(), z.unknown())]) })
export type AnswerLine = z.infer<typeof answerLineSchema>

const NOTHING = { input: 0, output: 0, cache_read: 0, cache_write: 0 }

/** Whoever answers from a file: a person, another system. Answers come in with `pagetune batch collect --from`, and are never asked for. */
export function fileProvider(settings: ModelSettings): Provider {
  const { name } = settings.file
  return {
    name: 'file',
    model: name,
    endpoint: '',
    options: '',
    can: { images: true, batch: false },
    data: {
      provider: 'openai',
      price: null,
      image: { kind: 'squares28', longest_side: 1568, most_tokens: 1568 },
      max_output_tokens: 64_000,
      least_cached_tokens: 0,
      tokens_per_character: 0.25,
    },
    price: { input: 0, output: 0, cache_read: 0, cache_write: 0, batch: 1 },
    send: (request) => Promise.reject(missingAnswer(request, 'file')),
    read: (body) => readAnswer(body, name),
    countTokens: () => Promise.resolve(null),
    batch: null,
  }
}

/** What a page is left with whose request has gone out, to a file or in a batch of a provider, and has not been answered yet. */
export function missingAnswer(request: LanguageRequest, provider: string): PagetuneError {
  return new PagetuneError('ANSWER_MISSING', `The model has not answered the page yet (${request.purpose}).`, {
    where: request.page_id,
    fix:
      provider === 'file'
        ? 'Write the open requests to a file with `pagetune batch submit --to requests.jsonl`, take the answers in with `pagetune batch collect --from answers.jsonl`, then `pagetune run --from classify --generator file`.'
        : `Take the answers in with \`pagetune batch collect --generator ${provider}\`, then \`pagetune run --from classify --generator ${provider}\`.`,
  })
}

function readAnswer(body: string, name: string): Answer {
  const line = answerLineSchema.safeParse(JSON.parse(body))
  if (!line.success) {
    throw new PagetuneError('MODEL_BODY', 'An imported answer is not {"key", "answer"}.', {
      fix: 'Correct the line in the answers file and import it again.',
      cause: line.error,
    })
  }
  const { answer } = line.data
  return {
    text: typeof answer === 'string' ? answer : JSON.stringify(answer),
    stop: 'end',
    refusal: null,
    usage: NOTHING,
    model: name,
    request_id: null,
  }
}
