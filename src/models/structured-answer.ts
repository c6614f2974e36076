import type { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'

/**
 * Asks, and reads the answer as JSON of a shape. A cut-off answer is asked again with twice the room; one that is no such JSON is sent
 * back once with what is wrong with it. Throws MODEL_REFUSED, MODEL_CUT_OFF, or ANSWER_UNUSABLE: then the answers are set aside, and the
 * next run asks anew.
 */
export async function askFor<T>(model: LanguageModel, request: LanguageRequest, shape: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const first = await answerTo(model, request, signal)
  const read = readAs(first.text, shape)
  if ('value' in read) return read.value
  const repair: LanguageRequest = {
    ...first.request,
    purpose: 'revision',
    turns: [
      ...first.request.turns,
      { role: 'assistant', parts: [{ type: 'text', text: first.text.trim() === '' ? '(nothing)' : first.text }] },
      { role: 'user', parts: [{ type: 'text', text: `That cannot be used: ${read.problem} Answer again, with the JSON object alone.` }] },
    ],
  }
  const second = await answerTo(model, repair, signal)
  const again = readAs(second.text, shape)
  if ('value' in again) return again.value
  for (const unusable of [first.request, second.request]) await model.discard(unusable, again.problem)
  throw new PagetuneError('ANSWER_UNUSABLE', `The model did not answer with what was asked for, twice: ${again.problem}`, {
    where: request.page_id,
    fix: 'Run again: the page is asked anew. If it happens often, choose another model.',
    retry: 'retry',
  })
}

async function answerTo(
  model: LanguageModel,
  request: LanguageRequest,
  signal: AbortSignal,
): Promise<{ text: string; request: LanguageRequest }> {
  let asked = request
  for (;;) {
    const answer = await model.ask(asked, signal)
    if (answer.stop === 'refusal') {
      throw new PagetuneError('MODEL_REFUSED', `The model declined to answer (${answer.refusal ?? 'no reason given'}).`, {
        where: request.page_id,
        fix: 'Use another model for this page, or the generator "rules".',
      })
    }
    if (answer.stop === 'end') return { text: answer.text, request: asked }
    if (asked !== request || model.max_output_tokens <= asked.max_output_tokens) {
      throw new PagetuneError('MODEL_CUT_OFF', `The answer did not fit into ${asked.max_output_tokens} tokens.`, {
        where: request.page_id,
        fix: 'Raise models.max_output_tokens, or lower models.max_questions.',
      })
    }
    asked = { ...request, max_output_tokens: Math.min(model.max_output_tokens, request.max_output_tokens * 2) }
  }
}

function readAs<T>(text: string, shape: z.ZodType<T>): { value: T } | { problem: string } {
  const json = jsonIn(text)
  if (json === undefined) return { problem: text.trim() === '' ? 'The answer is empty.' : 'There is no whole JSON object in the answer.' }
  const read = shape.safeParse(json)
  if (read.success) return { value: read.data }
  const [issue] = read.error.issues
  return { problem: `At ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}.` }
}

/**
 * The JSON in an answer: all of it, or the first whole object or list in it, whatever stands around (a fence, a sentence before
 * or after). undefined when there is none: half an object is none.
 */
export function jsonIn(text: string): unknown {
  const whole = parsed(text)
  if (whole !== undefined) return whole
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== '{' && text[start] !== '[') continue
    const end = endOf(text, start)
    if (end === -1) continue
    const value = parsed(text.slice(start, end + 1))
    if (value !== undefined) return value
  }
  return undefined
}

/** Parses JSON, forgiving commas before a closing bracket. undefined when it is none, or only a word or number. */
function parsed(text: string): unknown {
  for (const candidate of [text, text.replace(/,(\s*[\]}])/g, '$1')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      return typeof value === 'object' && value !== null ? value : undefined
    } catch {
      // The next form, or the caller, goes on.
    }
  }
  return undefined
}

/** Index of the bracket that closes the one at `start`, or -1. Brackets in strings do not count. */
function endOf(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return -1
}
