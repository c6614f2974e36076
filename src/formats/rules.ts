import { lstat, readFile, readlink } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import sharp from 'sharp'

/** The rules that several trainers share. Each returns what is wrong in words; an empty list is good. */

const MEDIA_TOKEN = /<(?:image|video|audio|bbox|ref-object)>/i
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

/** What a decoder says of a picture's bytes: it decodes to its last pixel, and is 8-bit RGB or grey. `name` stands in the messages. */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<CheckedImage> {
  try {
    const picture = sharp(bytes, { failOn: 'truncated', limitInputPixels: 300_000_000 })
    const { width, height, space, depth } = await picture.metadata()
    // Scaled to a few pixels, every row is read and none kept: many times faster than statistics of all pixels.
    await picture.resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    const problems: string[] = []
    if (space === 'cmyk') problems.push(`The image ${name} is CMYK.`)
    if (depth !== 'uchar') problems.push(`The image ${name} has more than 8 bits a channel.`)
    return { problems, width, height }
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    return { problems: [`The image ${name} cannot be decoded: ${reason}`], width: 0, height: 0 }
  }
}

/** The bytes of a picture that exists inside the folder and stays there when the folder is moved; else what is wrong. */
export async function readImage(folder: string, path: string): Promise<Buffer | string> {
  const full = join(folder, path)
  try {
    const status = await lstat(full)
    if (status.isSymbolicLink() && isAbsolute(await readlink(full)))
      return `The image ${path} is a link with an absolute target: it breaks when the folder is moved.`
    if (!status.isSymbolicLink() && !status.isFile()) return `The image ${path} is not a file.`
    return await readFile(full)
  } catch {
    return `The image ${path} does not exist.`
  }
}
