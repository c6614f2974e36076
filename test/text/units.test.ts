import { describe, expect, it } from 'vitest'
import { problemOfUnits, withoutConversions, withUnits } from '../../src/text/units.ts'

describe('units as wanted', () => {
  it('are spelled anew where they are the same', () => {
    expect(withUnits('25 ft. lbs. and 35 Nm', { 'ft. lbs.': 'lb-ft' })).toBe('25 lb-ft and 35 Nm')
  })
  it('are converted beside the printed value, never in its place', () => {
    expect(withUnits('28 psi', { psi: 'bar' })).toBe('28 psi [1.9 bar]')
    expect(withUnits('68 °F', { '°F': '°C' })).toBe('68 °F [20 °C]')
    expect(withUnits('0.008"', { '"': 'mm' })).toBe('0.008" [0.2 mm]')
  })
  it('are left alone where both are printed, and where they measure different things', () => {
    expect(withUnits('2 bar (28 psi)', { psi: 'bar' })).toBe('2 bar (28 psi)')
    expect(withUnits('0.15 mm', { mm: 'Nm' })).toBe('0.15 mm')
    expect(problemOfUnits('mm', 'Nm')).toBe('“mm” measures length, “Nm” torque')
    expect(problemOfUnits('ft. lbs.', 'Nm')).toBeNull()
  })
  it('can be named by what they measure, as in the older settings', () => {
    const canon = { torque: 'Nm', pressure: 'bar', length: 'mm', volume: 'L', temp: '°C' }
    expect(withUnits('74 ft. lbs.', canon)).toBe('74 ft. lbs. [100 Nm]')
    expect(withUnits('28 psi', canon)).toBe('28 psi [1.9 bar]')
    expect(withUnits('68 °F', canon)).toBe('68 °F [20 °C]')
    expect(withUnits('4.4 qts', canon)).toBe('4.4 qts [4.2 L]')
    for (const text of ['1000 km', '2 in each hole', '9 Nm', '12 cm', '500 miles', '0.15 mm', '60 ml'])
      expect(withUnits(text, canon)).toBe(text)
    expect(problemOfUnits('torque', 'mm')).toBe('“mm” measures length, not torque')
    expect(problemOfUnits('torque', 'Nm')).toBeNull()
  })
  it('can be taken out again', () => {
    const canon = { psi: 'bar', '"': 'mm' }
    for (const text of ['28 psi', 'from 5" to 6" at 30 psi']) expect(withoutConversions(withUnits(text, canon), canon)).toBe(text)
  })
})
