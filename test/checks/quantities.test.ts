import { describe, expect, it } from 'vitest'
import { quantitiesOf, unitsNamed } from '../../src/checks/quantities.ts'

const shown = (text: string): string[] =>
  quantitiesOf(text).map(({ sign, prefix, digits, unit, joined }) =>
    [sign + prefix + digits, unit, joined].filter((part) => part !== null).join(' '),
  )

describe('quantitiesOf', () => {
  it.each([
    ['25 Nm', ['25 Nm']],
    ['0,8 mm', ['0.8 mm']],
    ['.5 GY/BK', ['0.5']],
    ['10 ± 1 Nm', ['10 Nm tolerance', '±1 Nm']],
    ['10 +/- 1 Nm', ['10 Nm tolerance', '±1 Nm']],
    ['20–25 Nm (15-18 ft lb)', ['20 Nm range', '25 Nm', '15 ft-lb range', '18 ft-lb']],
    ['30 Nm + 90°', ['30 Nm', '90 °']],
    ['M10 x 1.5', ['m10', '1.5']],
    ['M 8', ['m8']],
    ['-20 °C to -5° C', ['-20 °C range', '-5 °C']],
    ['50 km/h (30 mph)', ['50 km/h', '30 mph']],
    ['about 8 points in the middle', ['8']],
    ['2 in the pan', ['2']],
    ['2 in.', ['2 in']],
    ['5 min', ['5 min']],
    ['7.5 amp fuse', ['7.5 A']],
    ['2302 cm³', ['2302 cc']],
    ['800 r/min', ['800 rpm']],
    ['34 21 320', ['34', '21', '320']],
    ['1,200 miles', ['1.200 mile']],
    ['22 N m', ['22 Nm']],
    ['10.5 : 1', ['10.5', '1']],
    ['10W-40', ['10', '40']],
    ['C204 pin 9', ['c204', '9']],
  ])('reads %s', (text, wanted) => {
    expect(shown(text)).toEqual(wanted)
  })

  it('knows that a comma may part thousands', () => {
    expect(quantitiesOf('1,200 miles')[0]?.values).toEqual([1200, 1.2])
  })

  it('finds the units that a heading names', () => {
    expect([...unitsNamed('Torque (Nm)')]).toEqual(['Nm'])
    expect([...unitsNamed('Bolts in the cylinder head')]).toEqual([])
  })
})
