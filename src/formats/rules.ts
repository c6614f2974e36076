import { lstat, readlink, realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import sharp from 'sharp'

/** The rules that several trainers share. Each returns what is wrong in words; an empty list is good. */

const MEDIA_TOKEN = /<(?:image|video|audio)>/i
const CHAT_TOKEN = /<\|[a-z_]+\|>|<\/?s>|\[\/?INST\]|<start_of_turn>|<end_of_turn>/i
const IMAGE_ENDING = /\.(?:jpe?g|png)$/i

/** What a question or an answer must not be or hold. `what` names it in the message. */
export function textProblems(text: string, what: string): string[] {
  if (text.trim() === '') return [`The ${what} is empty.`]
  const found: string[] = []
  const media = MEDIA_TOKEN.exec(text)
  if (media) found.push(`The ${what} contains the token ${media[0]}, which trainers replace by a picture.`)
  const chat = CHAT_TOKEN.exec(text)
  if (chat) found.push(`The ${what} contains ${chat[0]}, a control token of chat templates.`)
  if (text.includes('\uFFFD')) found.push(`The ${what} contains the replacement character of a broken decoding.`)
  if (text !== text.trim()) found.push(`The ${what} starts or ends with white space.`)
  return found
}

/** Roles must alternate from user to assistant, end with the assistant, and hold strings that are not empty. */
export function conversationProblems(turns: unknown): string[] {
  if (!Array.isArray(turns)) return ['The conversation is not a list.']
  if (turns.length === 0) return ['The conversation is empty.']
  const found: string[] = []
  for (const [index, turn] of turns.entries()) {
    const { role, content } = (turn ?? {}) as { role?: unknown; content?: unknown }
    const expected = index % 2 === 0 ? 'user' : 'assistant'
    if (role !== expected) found.push(`Turn ${index + 1} has the role ${JSON.stringify(role) ?? 'none'}; ${expected} is expected.`)
    if (typeof content !== 'string') found.push(`The content of turn ${index + 1} is not a text.`)
    else found.push(...textProblems(content, index % 2 === 0 ? 'question' : 'answer'))
  }
  if (turns.length % 2 !== 0) found.push('The conversation does not end with the assistant.')
  return found
}

/** A path in a dataset must stay good when the folder is moved or uploaded. */
export function pathProblems(path: string): string[] {
  const found: string[] = []
  if (path === '') return ['The image path is empty; use null for a text-only record.']
  if (/^[a-z]+:\/\//i.test(path)) return [`The image path ${path} is an address, not a file of the dataset.`]
  if (isAbsolute(path) || /^[a-z]:[\\/]/i.test(path) || path.startsWith('~')) found.push(`The image path ${path} is absolute.`)
  if (path.split(/[\\/]/).includes('..')) found.push(`The image path ${path} leads out of the dataset folder.`)
  if (path.includes('\\')) found.push(`The image path ${path} contains a backslash.`)
  if (!/^[\x21-\x7e]+$/.test(path)) found.push(`The image path ${path} is not plain ASCII without spaces.`)
  if (!IMAGE_ENDING.test(path)) found.push(`The image path ${path} does not end in .jpg, .jpeg or .png.`)
  return found
}

export interface CheckedImage {
  readonly problems: readonly string[]
  /** Pixels; 0 when it could not be read. */
  readonly width: number
  readonly height: number
}

/** Whether a trainer can open the picture: it exists inside the folder, decodes to its last pixel, and is 8-bit RGB or grey. */
export async function checkImage(folder: string, path: string): Promise<CheckedImage> {
  const bad = (message: string): CheckedImage => ({ problems: [message], width: 0, height: 0 })
  const full = join(folder, path)
  try {
    const status = await lstat(full)
    if (status.isSymbolicLink()) {
      if (isAbsolute(await readlink(full)))
        return bad(`The image ${path} is a link with an absolute target: it breaks when the folder is moved.`)
      await realpath(full)
    } else if (!status.isFile()) return bad(`The image ${path} is not a file.`)
  } catch {
    return bad(`The image ${path} does not exist.`)
  }
  try {
    const picture = sharp(full, { failOn: 'truncated', limitInputPixels: 300_000_000 })
    const { width, height, space, depth } = await picture.metadata()
    await picture.stats()
    const problems: string[] = []
    if (space === 'cmyk') problems.push(`The image ${path} is CMYK.`)
    if (depth !== 'uchar') problems.push(`The image ${path} has more than 8 bits a channel.`)
    return { problems, width, height }
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    return bad(`The image ${path} cannot be decoded: ${reason.replaceAll(folder + sep, '')}`)
  }
}
