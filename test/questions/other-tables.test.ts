import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { checklistsWriter } from '../../src/questions/checklists.ts'
import { askProse } from '../../src/questions/prose-statements.ts'
import { recordTablesWriter } from '../../src/questions/record-tables.ts'
import { specificationListsWriter } from '../../src/questions/specification-lists.ts'
import { specificationTablesWriter } from '../../src/questions/specification-tables.ts'
import { unturned } from '../../src/text/noun-phrases.ts'
import { withoutSectionNumber } from '../../src/text/section-number.ts'
import { tableNotesWriter } from '../../src/questions/table-notes.ts'
import { choicesWriter } from '../../src/questions/choices.ts'
import { answerTo, pageOf, written } from './page-builder.ts'

const all = settingsSchema.parse({ generate: { paraphrases: 5 } })

describe('tables of records', () => {
  const limits = pageOf({
    table: {
      title: 'Electrical characteristics',
      headers: 1,
      rows: [
        ['Symbol', 'Parameter', 'Min', 'Typ', 'Max', 'Unit'],
        ['VIN', 'Supply voltage', '7.0', '9.0', '15.0', 'V'],
        ['IDD', 'Supply current', '', '48', '65', 'mA'],
      ],
    },
  })

  it('ask each limit by itself, with the unit of its row', () => {
    const { pairs } = written(recordTablesWriter, limits, all)
    const tail = '(VIN; electrical characteristics, running gear)'
    expect(answerTo(pairs, `What is the minimum value for the supply voltage ${tail}?`)).toBe('7.0 V')
    expect(answerTo(pairs, `What is the maximum value for the supply voltage ${tail}?`)).toBe('15.0 V')
    expect(pairs).toHaveLength(5)
    expect(written(specificationTablesWriter, limits, all).pairs).toEqual([])
  })

  it('name fault codes by their table, and tell cause and remedy', () => {
    const rows = [
      ['Code', 'Meaning', 'Possible cause', 'Remedy'],
      ['F.01', 'No flame', 'Gas valve closed', 'Open the gas valve'],
      ['F.04', 'Pressure too low', 'Leak', 'Repair the leak and fill to 1.5 bar'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { title: 'Fault codes', headers: 1, rows } }), all)
    expect(answerTo(pairs, 'What does fault code F.01 mean (running gear)?')).toBe('No flame.')
    expect(answerTo(pairs, 'What is the remedy for fault code F.04 (running gear)?')).toBe('Repair the leak and fill to 1.5 bar.')
  })

  it('refuse cells that hold several values', () => {
    const rows = [
      ['Speed', '', 'KIAS'],
      ['VA', 'Maneuvering speed', '105 98'],
      ['VNE', 'Never exceed speed', '160'],
    ]
    const { pairs, reasons } = written(recordTablesWriter, pageOf({ table: { title: 'Airspeeds', headers: 1, rows } }), all)
    expect(pairs.map(({ answer }) => answer)).toEqual(['160 KIAS'])
    expect(reasons).toEqual(['several values in one cell'])
  })

  it('are named by the column behind a running number, and not by the number', () => {
    const rows = [
      ['Item', 'Joint', 'Thread', 'Torque (Nm)'],
      ['1', 'Motor to frame', 'M12', '108'],
      ['2', 'Hose unions', 'G 3/8', '49'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { title: 'Tightening torques', headers: 1, rows } }), all)
    expect(pairs.find(({ answer }) => answer === '108 Nm')?.wordings[0]).toContain('the motor to frame (thread M12')
    const bare = rows.map(([item, , ...rest]) => [item!, ...rest])
    expect(written(recordTablesWriter, pageOf({ table: { headers: 1, rows: bare } }), all).pairs).toEqual([])
  })
})

it('records whose name lists cases are asked case by case', () => {
  const rows = [
    ['Speed', '', 'KIAS', 'Remarks'],
    ['VA', 'Maneuvering speed 2550 pounds 2200 pounds', '105 98', 'Make no abrupt movements.'],
    ['VNE', 'Never exceed speed', '160', ''],
  ]
  const page = pageOf({
    table: { title: 'Airspeeds', headers: 1, rows },
    lines: [
      { text: 'Maneuvering speed', box: [101, 41, 190, 50] },
      { text: '2550 pounds', box: [101, 52, 180, 61] },
      { text: '2200 pounds', box: [101, 63, 180, 72] },
    ],
  })
  const { pairs } = written(recordTablesWriter, page, all)
  const tail = 'airspeeds, running gear)?'
  expect(answerTo(pairs, `What is the maneuvering speed (VA; 2550 pounds) in KIAS (${tail}`)).toBe('105 KIAS')
  expect(answerTo(pairs, `What is the maneuvering speed (VA; 2200 pounds) in KIAS (${tail}`)).toBe('98 KIAS')
  expect(pairs.map(({ answer }) => answer)).toContain('Make no abrupt movements.')
})

describe('lists of labels and values', () => {
  const rows = [
    ['Input voltage', '90 to 132 V AC'],
    ['Oil pressure, minimum', '20 psi'],
    ['Weight (kg)', '0.68'],
  ]

  it('are asked row by row, words behind a comma first, units from the label', () => {
    const { pairs } = written(specificationListsWriter, pageOf({ table: { headers: 0, rows } }), all)
    expect(answerTo(pairs, 'What is the input voltage (running gear)?')).toBe('90 to 132 V AC')
    expect(answerTo(pairs, 'What is the minimum oil pressure (running gear)?')).toBe('20 psi')
    expect(answerTo(pairs, 'What is the weight (running gear)?')).toBe('0.68 kg')
  })

  it('are no lists of jobs', () => {
    const jobs = [
      ['Remove the cover', '10 min'],
      ['Check the seal', '5 min'],
      ['Install the cover', '10 min'],
    ]
    expect(written(specificationListsWriter, pageOf({ table: { headers: 0, rows: jobs } }), all).pairs).toEqual([])
  })
})

describe('what stands under a table', () => {
  const rows = [
    ['Filled into', 'Capacity'],
    ['Engine', '3.6 l'],
    ['Fuel tank', '21 l'],
  ]
  const under = (blocks: NonNullable<Parameters<typeof pageOf>[0]['blocks']>, title = 'Operating fluids') => {
    const page = pageOf({ blocks, table: { title, headers: 1, rows } })
    // The table stands over the text.
    const [table] = page.structure.blocks.splice(-1)
    return written(tableNotesWriter, { ...page, structure: { ...page.structure, blocks: [table!, ...page.structure.blocks] } })
  }
  it('is asked about the whole table, cases by what they are', () => {
    const { pairs } = under([
      ['caution', 'Important! Never mix oils of different makers.'],
      ['note', 'Note: Capacities are for a refill.'],
      ['note', 'Note: Use clean cans.'],
      ['paragraph', 'In dust or mud, halve the interval of the air filter.'],
    ])
    expect(answerTo(pairs, 'What caution applies to the operating fluids (running gear)?')).toBe('Never mix oils of different makers.')
    expect(answerTo(pairs, 'What should be noted regarding the operating fluids (running gear)?')).toBe(
      '- Capacities are for a refill.\n- Use clean cans.',
    )
    expect(answerTo(pairs, 'What applies to the operating fluids in dust or mud (running gear)?')).toBe(
      'In dust or mud, halve the interval of the air filter.',
    )
  })
  it('is refused when it is cut, and left when nothing but a sign is explained', () => {
    expect(under([['note', 'Note: Use the fluid that']]).reasons).toEqual(['the text is cut or broken'])
    expect(under([['paragraph', 'Wire: cross section, base colour.']])).toEqual({ pairs: [], reasons: [] })
  })
})

describe('checklists', () => {
  const listed = (texts: readonly string[]) => {
    const page = pageOf({
      content: 'text',
      blocks: [['heading', 'Engine Fire in Flight'], ...texts.map((text) => ['step', text] as const)],
    })
    const blocks = page.structure.blocks.map((block, index) => (index === 0 ? block : { ...block, parent: 'b1' }))
    return written(checklistsWriter, { ...page, structure: { ...page.structure, blocks } }, all).pairs
  }

  it('are told whole and in order', () => {
    const pairs = listed(['1. Mixture – CUT OFF', '2. Master switch – OFF', '3. Landing – EXECUTE'])
    expect(pairs.map(({ answer }) => answer)).toEqual(['1. Mixture – CUT OFF.\n2. Master switch – OFF.\n3. Landing – EXECUTE.'])
  })

  it('are not told when a point is missing', () => {
    expect(listed(['1. Mixture – CUT OFF', '3. Master switch – OFF', '4. Landing – EXECUTE'])).toEqual([])
  })
})

describe('running prose', () => {
  it.each([
    ['Carburetor ice occurs due to the cooling effect of the fuel.', 'What causes carburetor ice?', 'The cooling effect of the fuel.'],
    [
      'The first indication of icing in the carburetor is a decrease in engine rpm.',
      'What is the first indication of icing in the carburetor?',
      'A decrease in engine rpm.',
    ],
    ['The oil pump is driven by the crankshaft through a chain.', 'How is the oil pump driven?', 'By the crankshaft through a chain.'],
    [
      'Grease fittings are located on the propeller hub of the engine.',
      'Where are grease fittings located?',
      'On the propeller hub of the engine.',
    ],
  ])('%s', (sentence, question, answer) => {
    const asked = askProse(sentence)
    expect(asked?.wordings).toContain(question)
    expect(asked?.answer).toBe(answer)
  })

  it.each([
    'It is driven by the crankshaft through a chain.',
    'This valve is used to limit the pressure of the oil.',
    'The part shown in Figure 3 is used to hold the cover.',
  ])('leaves what leans on something else: %s', (sentence) => {
    expect(askProse(sentence)).toBeNull()
  })
})

describe('headings and labels', () => {
  it.each([
    ['4.1 Adjusting the output', 'Adjusting the output'],
    ['Section 2 Limitations', 'Limitations'],
    ['2-3 Weight Limits', 'Weight Limits'],
    ['6 cylinder engine', '6 cylinder engine'],
    ['9 Fault codes', 'Fault codes'],
  ])('%s', (heading, plain) => {
    expect(withoutSectionNumber(heading)).toBe(plain)
  })

  it('stand in speaking order', () => {
    expect(unturned('Tire pressure, front')).toBe('Front tire pressure')
    expect(unturned('Clearance, cold engine')).toBe('Clearance, cold engine')
  })
})

describe('choices by a mark', () => {
  const gasket = (second: string) =>
    written(
      choicesWriter,
      pageOf({
        blocks: [
          ['caption', 'Installation: Choose cylinder head gasket by the notches (A):'],
          ['figure', ''],
          ['list_item', '1 notch = 1.2 mm,'],
          ['list_item', second],
          ['step', 'The word TOP must be legible.'],
        ],
      }),
    ).pairs
  it('are told with all their marks', () => {
    expect(
      answerTo(
        gasket('2 notches = 1.3 mm, 3 notches = 1.4 mm thick.'),
        'How do you choose the cylinder head gasket by the notches (running gear)?',
      ),
    ).toBe('- 1 notch = 1.2 mm\n- 2 notches = 1.3 mm\n- 3 notches = 1.4 mm thick')
  })
  it('are not asked where one mark alone stands there', () => {
    expect(gasket('Clean the sealing surface.')).toEqual([])
  })
})
