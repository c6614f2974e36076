import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { DIFFERENCES, estimateOf, estimatePage, judgedPage, olderPage } from '../../src/models/estimate.ts'
import { modelData } from '../../src/models/model-data.ts'
import { priceOf } from '../../src/models/prices.ts'
import { clutchPage, torquePage } from '../checks/pages.ts'

/** Pages as a scanner at 200 dpi leaves them. */
const PAGES = [clutchPage, torquePage].map((material) => ({
  ...material,
  page: { ...material.page, image: { path: 'work/prepare/images/page.png', width: 1654, height: 2339, sha256: '' } },
}))

function estimated(model: string, models: Record<string, unknown> = {}) {
  const settings = settingsSchema.parse({ models })
  const data = modelData('anthropic', model)
  const tools = { can: { images: true }, data }
  return estimateOf({
    model: `anthropic/${model}`,
    data,
    price: priceOf('anthropic', model, settings.models),
    ownPrice: false,
    pages: PAGES.map((page) => estimatePage(page, settings, tools)),
    older: PAGES.map((page) => olderPage(page, data)),
    judge: null,
    calibration: 1,
  })
}

describe('an estimate', () => {
  it('adds up from the older system to a batch, and a batch costs half', () => {
    for (const model of ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-haiku-4-5']) {
      const { usd_per_thousand_pages: thousand, differences } = estimated(model)
      const sum = DIFFERENCES.reduce((total, name) => total + differences![name], thousand!.older_system)
      expect(sum).toBeCloseTo(thousand!.as_batch, 6)
      expect(thousand!.as_batch).toBeCloseTo(thousand!.at_once / 2, 9)
      // A short prefix is cached by the newer models alone.
      expect(differences!.cached_prefix < 0).toBe(model !== 'claude-haiku-4-5')
    }
  })

  it('counts the passes that are asked for: calls, words, and what they write', () => {
    const plain = estimated('claude-haiku-5-5')
    const more = estimated('claude-haiku-5-5', { paraphrases: 2, conversations: 1, classify: 'always' })
    expect(more.calls).toBe(plain.calls + 3 * PAGES.length)
    expect(more.tokens.images).toBe(2 * plain.tokens.images)
    expect(more.tokens.output).toBeGreaterThan(plain.tokens.output)
    expect(more.differences!.cached_prefix).toBeCloseTo(plain.differences!.cached_prefix, 9)
    expect(estimated('claude-haiku-5-5', { classify: 'unsure' }).calls).toBe(plain.calls)
  })

  it('counts the pictures again for a judge, by the rule of its own model', () => {
    const settings = settingsSchema.parse({})
    const [narrow, wide] = ['claude-haiku-4-5', 'claude-haiku-5-5'].map((model) =>
      judgedPage(PAGES[0]!, settings, { can: { images: true }, data: modelData('anthropic', model) }),
    )
    const blind = judgedPage(PAGES[0]!, settings, { can: { images: false }, data: modelData('anthropic', 'claude-haiku-5-5') })
    expect(wide!.input).toBeGreaterThan(blind!.input)
    expect(narrow!.input).not.toBe(wide!.input)
  })

  it('has no dollars for a model whose price nobody has said', () => {
    expect(estimated('some-model')).toMatchObject({ usd: null, usd_per_thousand_pages: null, differences: null })
  })
})
