import type { Example, Task } from '../contracts/example.ts'
import type { Settings } from '../contracts/settings.ts'

/** Tokens that trainers replace by media, boxes or turns: as plain text they shift every picture of the row, or end it. */
const TRAINER_TOKENS = /<(image|video|audio|bbox|ref-object|\|[a-z_]+\|)>/gi

/** Control characters except newline; `trainerText` has made tabs spaces before. */
const CONTROLS = /[^\P{Cc}\n]/gu

/** What `trainerText` may have to change: most texts have nothing of it. */
const SUSPECT = /[\p{Cc}<]/u

/** Text as every trainer can take it: newlines unified, controls out, media tokens of the page's own text defused. */
export function trainerText(text: string): string {
  if (!SUSPECT.test(text)) return text.trim()
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(CONTROLS, '').replace(TRAINER_TOKENS, '‹$1›').trim()
}

/** '[SPEC] ' and so on, as the text formats put before each question; '' when the settings switch it off. */
export function taskPrefix(task: Task, settings: Settings): string {
  return settings.export.task_prefix ? `[${task.toUpperCase()}] ` : ''
}

/** The question as the text formats ask it. */
export function taggedQuestion(example: Pick<Example, 'task' | 'question'>, settings: Settings): string {
  return taskPrefix(example.task, settings) + trainerText(example.question)
}

/** Rough tokens of a text: (words + punctuation marks) × 1.3, the older system's estimate. No tokenizer is consulted. */
export function roughTokens(text: string): number {
  const words = text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0
  const marks = text.match(/[^\p{L}\p{N}_\s]/gu)?.length ?? 0
  return Math.floor((words + marks) * 1.3)
}

/** What makes two questions the same: case, spaces and closing punctuation do not count, digits and decimal points do. */
export function questionKey(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,/°%+-]+/gu, ' ')
    .replace(/[.,]+(?=\s|$)/g, '')
    .trim()
}

/** How often a training pair of this task is written in the text formats (settings.export.class_weights). */
export function classWeight(task: Task, settings: Settings): number {
  return settings.export.class_weights[task] ?? 1
}
