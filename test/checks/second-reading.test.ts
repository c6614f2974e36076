import { describe, expect, it } from 'vitest'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { confidence } from '../../src/checks/confidence.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { hasOtherFigures } from '../../src/text/second-reading.ts'
import { materialOf, pairOn } from './material.ts'

/** A page on which a second reader read something else for '25'. */
function pageRead(also_read: string): PageMaterial {
  const page = materialOf({ blocks: [{ text: 'Tighten the drain plug to 25 Nm.' }] })
  const lines = page.reading.lines.map((line) => ({
    ...line,
    words: line.words.map((word) => (word.text === '25' ? { ...word, also_read } : word)),
  }))
  return { ...page, reading: { ...page.reading, lines } }
}

const judged = (also_read: string, answer = '25 Nm') => {
  const page = pageRead(also_read)
  return confidence.judge(pairOn(page, { question: 'How tight is the drain plug of the gearbox?', answer }), page, defaultSettings())
}

describe('a number that a second reader read differently', () => {
  it('is for a person to look at', () => {
    expect(judged('75')).toMatchObject({ result: 'review', reason: expect.stringMatching(/“25”.*“75”/) as string })
  })

  it('is not where only its signs differ, or it was overlooked', () => {
    expect(judged('"25')).toMatchObject({ result: 'pass' })
    expect(judged('')).toMatchObject({ result: 'pass' })
  })

  it('does not matter to an answer that does not use it', () => {
    expect(judged('75', 'Tighten the drain plug')).toMatchObject({ result: 'pass' })
  })

  it('is told by its figures alone', () => {
    expect(hasOtherFigures({ text: '12.5', also_read: '125' })).toBe(true)
    expect(hasOtherFigures({ text: '12.5', also_read: '12,5.' })).toBe(false)
    expect(hasOtherFigures({ text: 'M8', also_read: 'MB' })).toBe(true)
    expect(hasOtherFigures({ text: 'bolt' })).toBe(false)
  })
})
