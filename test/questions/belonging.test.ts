import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { adviceWriter } from '../../src/questions/advice.ts'
import { fusesWriter } from '../../src/questions/fuses.ts'
import { installationWriter } from '../../src/questions/installation.ts'
import { operationNumbersWriter } from '../../src/questions/operation-numbers.ts'
import { procedureWriter } from '../../src/questions/procedure.ts'
import { stepsWriter } from '../../src/questions/steps.ts'
import { wiringWriter } from '../../src/questions/wiring.ts'
import { answerTo, pageOf, type PageParts, written } from './page-builder.ts'

type Blocks = NonNullable<PageParts['blocks']>

const wordy = settingsSchema.parse({ generate: { paraphrases: 5 } })
const gap: Blocks = Array.from({ length: 3 }, () => ['figure', ''] as const)

const of = (writer: Parameters<typeof written>[0], ...blocks: Blocks) => written(writer, pageOf({ blocks }), wordy)

describe('what stands together is told together', () => {
  it('a sentence that runs on in the next block is one, and a line that heads a drawing is left out', () => {
    const { pairs } = of(
      adviceWriter,
      ['operation', '40 20 009 BRAKE TEST ON ROLLERS'],
      ['caution', 'Important! Tracks must be clean. Select test step 03'],
      ['step', 'and switch on the rollers. Conversion of displayed values:'],
    )
    expect(pairs[0]?.answer).toBe('Tracks must be clean. Select test step 03 and switch on the rollers.')
    expect(pairs[0]?.draft.evidence.map(({ block }) => block)).toEqual(['b1', 'b2', 'b3'])
  })

  it('a caution of several sentences is told whole; its demands are not asked apart from what limits them', () => {
    const blocks: Blocks = [
      ['operation', '40 20 009 BRAKE TEST ON ROLLERS'],
      [
        'caution',
        'Important! Carriers with four driven tracks must not be tested longer than 60 seconds. If the test has to be repeated, wait 30 minutes.',
      ],
    ]
    expect(of(stepsWriter, ...blocks).pairs.filter(({ answer }) => /30 minutes/.test(answer))).toEqual([])
    expect(of(adviceWriter, ...blocks).pairs[0]?.answer).toContain('longer than 60 seconds. If the test has to be repeated')
  })

  it('of several cautions all are told, or none', () => {
    const cautions = (confidence: number): Blocks => [
      ['operation', '40 20 100 ADJUSTING TRACK TENSION'],
      ['caution', 'Important! Chock both tracks. The carrier could roll.'],
      ['step', 'Open valve.'],
      ['caution', 'Important! Grease is under pressure. Stand aside.', confidence],
    ]
    expect(of(adviceWriter, ...cautions(0.98)).pairs[0]?.answer).toBe(
      '- Chock both tracks. The carrier could roll.\n- Grease is under pressure. Stand aside.',
    )
    const unsure = of(adviceWriter, ...cautions(0.2))
    expect(unsure.pairs).toEqual([])
    expect(unsure.reasons).toContain('of several pieces of advice one cannot be told: read with too little confidence')
  })

  it('a label on installation heads all that stands below it without a gap', () => {
    const blocks: Blocks = [
      ['operation', '40 11 000 REMOVING AND INSTALLING SENSOR HOUSING'],
      ['step', 'Remove sensors.'],
      ['caution', 'Important! – Installation: Plugs must not be mixed up.'],
      ['step', 'Install speed sensor in bore (D).'],
      ...gap,
      ['step', 'Installation: Check O-rings.'],
    ]
    expect(of(procedureWriter, ...blocks, ['step', 'Unscrew housing.']).pairs[0]?.answer).toBe(
      [
        '1. Remove sensors.',
        'Important – Installation: Plugs must not be mixed up. Install speed sensor in bore (D).',
        'Installation: Check O-rings.',
        '2. Unscrew housing.',
      ].join('\n'),
    )
    expect(of(installationWriter, ...blocks).pairs[0]?.answer).toBe(
      '- Plugs must not be mixed up. Install speed sensor in bore (D).\n- Check O-rings.',
    )
  })

  it('a condition at the head of a paragraph holds for the paragraph', () => {
    const { pairs } = of(
      stepsWriter,
      ['operation', '40 20 046 BLEEDING TENSIONERS'],
      ['step', 'Open valve slowly.'],
      ...gap,
      ['step', 'If there is still air in the system, detach the slave cylinder.'],
      ['step', 'Press push rod against the stop and release slowly.'],
      ['step', 'Never operate the lever as long as the cylinder is removed.'],
    )
    expect(pairs.map(({ answer }) => answer)).toEqual([
      'Detach the slave cylinder. Press push rod against the stop and release slowly. Never operate the lever as long as the cylinder is removed.',
    ])
  })

  it('a title in capitals goes on in the next block of capitals, and is cited whole', () => {
    const blocks: Blocks = [
      ['operation', '40 12 040 REMOVING AND INSTALLING ROCKER'],
      ['step', 'COVER'],
      ['step', 'Pull off hose.'],
      ['step', 'Unscrew bolts.'],
    ]
    const whole = of(procedureWriter, ...blocks).pairs[0]
    expect(whole?.wordings).toContain('How do you remove and install the rocker cover?')
    expect(whole?.answer).toBe('1. Pull off hose.\n2. Unscrew bolts.')
    const number = of(operationNumbersWriter, ...blocks).pairs[0]
    expect(number?.draft.evidence.map(({ quote }) => quote)).toEqual(['40 12 040 REMOVING AND INSTALLING ROCKER', 'COVER'])
  })

  it('the legend of a drawing is no step, a list that a line announces is told', () => {
    const names: Blocks = [
      ['list_item', '1 Housing'],
      ['list_item', '2 Pinion'],
      ['list_item', '3 Ring gear'],
    ]
    const steps: Blocks = [
      ['step', 'Drain oil.'],
      ['step', 'Remove cover.'],
    ]
    const title: Blocks = [['operation', '40 40 000 OVERHAULING FINAL DRIVE']]
    expect(of(procedureWriter, ...title, ...names, ...steps).pairs[0]?.answer).toBe('1. Drain oil.\n2. Remove cover.')
    expect(of(procedureWriter, ...title, ...steps, ['note', 'Note: The kit consists of:'], ...names).pairs[0]?.answer).toContain(
      '- Housing',
    )
  })

  it('an operation over three pages is told from its title to the next one, and cites all three', () => {
    const third = pageOf({
      printed: '5',
      blocks: [
        ['step', 'Fit new seal.'],
        ['operation', '40 12 000 BLEEDING TENSIONER'],
        ['step', 'Open valve.'],
      ],
    })
    const second = pageOf({ printed: '4', blocks: [['step', 'Clean hub.']] })
    const first = pageOf({
      printed: '3',
      next: second,
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Lift out old seal.'],
      ],
    })
    const { pairs } = written(procedureWriter, { ...first, following: [third] })
    expect(pairs[0]?.answer).toBe('1. Lift out old seal.\n2. Clean hub.\n3. Fit new seal.')
    expect(new Set(pairs[0]?.draft.evidence.map(({ page_id }) => page_id))).toEqual(new Set(['40-3', '40-4', '40-5']))
  })
})

describe('variants', () => {
  const title: Blocks = [['operation', '40 21 000 REMOVING AND INSTALLING CLUTCH']]

  it('end where a sister variant that begins with the same step ends', () => {
    const blocks: Blocks = [
      ...title,
      ['heading', 'Engine M 10:'],
      ['step', 'Hold flywheel with tool FT 2160.'],
      ['step', 'Loosen clutch bolts by 2 turns.'],
      ['heading', 'Engine M 20:'],
      ['step', 'Hold flywheel with tool FT 2170.'],
      ...gap,
      ['step', 'Check drive plate for wear.'],
    ]
    const asked = of(stepsWriter, ...blocks).pairs
    const when = 'when removing and installing the clutch'
    expect(answerTo(asked, `What should the flywheel be held with ${when} (engine M 10)?`)).toBe('Tool FT 2160.')
    expect(answerTo(asked, `What should the flywheel be held with ${when} (engine M 20)?`)).toBe('Tool FT 2170.')
    expect(answerTo(asked, `By how much should the clutch bolts be loosened ${when}?`)).toBe('By 2 turns.')
    expect(answerTo(asked, `What should the drive plate be checked for ${when}?`)).toBe('Wear.')
    expect(of(procedureWriter, ...blocks).pairs[0]?.answer).toBe(
      [
        '1. Engine M 10: Hold flywheel with tool FT 2160.',
        '2. Loosen clutch bolts by 2 turns.',
        '3. Engine M 20: Hold flywheel with tool FT 2170.',
        '4. Check drive plate for wear.',
      ].join('\n'),
    )
  })

  it('reach to the next heading where sisters differ from the start', () => {
    const { pairs, reasons } = of(
      stepsWriter,
      ['operation', '40 34 014 ADJUSTING PARKING BRAKE'],
      ['heading', 'Drums:'],
      ['step', 'Operate the brake pedal until it is firm.'],
      ['heading', 'Discs:'],
      ['step', 'Turn wheel hub until the bore is on top.'],
      ...gap,
      ['step', 'Loosen adjusting nut by 3 threads.'],
      ['heading', 'Cable adjustment:'],
      ['step', 'Pull up parking lever by 5 teeth.'],
    )
    expect(answerTo(pairs, 'By how much should the adjusting nut be loosened when adjusting the parking brake (discs)?')).toBe(
      'By 3 threads.',
    )
    expect(reasons).toEqual([])
  })

  it('hold for the whole job where a model is named right under the title and no other follows', () => {
    const { pairs } = of(stepsWriter, ...title, ['heading', 'Carrier K 3:'], ['step', 'Remove sensors.'], ...gap, [
      'step',
      'Coat sealing face with paste.',
    ])
    expect(answerTo(pairs, 'What should the sealing face be coated with when removing and installing the clutch (carrier K 3)?')).toBe(
      'Paste.',
    )
  })

  it('are not headings over an address or a list', () => {
    const { pairs } = of(stepsWriter, ...title, ['heading', 'Source of supply for gauge strips:'], ['step', 'ACME'], ...gap, [
      'step',
      'Coat sealing face with paste.',
    ])
    expect(answerTo(pairs, 'What should the sealing face be coated with when removing and installing the clutch?')).toBe('Paste.')
  })
})

describe('what a sentence leaves to the page', () => {
  it('footnotes that send elsewhere are said, sources of supply are not', () => {
    const { pairs } = of(
      procedureWriter,
      ['operation', '40 51 000 REPLACING RELEASE BEARING'],
      ['step', 'Measure height of bearing*.'],
      ['step', 'Apply load* on the lever and read the gauge**.'],
      ['footer', '* See Specifications'],
      ['footer', '** Source: ACME'],
    )
    expect(pairs[0]?.answer).toBe(
      '1. Measure height of bearing (see specifications).\n2. Apply load (see specifications) on the lever and read the gauge.',
    )
  })

  it('an operation number tells where a step is described, and is no place or value of the step', () => {
    const blocks: Blocks = [
      ['operation', '40 51 000 REPLACING RELEASE BEARING'],
      ['step', 'Remove oil pan – see 40 13 000 – if the pan gasket was damaged.'],
      ['step', 'Check track tension again 40 10 005.'],
      ['step', 'Installation: Bleed clutch, see 40 00 046/047.'],
    ]
    expect(of(procedureWriter, ...blocks).pairs[0]?.answer).toBe(
      [
        '1. Remove oil pan (see operation 40 13 000) if the pan gasket was damaged.',
        '2. Check track tension again (see operation 40 10 005).',
        'Installation: Bleed clutch (see operation 40 00 046/047).',
      ].join('\n'),
    )
    expect(of(stepsWriter, ...blocks).pairs.filter(({ answer }) => /40 10 005/.test(answer))).toEqual([])
  })

  it('what the title presupposes is a requirement, and is said of the part', () => {
    const blocks: Blocks = [
      ['operation', '40 11 599 CHECKING FRONT BRAKE DISC FOR RUNOUT – FRONT WHEEL REMOVED –'],
      ['step', 'Requirement: wheel bearings okay.'],
      ['step', 'Mount holder.'],
    ]
    expect(of(adviceWriter, ...blocks).pairs[0]?.answer).toBe('- Front wheel removed.\n- Wheel bearings okay.')
    const removed = of(
      procedureWriter,
      ['operation', '40 52 502 OVERHAULING MASTER CYLINDER (REMOVED)'],
      ['step', 'Clean bore.'],
      ['step', 'Install kit.'],
    )
    expect(removed.pairs[0]?.answer).toBe('Condition: Master cylinder removed.\n1. Clean bore.\n2. Install kit.')
  })

  it('a job inside a job is not told where a heading without a job interrupts it', () => {
    const job: Blocks = [
      ['operation', '40 21 500 REPLACING CRANKSHAFT'],
      ['step', 'Install crankshaft.'],
      ['heading', 'Replacing bearing shells:'],
      ['step', 'Install red shells.'],
      ['step', 'Mount caps.'],
    ]
    const asked = (blocks: Blocks) => of(procedureWriter, ...blocks).pairs.flatMap(({ wordings }) => wordings)
    expect(asked(job)).toContain('How do you replace the bearing shells?')
    expect(asked([...job, ['heading', 'Source of supply:'], ['step', 'ACME'], ['step', 'Tighten bolts.']])).not.toContain(
      'How do you replace the bearing shells?',
    )
  })
})

it('pages that explain the signs of drawings give no circuits', () => {
  const page = pageOf({
    content: 'wiring',
    blocks: [
      ['heading', 'SYMBOLS'],
      ['callout', 'FUSE 5'],
      ['callout', '8 AMP'],
    ],
  })
  const wiring = {
    items: [
      {
        id: 'w1',
        kind: 'fuse' as const,
        text: 'FUSE 5',
        box: [0, 0, 10, 10] as [number, number, number, number],
        block: 'b2',
        confidence: 0.99,
      },
    ],
    conductors: [],
  }
  const drawn = { ...page, structure: { ...page.structure, wiring } }
  expect(written(fusesWriter, drawn).pairs).toEqual([])
  expect(written(wiringWriter, drawn).reasons).toEqual(['the page explains signs, its circuits are examples'])
})
