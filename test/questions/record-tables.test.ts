import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { recordTablesWriter } from '../../src/questions/record-tables.ts'
import { answerTo, pageOf, type PageParts, written } from './page-builder.ts'

const all = settingsSchema.parse({ generate: { paraphrases: 5 } })
const pairsOf = (rows: readonly (readonly string[])[], parts: PageParts & { title?: string; headers?: number } = {}) =>
  written(recordTablesWriter, pageOf({ ...parts, table: { title: parts.title ?? '', headers: parts.headers ?? 1, rows } }), all)

describe('rows that their first column alone does not name', () => {
  it('are named by the part and its item, the part carried down', () => {
    const { pairs } = pairsOf([
      ['Part', 'Item', 'Standard', 'Service limit'],
      ['Cylinder', 'Sleeve bore', '68.00 mm', '68.17 mm'],
      ['Piston rings', 'Side clearance', '0.02 mm', '0.15 mm'],
      ['', 'End gap', '0.20 mm', '1.0 mm'],
    ])
    expect(answerTo(pairs, 'What is the service limit for the sleeve bore of the cylinder (running gear)?')).toBe('68.17 mm')
    expect(answerTo(pairs, 'What is the standard value for the end gap of the piston rings (running gear)?')).toBe('0.20 mm')
    expect(pairs).toHaveLength(6)
  })

  it('are told apart by their condition', () => {
    const { pairs } = pairsOf([
      ['Jumper', 'Position', 'Function'],
      ['JP1', '1-2', 'Termination on'],
      ['JP1', '2-3', 'Termination off'],
    ])
    expect(answerTo(pairs, 'What is the function of jumper JP1 (position 2-3; running gear)?')).toBe('Termination off.')
  })

  it('go on with the symbol above for another condition', () => {
    const { pairs } = pairsOf([
      ['Symbol', 'Parameter', 'Condition', 'Typ', 'Max', 'Unit'],
      ['VIN', 'Supply voltage', '', '24', '36', 'V'],
      ['IOUT', 'Output current', 'Without heat sink', '', '5', 'A'],
      ['', '', 'With heat sink', '', '8', 'A'],
    ])
    expect(answerTo(pairs, 'What is the maximum output current (IOUT; with heat sink; running gear)?')).toBe('8 A')
  })

  it('do not take the code above where they have a description of their own', () => {
    const { pairs } = pairsOf([
      ['Symbol', 'Parameter', 'Typ', 'Max', 'Unit'],
      ['VIN', 'Supply voltage', '24', '36', 'V'],
      ['', 'Quiescent current', '85', '120', 'mA'],
      ['TSD', 'Shutdown threshold', '155', '165', '°C'],
    ])
    expect(answerTo(pairs, 'What is the maximum quiescent current (running gear)?')).toBe('120 mA')
  })

  it('are refused when another row bears the same names', () => {
    const { pairs, reasons } = pairsOf([
      ['Jumper', 'Position', 'Function'],
      ['JP1', '1-2', 'Termination on'],
      ['JP1', '1-2', 'Termination off'],
      ['JP2', 'open', 'Normal operation'],
      ['JP3', 'open', 'Write protection'],
    ])
    expect(pairs.map(({ answer }) => answer)).toEqual(['Normal operation.', 'Write protection.'])
    expect(reasons).toEqual(['another row bears the same names', 'another row bears the same names'])
  })
})

describe('values', () => {
  it('that stand in several units are one answer', () => {
    const { pairs } = pairsOf([
      ['Item', 'Thread', 'Torque (Nm)', 'Torque (lb-ft)'],
      ['Flywheel nut', 'M14 x 1.5', '75', '55'],
      ['Drain plug', 'M10 x 1.25', '18', '13'],
    ])
    expect(answerTo(pairs, 'What is the tightening torque for the drain plug (thread M10 x 1.25; running gear)?')).toBe('18 Nm (13 lb-ft)')
  })

  it('take their unit from a note beside the table, and cite it', () => {
    const { pairs } = pairsOf(
      [
        ['Part', 'Item', 'Standard'],
        ['Cylinder', 'Sleeve bore', '68.00'],
        ['Cylinder', 'Warpage', '0.10'],
        ['Engine', 'Idle speed', '1400 rpm'],
      ],
      { blocks: [['paragraph', 'Unit: mm (unless stated otherwise)']] },
    )
    const bore = pairs.find(({ answer }) => answer === '68.00 mm')
    expect(bore?.draft.evidence.map(({ quote }) => quote)).toContain('Unit: mm (unless stated otherwise)')
    expect(pairs.map(({ answer }) => answer)).toContain('1400 rpm')
  })

  it('without any unit are refused', () => {
    const { pairs, reasons } = pairsOf([
      ['Part', 'Item', 'Standard'],
      ['Cylinder', 'Sleeve bore', '68.00'],
      ['Cylinder', 'Warpage', '0.10'],
    ])
    expect(pairs).toEqual([])
    expect(reasons).toEqual(['nothing says what the number is in', 'nothing says what the number is in'])
  })

  it('whose sign differs from those of their column are refused', () => {
    const { pairs, reasons } = pairsOf([
      ['Test point', 'Voltage', 'Tolerance'],
      ['TP1', '5.0 V', '± 0.05 V'],
      ['TP2', '15.0 V', '+ 0.3 V'],
    ])
    expect(pairs.map(({ answer }) => answer)).toEqual(['5.0 V', '± 0.05 V', '15.0 V'])
    expect(reasons).toEqual(['the sign is not surely read'])
  })

  it('of kinds of things are asked by their kind', () => {
    const { pairs } = pairsOf([
      ['Programme', 'Max. load', 'Water', 'Tested'],
      ['Cotton', '8 kg', '62 l', 'yes, by hand'],
      ['Wool', '2 kg', '39 l', 'yes, by hand'],
    ])
    expect(answerTo(pairs, 'What is the maximum load for the programme "Cotton" (running gear)?')).toBe('8 kg')
    expect(answerTo(pairs, 'How much water is specified for the programme "Wool" (running gear)?')).toBe('39 l')
    expect(pairs).toHaveLength(4)
  })
})
