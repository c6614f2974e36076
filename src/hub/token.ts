import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

/** The Hub's address: HF_ENDPOINT where it is set, as the Hub's own clients take it. */
export function hubAddress(environment: Environment): string {
  return (environment['HF_ENDPOINT'] ?? 'https://huggingface.co').replace(/\/+$/, '')
}

/**
 * The access token: from the flag, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, or the file that `hf auth login` leaves (HF_TOKEN_PATH, else `token`
 * in HF_HOME, else in huggingface/ of the cache folder). null where there is none.
 */
export async function accessToken(flag: string | undefined, environment: Environment): Promise<string | null> {
  for (const given of [flag, environment['HF_TOKEN'], environment['HUGGING_FACE_HUB_TOKEN']]) {
    const token = given?.trim()
    if (token !== undefined && token !== '') return token
  }
  const cache = environment['XDG_CACHE_HOME'] ?? join(environment['HOME'] ?? homedir(), '.cache')
  const file = environment['HF_TOKEN_PATH'] ?? join(environment['HF_HOME'] ?? join(cache, 'huggingface'), 'token')
  try {
    const token = (await readFile(file, 'utf8')).trim()
    return token === '' ? null : token
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null
    throw cause
  }
}
