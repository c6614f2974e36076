import { PagetuneError } from '../contracts/error.ts'
import { autotrainText } from './autotrain-text.ts'
import { canonical } from './canonical.ts'
import { chatMessages } from './chat-messages.ts'
import type { ReadableFormat } from './loaded.ts'
import { taskRecords } from './task-records.ts'
import { vlmConversations } from './vlm-conversations.ts'

/** Every trainer format, by the name that `export.formats` uses. To add one: a file, and a line here. */
export const FORMATS: readonly ReadableFormat[] = [canonical, autotrainText, chatMessages, vlmConversations, taskRecords]

/** The canonical record and the formats asked for, each once, in the order of the list. Throws SETTINGS for an unknown name. */
export function selectedFormats(names: readonly string[]): ReadableFormat[] {
  const unknown = names.find((name) => !FORMATS.some((format) => format.name === name))
  if (unknown !== undefined) {
    throw new PagetuneError('SETTINGS', `There is no format "${unknown}".`, {
      where: 'export.formats',
      fix: `Use some of: ${FORMATS.map((format) => format.name).join(', ')}.`,
    })
  }
  return FORMATS.filter((format) => format === canonical || names.includes(format.name))
}
