import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerKey, factKey, mayAskTheSame, questionKey, stateTheSame, subjectKey } from '../../src/checks/comparison.ts'
import { similarPairs, trigramSimilarity } from '../../src/checks/trigrams.ts'
import { UnionFind } from '../../src/checks/union-find.ts'

describe('keys', () => {
  it.each([
    ['25 Nm.', '25Nm'],
    ['0,8 mm', '0.8 mm'],
    ['20 – 25 Nm', '20-25 Nm'],
    ['10 ± 1 Nm', '10±1 Nm'],
    ['10.5 : 1', '10.5:1'],
    ['12 N·m', '12 Nm'],
  ])('take %s and %s for one answer', (one, other) => {
    expect(answerKey(one)).toBe(answerKey(other))
  })

  it.each([
    ['2.5 mm', '25 mm'],
    ['-5 °C', '5 °C'],
    ['10 ± 1 Nm', '10.1 Nm'],
    ['25 Nm', '25 mm'],
    ['1/2 turn', '12 turn'],
    ['C204 pin 9', 'C20 pin 49'],
  ])('tell %s from %s', (one, other) => {
    expect(answerKey(one)).not.toBe(answerKey(other))
  })

  it('ignore case, quotes and closing marks of a question, and nothing that carries meaning', () => {
    expect(questionKey('What is the “Bore”?')).toBe(questionKey('what is the bore ?'))
    expect(questionKey('What fits at 2.5 mm?')).not.toBe(questionKey('What fits at 25 mm?'))
  })

  it('see one subject in two wordings, in any order for facts', () => {
    expect(subjectKey('What is the tightening torque of the oil pan bolts?')).toBe(
      subjectKey('What is the tightening torque for oil pan bolts?'),
    )
    expect(subjectKey('How is it done before fitting?')).not.toBe(subjectKey('How is it done after fitting?'))
    expect(factKey('What torque has the oil pan bolt?', '9 Nm')).toBe(factKey('What oil pan bolt torque?', '9 Nm'))
    expect(factKey('What torque has the oil pan bolt M8?', '9 Nm')).not.toBe(factKey('What torque has the oil pan bolt M6?', '9 Nm'))
  })
})

describe('mayAskTheSame', () => {
  it.each([
    ['What is the tyre pressure at the front axle?', 'What is the tyre pressure at the rear axle?'],
    ['What is the minimum thickness of the brake disc?', 'What is the maximum thickness of the brake disc?'],
    ['What is the torque of the left wheel nut?', 'What is the torque of the right wheel nut?'],
    ['What is the torque in step 1?', 'What is the torque in step 2?'],
    ['What is the bore of the D20 engine?', 'What is the bore of the D24 engine?'],
    ['What is replaced when the brake is installed?', 'What is replaced when the brake is removed?'],
    ['What is the torque of the front wheel nuts?', 'What is the torque of the wheel nuts?'],
    ['What is the gap at 1.5 mm?', 'What is the gap at 15 mm?'],
  ])('keeps apart: %s / %s', (one, other) => {
    expect(mayAskTheSame(one, other, true)).toBe(false)
    expect(mayAskTheSame(one, other, false)).toBe(false)
  })

  it('lets other parts meet only nowhere, more words only at the same place', () => {
    const pump = 'What must be done with the gasket of the oil pump on assembly?'
    const pan = 'What must be done with the gasket of the oil pan on assembly?'
    expect(mayAskTheSame(pump, pan, true)).toBe(false)
    const longer = 'What must be done with the paper gasket of the oil pump on assembly?'
    expect(mayAskTheSame(pump, longer, true)).toBe(true)
    expect(mayAskTheSame(pump, longer, false)).toBe(false)
    expect(mayAskTheSame('What is the torque of the oil pan bolts?', 'What is the torque for the oil pan bolts?', false)).toBe(true)
  })
})

describe('stateTheSame', () => {
  it.each([
    ['25 Nm', 'Tighten to 25 Nm', true],
    ['25 Nm', '25.0 Nm', true],
    ['25 Nm', '2.5 Nm', false],
    ['25 Nm', '25 mm', false],
    ['Coat the splines with grease.', 'The splines are coated with grease.', true],
    ['Replace the gasket.', 'Do not replace the gasket.', false],
    ['Replace the gasket.', 'Replace the gasket and the seal.', false],
  ])('%s / %s → %s', (one, other, same) => {
    expect(stateTheSame(one, other)).toBe(same)
  })
})

describe('similarPairs', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ') }), { maxLength: 25 })

  it('finds exactly the pairs that comparing all with all finds', () => {
    fc.assert(
      fc.property(texts, fc.double({ min: 0.2, max: 1, noNaN: true }), (all, threshold) => {
        const wanted = all.flatMap((one, first) =>
          all.flatMap((other, second) => (first < second && trigramSimilarity(one, other) >= threshold ? [`${first}-${second}`] : [])),
        )
        const found = similarPairs(all, threshold, () => true).map(({ first, second }) => `${first}-${second}`)
        expect(found.toSorted()).toEqual(wanted.toSorted())
      }),
    )
  })
})

describe('UnionFind', () => {
  it('names a set by its smallest member, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19))), (unions) => {
        const forward = new UnionFind(20)
        const backward = new UnionFind(20)
        for (const [one, other] of unions) forward.union(one, other)
        for (const [one, other] of unions.toReversed()) backward.union(other, one)
        for (let member = 0; member < 20; member++) {
          expect(forward.find(member)).toBe(backward.find(member))
          expect(forward.find(member)).toBeLessThanOrEqual(member)
        }
      }),
    )
  })
})

it('takes lone capitals for codes: terminals C and G are two', () => {
  const on = (letter: string): string => `Which circuit is on terminal ${letter} of C302?`
  expect(mayAskTheSame(on('C'), on('G'), true)).toBe(false)
  expect(mayAskTheSame(on('C'), `${on('C').slice(0, -1)} (accessory connector)?`, true)).toBe(true)
})
