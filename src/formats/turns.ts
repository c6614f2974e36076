import { isJsonObject, type JsonObject } from './jsonl.ts'
import { pathProblems, textProblems } from './rules.ts'

/** Conversations of a user and an assistant, as the trainers spell them. */

/** [{role: user, content}, {role: assistant, content}] with plain texts. */
export function textTurns(question: string, answer: string): JsonObject[] {
  return [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]
}

/** The texts of the turns, as far as there are any. */
export function turnsOf(turns: unknown, key = 'content'): string[] {
  if (!Array.isArray(turns)) return []
  return turns.flatMap((turn: unknown) => (isJsonObject(turn) && typeof turn[key] === 'string' ? [turn[key]] : []))
}

/** All texts of a record of a chat format, whichever way it spells turns and their parts; undefined where it has but two turns. */
export function wholeTalk({ messages, conversations, text }: JsonObject): string | undefined {
  const turns = [messages, conversations, text].find(Array.isArray) as unknown[] | undefined
  if (turns === undefined || turns.length <= 2) return undefined
  const textsOf = (content: unknown): string[] => {
    if (typeof content === 'string') return [content]
    return Array.isArray(content) ? content.flatMap((part: unknown) => (isJsonObject(part) ? textsOf(part['text']) : [])) : []
  }
  return turns.flatMap((turn) => (isJsonObject(turn) ? textsOf(turn['content'] ?? turn['value']) : [])).join('\n')
}

export interface TurnKeys {
  readonly role: string
  readonly content: string
  readonly user: string
  readonly assistant: string
}

export const OPENAI_KEYS: TurnKeys = { role: 'role', content: 'content', user: 'user', assistant: 'assistant' }
export const SHAREGPT_KEYS: TurnKeys = { role: 'from', content: 'value', user: 'human', assistant: 'gpt' }

/**
 * Roles must alternate from user to assistant, end with the assistant, and hold strings that are not empty. `images` is how many
 * `<image>` placeholders the user's turns must hold in all: as many as the record has pictures, or the trainer refuses or shifts them.
 */
export function conversationProblems(turns: unknown, images = 0, keys: TurnKeys = OPENAI_KEYS): string[] {
  if (!Array.isArray(turns)) return ['The conversation is not a list.']
  if (turns.length === 0) return ['The conversation is empty.']
  const found: string[] = []
  let placeholders = 0
  for (const [index, turn] of turns.entries()) {
    const object = isJsonObject(turn) ? turn : {}
    const [role, content] = [object[keys.role], object[keys.content]]
    const expected = index % 2 === 0 ? keys.user : keys.assistant
    if (Object.values(object).includes(null)) found.push(`Turn ${index + 1} holds a null, which some chat templates print.`)
    if (role !== expected) found.push(`Turn ${index + 1} has the role ${JSON.stringify(role) ?? 'none'}; ${expected} is expected.`)
    if (typeof content !== 'string') {
      found.push(`The content of turn ${index + 1} is not a text.`)
      continue
    }
    const text = images > 0 && index % 2 === 0 ? content.replaceAll('<image>', '') : content
    placeholders += (content.length - text.length) / '<image>'.length
    found.push(...textProblems(images > 0 ? text.trim() : text, index % 2 === 0 ? 'question' : 'answer'))
  }
  if (turns.length % 2 !== 0) found.push('The conversation does not end with the assistant.')
  if (images !== placeholders)
    found.push(`The turns hold ${counted(placeholders, '<image>')}, but the record has ${counted(images, 'picture')}.`)
  return found
}

/** One part of a content list: {type: text, text} or a picture in the trainer's own form. */
export type Part = JsonObject

export interface PartsRead {
  readonly question: string
  readonly answer: string
  readonly images: readonly Part[]
  readonly problems: readonly string[]
}

/** Reads turns whose content is a list of parts. `isImage` knows the trainer's picture part. */
export function readParts(turns: unknown, isImage: (part: JsonObject) => boolean): PartsRead {
  if (!Array.isArray(turns) || turns.length === 0)
    return { question: '', answer: '', images: [], problems: ['The conversation is not a list of turns.'] }
  const problems: string[] = []
  const texts: string[] = []
  const images: Part[] = []
  for (const [index, turn] of turns.entries()) {
    const object = isJsonObject(turn) ? turn : {}
    const expected = index % 2 === 0 ? 'user' : 'assistant'
    if (object['role'] !== expected)
      problems.push(`Turn ${index + 1} has the role ${JSON.stringify(object['role']) ?? 'none'}; ${expected} is expected.`)
    const content = object['content']
    if (!Array.isArray(content)) {
      problems.push(`The content of turn ${index + 1} is not a list of parts; one file must not mix texts and lists.`)
      texts.push(typeof content === 'string' ? content : '')
      continue
    }
    const own: string[] = []
    for (const part of content as unknown[]) {
      if (!isJsonObject(part)) problems.push(`Turn ${index + 1} holds a part that is not an object.`)
      else if (Object.values(part).includes(null))
        problems.push(`Turn ${index + 1} holds a part with a null, which some chat templates print.`)
      else if (part['type'] === 'text' && typeof part['text'] === 'string') own.push(part['text'])
      else if (isImage(part)) {
        images.push(part)
        if (index % 2 !== 0) problems.push(`Turn ${index + 1} of the assistant holds a picture.`)
      } else problems.push(`Turn ${index + 1} holds a part of the unknown type ${JSON.stringify(part['type']) ?? 'none'}.`)
    }
    texts.push(own.join('\n'))
    problems.push(...textProblems(own.join('\n'), index % 2 === 0 ? 'question' : 'answer'))
  }
  if (turns.length % 2 !== 0) problems.push('The conversation does not end with the assistant.')
  return { question: texts[0] ?? '', answer: texts[1] ?? '', images, problems }
}

/** A list of picture paths of the dataset folder: what is wrong with it, and the first path. */
export function imageList(value: unknown): { problems: string[]; paths: string[] } {
  if (value === undefined) return { problems: [], paths: [] }
  if (!Array.isArray(value)) return { problems: ['The field images is not a list; it must be one also for a single picture.'], paths: [] }
  const paths = value.filter((path): path is string => typeof path === 'string')
  const problems = paths.length === value.length ? [] : ['The field images holds something that is no path.']
  return { problems: [...problems, ...paths.flatMap(pathProblems)], paths }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
