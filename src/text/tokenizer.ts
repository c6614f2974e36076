import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { PagetuneError } from '../contracts/error.ts'

/** Counts the tokens that a model would read, without the tokens of a chat template. */
export interface Tokenizer {
  /** For people: which vocabulary counts. */
  readonly name: string
  count(text: string): number
}

/**
 * The tokenizer in a folder (tokenizer.json and, where it is there, tokenizer_config.json, as models on the Hugging Face Hub have
 * them; an absolute path), or o200k_base of OpenAI's newer models, whose vocabulary comes with the package gpt-tokenizer.
 * Throws SETTINGS where the folder holds none that can be read. Marks like <|endoftext|> count as the text that they are.
 */
export async function openTokenizer(folder: string | null): Promise<Tokenizer> {
  if (folder !== null) return fromFolder(folder)
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  const asText = { disallowedSpecial: new Set<string>() }
  return { name: 'o200k_base', count: (text) => countTokens(text, asText) }
}

/** The tokenizer that a project's settings name; `folder` is the project's. */
export function projectTokenizer({ tokenizer }: { readonly tokenizer: string | null }, folder: string): Promise<Tokenizer> {
  return openTokenizer(tokenizer === null ? null : resolve(folder, tokenizer))
}

async function fromFolder(folder: string): Promise<Tokenizer> {
  try {
    const { Tokenizer: Loaded } = await import('@huggingface/tokenizers')
    const vocabulary: unknown = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8'))
    const tokenizer = new Loaded(vocabulary as object, await configurationIn(folder))
    return { name: basename(folder), count: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.length }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new PagetuneError('SETTINGS', `The tokenizer in ${folder} cannot be used: ${reason}`, {
      where: 'tokenizer',
      fix: 'Name the folder of a model that has a tokenizer.json, or take the setting out.',
      cause,
    })
  }
}

/** tokenizer_config.json; some models have none. */
async function configurationIn(folder: string): Promise<object> {
  try {
    return JSON.parse(await readFile(join(folder, 'tokenizer_config.json'), 'utf8')) as object
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return {}
    throw cause
  }
}
