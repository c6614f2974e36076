import { describe, expect, it } from 'vitest'
import { askProse } from '../../src/questions/prose-statements.ts'
import { askSentence } from '../../src/questions/statements.ts'

const setting = { during: ' when overhauling the final drive', object: 'final drive' }

describe('sentences of a job', () => {
  it('asks for a tool by its kind and by what it does', () => {
    expect(askSentence('Connect pressure gauge FT 3300.', setting)).toMatchObject({
      wordings: ['Which pressure gauge is connected when overhauling the final drive?'],
      answer: 'Pressure gauge FT 3300.',
      type: 'tool',
    })
    expect(askSentence('Press pinion shaft out of the housing with mandrel FT 2641.', setting)).toMatchObject({
      answer: 'Mandrel FT 2641.',
      type: 'tool',
    })
    expect(askSentence('Press pinion shaft out of the housing.', setting)).toBeNull()
  })
})

describe('running text', () => {
  it('describes a numbered connector', () => {
    expect(askProse('Connector C12: 10 pins, black, on the bulkhead behind the fan.')).toMatchObject({
      answer: '10 pins, black, on the bulkhead behind the fan.',
      about: 'connector C12',
    })
  })
})
