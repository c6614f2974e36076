import { describe, expect, it } from 'vitest'
import {
  cellCounts,
  characterCounts,
  f1,
  matchTexts,
  normalise,
  orderCounts,
  segmentsOf,
  tokensOf,
  wordCounts,
} from '../../bench/metrics.ts'

describe('bench metrics', () => {
  it('compares words as multisets, and excuses labels of figures', () => {
    const counts = wordCounts(['25', 'Nm', '25'], ['25', 'Nm', 'nm', '3'], ['3'])
    expect(counts).toEqual({ right: 2, predicted: 3, truth: 3 })
    expect(f1(counts)).toBeCloseTo(2 / 3)
  })

  it('folds signs only for truth that was typed by eye', () => {
    expect(normalise('5 º – “x”', true)).toBe('5 ° - "x"')
    expect(normalise('90º', false)).toBe('90°')
    expect(tokensOf('Brakes ........ 34 – 1', true)).toEqual(['Brakes', '34', '-', '1'])
    expect(normalise('–', false)).toBe('–')
  })

  it('counts lost lines in full only in the second rate', () => {
    const [truth, read] = [
      ['tighten bolts', 'lost line'],
      ['tighten bo1ts', 'something else altogether'],
    ]
    const counterpart = matchTexts(truth!, read!)
    expect(counterpart).toEqual([0, -1])
    expect(characterCounts(truth!, read!, counterpart)).toEqual({ distance: 1, matched: 13, all: 22 })
  })

  it('takes no part of the reading twice', () => {
    const parts = [[0], [0, 1], [1]]
    expect(
      matchTexts(
        ['Brakes 34-1', '34-1'],
        ['Brakes', 'Brakes 34-1', '34-1'],
        () => true,
        (p) => parts[p]!,
      ),
    ).toEqual([1, -1])
  })

  it('puts words of one baseline together until a wide gap', () => {
    const word = (text: string, left: number, top: number) => ({
      text,
      box: [left, top, left + 30, top + 10] as [number, number, number, number],
    })
    expect(
      segmentsOf([word('Nm', 200, 0), word('bolts', 35, 1), word('Main', 0, 0), word('below', 0, 20)]).map(({ text }) => text),
    ).toEqual(['Main bolts', 'below', 'Nm'])
  })

  it('scores order by neighbours, and cells by text at row and column', () => {
    expect(orderCounts([0, 1, 2], [0, 1, 2])).toEqual({ right: 2, of: 2 })
    expect(orderCounts([0, 1, 2, -1], [0, 5, 2])).toEqual({ right: 0, of: 2 })
    const cell = (row: number, column: number, text: string) => ({ row, column, text })
    const truth = [[cell(0, 0, 'torque'), cell(0, 1, '50'), cell(1, 0, ''), cell(1, 1, '90 °')]]
    const read = [[cell(0, 0, 'torque'), cell(0, 1, '5O'), cell(1, 1, '90 °')], [cell(0, 0, 'torque')]]
    expect(cellCounts(truth, read, false)).toEqual({ right: 2, of: 3 })
    expect(cellCounts(truth, [], false, (each) => /\d/.test(each.text))).toEqual({ right: 0, of: 2 })
  })
})
