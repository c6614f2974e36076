import { PagetuneError } from '../contracts/error.ts'
import { autotrainChat } from './autotrain-chat.ts'
import { autotrainText } from './autotrain-text.ts'
import { autotrainVlm } from './autotrain-vlm.ts'
import { axolotl } from './axolotl.ts'
import { canonical } from './canonical.ts'
import { chatMessages } from './chat-messages.ts'
import { imagefolder } from './imagefolder.ts'
import { llamaFactory } from './llama-factory.ts'
import { llava } from './llava.ts'
import { msSwift } from './ms-swift.ts'
import { openai } from './openai.ts'
import { parquet } from './parquet.ts'
import type { ReadableFormat } from './readable-format.ts'
import { taskRecords } from './task-records.ts'
import { trlMessages } from './trl-messages.ts'
import { trlPromptCompletion } from './trl-prompt-completion.ts'
import { trlVision } from './trl-vision.ts'
import { unsloth } from './unsloth.ts'
import { vlmConversations } from './vlm-conversations.ts'

/** Every trainer format, by the name that `export.formats` uses. To add one: a file, and a line here. */
export const FORMATS: readonly ReadableFormat[] = [
  canonical,
  autotrainText,
  autotrainChat,
  autotrainVlm,
  chatMessages,
  vlmConversations,
  taskRecords,
  trlMessages,
  trlPromptCompletion,
  trlVision,
  llamaFactory,
  axolotl,
  unsloth,
  llava,
  msSwift,
  openai,
  imagefolder,
  parquet,
]

/**
 * The canonical record and the formats asked for ('all' is every one), with those that they need, each once, in the order of the list.
 * Throws SETTINGS for an unknown name.
 */
export function selectedFormats(names: readonly string[]): ReadableFormat[] {
  const unknown = names.find((name) => name !== 'all' && !FORMATS.some((format) => format.name === name))
  if (unknown !== undefined) {
    throw new PagetuneError('SETTINGS', `There is no format "${unknown}".`, {
      where: 'export.formats',
      fix: `Use some of: ${FORMATS.map((format) => format.name).join(', ')}, or all.`,
    })
  }
  const asked = FORMATS.filter((format) => format === canonical || names.includes('all') || names.includes(format.name))
  const needed = new Set([...asked.map(({ name }) => name), ...asked.flatMap(({ requires }) => requires ?? [])])
  return FORMATS.filter(({ name }) => needed.has(name))
}
