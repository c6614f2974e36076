import { expect, test } from 'vitest'
import { isWireColour, misreadColour, wireColours } from '../../src/text/wire-colours.ts'

test.each([
  [['RD/BU'], ['RD', 'BU']],
  [['BK'], ['BK']],
  [
    ['DK', 'GRN/WHT'],
    ['DK GRN', 'WHT'],
  ],
  [['LT', 'BLU'], ['LT BLU']],
  [['BLK-YEL'], ['BLK', 'YEL']],
  [['YELLOW'], ['YELLOW']],
])('%j are colours', (words, colours) => {
  expect(wireColours(words, 'nothing')).toEqual(colours)
})

test('a code that no standard has is a colour beside one that is, or behind a size', () => {
  expect(wireColours(['RO/YL'], 'nothing')).toEqual(['RO', 'YL'])
  expect(wireColours(['QZ'], 'nothing')).toBeNull()
  expect(wireColours(['QZ'], 'size')).toEqual(['QZ'])
  expect(wireColours(['GEAR'], 'size')).toBeNull()
})

test('one letter is a colour behind a size, or beside another one; A/C is none', () => {
  expect(wireColours(['B'], 'nothing')).toBeNull()
  expect(wireColours(['B'], 'size')).toEqual(['B'])
  expect(wireColours(['G/W'], 'nothing')).toEqual(['G', 'W'])
  expect(wireColours(['A/C'], 'nothing')).toBeNull()
})

test('a misread code is the one printed code that looks like it', () => {
  const printed = new Set(['RD', 'BK', 'YL'])
  expect(misreadColour('RO', printed)).toBe('RD')
  expect(misreadColour('8K', printed)).toBe('BK')
  expect(misreadColour('RX', printed)).toBeNull()
  expect(misreadColour('BR', printed)).toBeNull()
  expect(isWireColour('DK GRN')).toBe(true)
})
