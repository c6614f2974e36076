import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { descriptionsWriter } from '../../src/questions/descriptions.ts'
import { explanationsWriter } from '../../src/questions/explanations.ts'
import { installationWriter } from '../../src/questions/installation.ts'
import { procedureWriter } from '../../src/questions/procedure.ts'
import { schedulesWriter } from '../../src/questions/schedules.ts'
import { stepsWriter } from '../../src/questions/steps.ts'
import { answerTo, pageOf, written } from './page-builder.ts'

const all = settingsSchema.parse({ generate: { paraphrases: 5 } })

describe('running text', () => {
  const page = pageOf({
    content: 'text',
    blocks: [
      ['heading', 'Kite Tensioner'],
      ['paragraph', 'The Kite tensioner holds the track tight. Note in Figure 4-2 that it has two springs, an outer one and an'],
      ['figure', ''],
      ['paragraph', 'inner one. The outer spring is made of flat steel. As shown in Figure 4-3, both are set by one nut.'],
      ['heading', 'Cooling'],
      [
        'paragraph',
        'Serial number The number is stamped on the left side of the frame. The first letter gives the year in which it was built.',
      ],
      ['heading', 'Further Reading'],
      ['paragraph', 'The valve block is described in another book, and it goes on with'],
    ],
  })
  const { pairs, reasons } = written(descriptionsWriter, page, all)

  it('is told whole under its heading, over a figure, without pointers to figures, names with their capitals', () => {
    expect(answerTo(pairs, 'What should one know about the Kite tensioner (running gear)?')).toBe(
      'The Kite tensioner holds the track tight. It has two springs, an outer one and an inner one. The outer spring is made of flat steel. Both are set by one nut.',
    )
  })

  it('is asked by what single sentences state, and by headings that run into their text', () => {
    const { pairs: single } = written(explanationsWriter, page, all)
    expect(answerTo(single, 'What is the outer spring made of (running gear)?')).toBe('Flat steel.')
    expect(answerTo(single, 'Where is the serial number stamped (running gear)?')).toBe('On the left side of the frame.')
  })

  it('is not told where it goes on out of sight', () => {
    expect(reasons).toContain('the text goes on where it cannot be followed')
  })

  it('is no procedure', () => {
    const text = pageOf({
      content: 'text',
      blocks: [
        ['heading', 'Lubrication'],
        ['paragraph', 'The oil pump is driven by the crankshaft.'],
        ['paragraph', 'Its relief valve opens at 5 bar.'],
        ['paragraph', 'A filter cleans the oil.'],
      ],
    })
    expect(written(procedureWriter, text, all).pairs).toEqual([])
  })
})

describe('service schedules', () => {
  const rows = [
    ['Work to be done', 'Interval', '', ''],
    ['', 'daily', '50 hours', '250 hours'],
    ['Engine oil', 'C', '', 'R'],
    ['Drive sprocket, wear', '', 'C', 'C'],
  ]
  it('tell at which interval a part is due for what', () => {
    const page = pageOf({ table: { headers: 1, rows }, blocks: [['paragraph', 'C = check R = replace']] })
    const { pairs } = written(schedulesWriter, page, all)
    expect(answerTo(pairs, 'How often must the engine oil be checked?')).toBe('Daily')
    expect(answerTo(pairs, 'How often must the engine oil be replaced?')).toBe('250 hours')
    expect(answerTo(pairs, 'How often must the drive sprocket (wear) be checked?')).toBe('50 hours, 250 hours')
  })
  it('are refused without a legend', () => {
    const { pairs, reasons } = written(schedulesWriter, pageOf({ table: { headers: 1, rows } }), all)
    expect(pairs).toEqual([])
    expect(reasons).toEqual(['no legend says what the marks of the schedule mean'])
  })
})

describe('operations over several pages', () => {
  it('are followed as far as they go, and refused where their end is not at hand', () => {
    const third = pageOf({
      printed: '5',
      blocks: [
        ['step', 'Fit cover.'],
        ['operation', '40 12 000 BLEEDING TENSIONER'],
        ['step', 'Open valve.'],
      ],
    })
    const second = pageOf({ printed: '4', blocks: [['step', 'Fit new seal.']] })
    const start = {
      printed: '3',
      next: second,
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Lift out old seal.'],
      ],
    } as const
    const whole = written(procedureWriter, { ...pageOf(start), following: [third] })
    expect(whole.pairs[0]?.answer).toBe('1. Lift out old seal.\n2. Fit new seal.\n3. Fit cover.')
    expect(new Set(whole.pairs[0]?.draft.evidence.map(({ page_id }) => page_id))).toEqual(new Set(['40-3', '40-4', '40-5']))
    expect(written(procedureWriter, pageOf(start)).reasons).toContain('where the operation ends is not at hand')
  })
})

describe('remarks and observations in a job', () => {
  const page = pageOf({
    blocks: [
      ['operation', '40 20 100 REPLACING TRACK TENSIONER'],
      ['step', 'Drain 2 litres of oil.'],
      ['step', 'Mount dial gauge FT 0009 on the tension spindle.'],
      ['step', 'Installation: Replace the gasket. The arrow side of the plate faces the frame.'],
      ['step', 'Raise and lower the track four times without load.'],
      ['step', 'A quarter turn of the screw raises the pressure by 12 bar.'],
      ['step', 'Press the pack together and measure gap with depth gauge FT 4710.'],
      ['step', 'Installation: Coat threads with thread locker M. Tightening torque*.'],
      ['step', 'Take out roller with sealing ring (4).'],
      ['step', 'The high pressure test must be performed with the engine stopped.'],
    ],
  })
  const { pairs } = written(stepsWriter, page, all)
  const when = 'when replacing the track tensioner'

  it.each([
    [`How much oil should be drained ${when}?`, '2 litres'],
    [`Which tool is mounted on the tension spindle ${when}?`, 'Dial gauge FT 0009.'],
    [`How many times should the track be raised and lowered ${when}?`, 'Four times without load.'],
    [`By how much does a quarter turn of the screw raise the pressure ${when}?`, 'By 12 bar.'],
    [`What should the gap be measured with ${when}?`, 'Depth gauge FT 4710.'],
    [`How must the high pressure test be performed ${when}?`, 'The high pressure test must be performed with the engine stopped.'],
  ])('%s', (question, answer) => {
    expect(answerTo(pairs, question)).toBe(answer)
  })

  it('do not take what comes along for a tool', () => {
    expect(pairs.filter(({ answer }) => /sealing ring/i.test(answer))).toEqual([])
  })

  it('on installation are told together, in order, without bare references', () => {
    const told = written(installationWriter, page, all).pairs
    expect(answerTo(told, `What must be observed on installation ${when}?`)).toBe(
      '- Replace the gasket. The arrow side of the plate faces the frame.\n- Coat threads with thread locker M.',
    )
  })
})
