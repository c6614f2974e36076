import { describe, expect, it } from 'vitest'
import { valueKey, valuesConflict } from '../../src/checks/stated-value.ts'

describe('values of one thing', () => {
  it.each([
    ['25 Nm', '30 Nm'],
    ['10.5:1', '11:1'],
    ['10 ± 1 Nm', '25 Nm'],
    ['20 - 25 Nm', '30 - 35 Nm'],
    ['2.0 bar / 2.2 bar', '2.0 bar / 2.4 bar'],
    ['25 Nm', '36 ft-lb'],
    ['max. 0.2 mm', 'max. 0.3 mm'],
    ['-5 °C', '5 °C'],
    ['white', 'black'],
  ])('differ: %s, %s', (one, other) => {
    expect(valuesConflict(one, other)).toBe(true)
    expect(valuesConflict(other, one)).toBe(true)
  })

  it.each([
    ['25 Nm', '25.0 Nm'],
    ['2302 cc', '2.3 l'],
    ['49 Nm', '36 ft-lb'],
    ['23 Nm', '20 - 25 Nm'],
    ['10 Nm', '10 ± 1 Nm'],
    ['100 °C', '212 °F'],
    ['30 Nm', '30 Nm + 90°'],
    ['0.2 mm', 'max. 0.3 mm'],
    ['25 Nm', 'M8'],
    ['black', 'black/white'],
    ['147 kW', '200 hp'],
  ])('may both be right: %s, %s', (one, other) => {
    expect(valuesConflict(one, other)).toBe(false)
    expect(valuesConflict(other, one)).toBe(false)
  })
})

describe('what a value is stated of', () => {
  const key = (question: string, answer: string, variants: string[] = [], section = ''): string | null =>
    valueKey(question, answer, variants, section)

  it.each([
    ['What is the tightening torque of the wheel bolts?', 'How tight should the wheel screws be?', '100 Nm'],
    ['What is the oil capacity of the gearbox?', 'How much oil does the transmission hold?', '1.2 l'],
    ['What value is specified for the valve clearance?', 'Which valve clearance is given?', '0.3 mm'],
    [
      'What torque is required for the bolt of the crankshaft pulley?',
      'What is the tightening torque of the crankshaft pulley bolt?',
      '410 Nm',
    ],
  ])('is the same: %s / %s', (one, other, answer) => {
    expect(key(one, answer)).not.toBeNull()
    expect(key(one, answer)).toBe(key(other, answer))
  })

  it.each([
    ['What is the tightening torque of the M8 bolts?', 'What is the tightening torque of the M6 bolts?', '10 Nm'],
    ['What is the oil capacity of the engine?', 'What is the displacement of the engine?', '2 l'],
    ['What is the tyre pressure at the front?', 'What is the tyre pressure at the rear?', '2 bar'],
    ['What is the thickness of the brake disc?', 'What is the diameter of the brake disc?', '20 mm'],
  ])('is not the same: %s / %s', (one, other, answer) => {
    expect(key(one, answer)).not.toBe(key(other, answer))
  })

  it('does not hold the variant, nor the section where enough else is named', () => {
    const plain = key('What is the compression ratio?', '11:1')
    expect(key('What is the compression ratio of the Norrland 400?', '10:1', ['Norrland 400'])).toBe(plain)
    expect(key('What is the compression ratio (engine)?', '10:1', [], 'Engine')).toBe(plain)
  })

  it('is nothing where the answer is no value', () => {
    expect(key('How is the oil pan removed?', 'Drain the oil, then take the bolts out one by one and lower it.')).toBeNull()
  })
})
