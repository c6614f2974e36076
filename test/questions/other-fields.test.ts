import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { answeredHeadingsWriter } from '../../src/questions/answered-headings.ts'
import { checklistsWriter } from '../../src/questions/checklists.ts'
import { descriptionsWriter } from '../../src/questions/descriptions.ts'
import { spokenSection } from '../../src/questions/headings.ts'
import { labelledValuesWriter } from '../../src/questions/labelled-values.ts'
import { lookupTablesWriter } from '../../src/questions/lookup-tables.ts'
import { recordTablesWriter } from '../../src/questions/record-tables.ts'
import { workIntervalsWriter } from '../../src/questions/work-intervals.ts'
import { parseInstruction } from '../../src/text/instructions.ts'
import { runningCase } from '../../src/text/letter-case.ts'
import { withoutSectionNumber } from '../../src/text/section-number.ts'
import { answerTo, pageOf, type PageParts, written } from './page-builder.ts'

const all = settingsSchema.parse({ generate: { paraphrases: 5 } })

/** A page of text whose first block is the heading over all others. */
function headed(blocks: NonNullable<PageParts['blocks']>) {
  const page = pageOf({ content: 'text', blocks })
  const under = page.structure.blocks.map((block, index) => (index === 0 ? block : { ...block, parent: 'b1' }))
  return { ...page, structure: { ...page.structure, blocks: under } }
}

describe('names', () => {
  it('keep the capitals of abbreviations and marks in headings of title case', () => {
    expect(runningCase('Resetting The UPS Battery')).toBe('resetting the UPS battery')
    expect(runningCase('RP-SMA Sockets')).toBe('RP-SMA sockets')
    expect(runningCase('Self-Locking Nut')).toBe('self-locking nut')
  })

  it('of products stay as they are written, of systems they do not', () => {
    expect(spokenSection('WaveTek One')).toBe('WaveTek One')
    expect(spokenSection('Rotor 15')).toBe('Rotor 15')
    expect(spokenSection('Fuel System')).toBe('fuel system')
    expect(spokenSection('aviation-handbook')).toBe('aviation handbook')
  })

  it('stand behind long section numbers, and behind the heading above them', () => {
    expect(withoutSectionNumber('2.19.15.1.2.2 Pin mapping')).toBe('Pin mapping')
    expect(withoutSectionNumber('4 Connectors 4.1 Power plug')).toBe('Power plug')
  })

  it('are no instructions where a verb of their own follows', () => {
    expect(parseInstruction('Recharge time can take up to 4 hours.')).toBeNull()
    expect(parseInstruction('Recharge the battery for 4 hours.')).not.toBeNull()
  })
})

describe('tables', () => {
  it('of parts, works and intervals ask how often', () => {
    const rows = [
      ['Component', 'Work', 'Interval'],
      ['Inlet strainer', 'Clean', 'Every 250 h'],
      ['Coupling', 'Check alignment', 'Monthly'],
      ['Shaft seal', 'Replace', 'Every 8000 h or once it leaks'],
    ]
    const { pairs } = written(workIntervalsWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect(answerTo(pairs, 'How often must the inlet strainer be cleaned (running gear)?')).toBe('Every 250 h')
    expect(answerTo(pairs, 'How often must the alignment of the coupling be checked (running gear)?')).toBe('Monthly')
    expect(pairs).toHaveLength(3)
  })

  it('of nothing but states tell each row whole', () => {
    const rows = [
      ['Address', 'J2', 'J1'],
      ['0', 'Open', 'Open'],
      ['1', 'Open', 'Closed'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { title: 'Bus address', headers: 1, rows } }), all)
    expect(pairs).toHaveLength(2)
    expect(answerTo(pairs, 'How are J2 and J1 set for address 1 (bus address, running gear)?')).toBe('J2: open; J1: closed')
  })

  it('ask no bare number under the name of another connector', () => {
    const rows = [
      ['Signal', 'DB9', 'RJ45'],
      ['TXD', '3', '6'],
      ['RXD', '2', '5'],
    ]
    expect(written(recordTablesWriter, pageOf({ table: { headers: 1, rows } }), all).pairs).toEqual([])
  })

  it('name a row by its description, and take units from the headings', () => {
    const rows = [
      ['Port', 'Description', 'Rated current (A)'],
      ['Aux out', 'Auxiliary supply', '2.5'],
      ['Main out', 'Main supply', '12'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect(pairs.map(({ answer }) => answer)).toEqual(['2.5 A', '12 A'])
    expect(pairs[0]?.draft.question).toContain('auxiliary supply')
  })
})

describe('lines of labels and values', () => {
  it('are asked where two stand under one heading, also with a leader between', () => {
    const page = headed([
      ['heading', 'ENGINE LIMITS'],
      ['specification', 'Maximum Engine Speed ... 2650 rpm'],
      ['paragraph', 'Oil Pressure, Minimum: 25 psi.'],
    ])
    const { pairs } = written(labelledValuesWriter, page, all)
    expect(answerTo(pairs, 'What is the maximum engine speed (engine limits, running gear)?')).toBe('2650 rpm')
    expect(pairs).toHaveLength(2)
  })

  it('with a leader become points of a checklist, also around a warning and what the rest holds for', () => {
    const page = headed([
      ['heading', 'ELECTRICAL FIRE IN FLIGHT'],
      ['step', '1. Master Switch ... OFF.'],
      ['step', '2. Cabin Heat ... CLOSED.'],
      ['caution', 'WARNING Ventilate the cabin after using an extinguisher.'],
      ['paragraph', 'If the fire is out:'],
      ['step', '3. Master Switch ... ON.'],
    ])
    const [pair] = written(checklistsWriter, page, all).pairs
    expect(pair?.answer).toContain('1. Master Switch: OFF.')
    expect(pair?.answer).toContain('If the fire is out:')
  })
})

describe('headings that ask', () => {
  it('are answered by all of the text below them', () => {
    const page = pageOf({
      content: 'text',
      blocks: [
        ['heading', 'How long does the pack last?'],
        ['paragraph', 'The pack lasts about six hours.'],
        ['list_item', '• Four hours with the heater on'],
        ['heading', 'What does it cost?'],
        ['paragraph', 'It costs little.'],
      ],
    })
    const { pairs } = written(answeredHeadingsWriter, page, all)
    expect(pairs.map(({ answer }) => answer)).toEqual(['The pack lasts about six hours.\n- Four hours with the heater on'])
  })
})

describe('descriptions', () => {
  const sentence = 'The header carries the supply of the expansion card and two signals of the clock.'
  it('are written of text that stands alone', () => {
    const page = pageOf({
      content: 'text',
      blocks: [
        ['heading', 'Expansion header'],
        ['paragraph', sentence],
      ],
    })
    expect(written(descriptionsWriter, page, all).pairs).toHaveLength(1)
  })

  it.each([
    [
      'a list under the heading',
      [
        ['paragraph', sentence],
        ['list_item', '• Pin 1: ground'],
      ],
    ],
    ['a table below', [['paragraph', `${sentence} The table below shows which pins to short for each selection.`]]],
    ['an address', [['paragraph', `${sentence} More is told at https://example.org/header for those who want it.`]]],
  ] as const)('are not written of text that leans on %s', (_, blocks) => {
    const page = pageOf({ content: 'text', blocks: [['heading', 'Expansion header'], ...blocks] })
    expect(written(descriptionsWriter, page, all).pairs).toEqual([])
  })
})

describe('tables of displays and settings', () => {
  it('quote what a display says', () => {
    const rows = [
      ['Message', 'Meaning', 'Remedy'],
      ['FILL TANK', 'The tank is empty.', 'Fill the tank.'],
      ['OPEN DOOR', 'The door is shut.', 'Open the door.'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect(answerTo(pairs, 'What is the remedy for the message "FILL TANK" (running gear)?')).toBe('Fill the tank.')
    expect(pairs).toHaveLength(4)
  })

  it('ask for values at a measure, and keep abbreviations among their headings', () => {
    const rows = [
      ['Weight (lb)', 'Glide speed (KIAS)', 'EPR'],
      ['7250', '97', '1.2 bar'],
      ['5500', '85', '1.1 bar'],
    ]
    const { pairs } = written(recordTablesWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect(answerTo(pairs, 'What is the glide speed at a weight of 5500 lb (running gear)?')).toBe('85 KIAS')
    expect(answerTo(pairs, 'What is the EPR at a weight of 7250 lb (running gear)?')).toBe('1.2 bar')
  })

  it('tell what a setting means where its description is a sentence', () => {
    const rows = [
      ['Jumper', 'Setting', 'Description'],
      ['JP1', 'open', 'The lock is on.'],
      ['JP2', 'closed', 'The lock is off.'],
    ]
    const { pairs } = written(lookupTablesWriter, pageOf({ table: { headers: 1, rows } }), all)
    const records = written(recordTablesWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect([...pairs, ...records.pairs].map(({ answer }) => answer)).toEqual(['The lock is on.', 'The lock is off.'])
  })
})

it('a complaint over a table is no name of it', () => {
  const page = headed([
    ['heading', 'The washer does not fill'],
    ['paragraph', 'Check the tap.'],
  ])
  const table = {
    ...pageOf({
      table: {
        headers: 1,
        rows: [
          ['Programme', 'Duration'],
          ['Eco', '165 min'],
          ['Rapid', '32 min'],
        ],
      },
    }),
  }
  const blocks = [...page.structure.blocks, ...table.structure.blocks.map((block) => ({ ...block, parent: 'b1' }))]
  const whole = { ...table, structure: { ...table.structure, blocks } }
  const { pairs } = written(recordTablesWriter, whole, all)
  expect(pairs.map(({ draft }) => draft.question).join(' ')).not.toContain('does not fill')
  expect(pairs).toHaveLength(2)
})
