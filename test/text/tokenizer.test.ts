import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTokenizer } from '../../src/text/tokenizer.ts'

const folder = mkdtempSync(join(tmpdir(), 'tiny-tokenizer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('tokenizer', () => {
  it('counts by o200k_base where no folder is named', async () => {
    const { name, count } = await openTokenizer(null)
    expect(name).toBe('o200k_base')
    expect(count('')).toBe(0)
    // T|ight|ening| torque|:| |25| Nm
    expect(count('Tightening torque: 25 Nm')).toBe(8)
  })

  it('counts marks that end a text for a model as the text that they are', async () => {
    const { count } = await openTokenizer(null)
    expect(count('a <|endoftext|> b')).toBeGreaterThan(5)
  })

  it('counts by the tokenizer of a folder, without special tokens', async () => {
    const special = { id: 5, content: '[CLS]', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
    const tokenizer = {
      version: '1.0',
      added_tokens: [special],
      normalizer: { type: 'Lowercase' },
      pre_tokenizer: { type: 'Whitespace' },
      post_processor: {
        type: 'TemplateProcessing',
        single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
        pair: [],
        special_tokens: { '[CLS]': { id: '[CLS]', ids: [5], tokens: ['[CLS]'] } },
      },
      decoder: null,
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: { '[UNK]': 0, tight: 1, '##en': 2, the: 3, bolt: 4, '[CLS]': 5 },
      },
    }
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer))
    const { count } = await openTokenizer(folder)
    expect(count('Tighten the bolt')).toBe(4)
  })

  it('says which setting is wrong where the folder holds no tokenizer', async () => {
    await expect(openTokenizer(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'SETTINGS', where: 'tokenizer' })
  })
})
