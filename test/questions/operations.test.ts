import { describe, expect, it } from 'vitest'
import { defaultSettings, settingsSchema } from '../../src/contracts/settings.ts'
import { adviceWriter } from '../../src/questions/advice.ts'
import { operationNumbersWriter } from '../../src/questions/operation-numbers.ts'
import { procedureWriter } from '../../src/questions/procedure.ts'
import { stepsWriter } from '../../src/questions/steps.ts'
import { valueListsWriter } from '../../src/questions/value-lists.ts'
import { answerTo, pageOf, written } from './page-builder.ts'

const rollers = pageOf({
  printed: '3',
  blocks: [
    ['page_number', '40-3'],
    ['operation', '40 11 220 REMOVING AND INSTALLING FRONT TRACK ROLLERS – TRACK REMOVED –'],
    ['step', 'Remove side guard – see 40 10 300.'],
    ['step', 'Unscrew roller mounting bolts (1).'],
    ['step', 'Installation: Tightening torque*.'],
    ['step', 'Pull off roller toward rear and hang up with a strap.'],
    ['step', 'Grease line remains connected.'],
    ['caution', 'Important!'],
    ['step', 'Always replace both rollers of one axle, even if only one roller is worn.'],
    ['tool', 'Tool: wrench socket 40 1 020.'],
    ['heading', 'Breaking In Rollers After Replacing Seals:'],
    ['step', 'Drive 5 km (3 miles) at walking speed.'],
    ['step', 'Check temperature of hub by hand.'],
    ['footer', '* See Specifications'],
  ],
})

describe('whole operations', () => {
  it('number what is to be done; what is so, or must be so, stands below it', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 11 230 REPLACING TENSIONER'],
        ['step', 'The oil must be replaced annually.'],
        ['step', 'Unscrew plug and drain oil.'],
        ['step', 'This takes about ten minutes.'],
        ['step', 'Drums: Operate pedal several times.'],
        ['step', 'Chock both tracks on level ground.'],
        ['step', 'Spring side faces down.'],
      ],
    })
    expect(answerTo(written(procedureWriter, page).pairs, 'How do you replace the tensioner?')).toBe(
      [
        'The oil must be replaced annually.',
        '1. Unscrew plug and drain oil.',
        'This takes about ten minutes.',
        '2. Drums: Operate pedal several times.',
        '3. Chock both tracks on level ground.',
        'Spring side faces down.',
      ].join('\n'),
    )
  })

  it('tell every step under their name, in order, with conditions, cautions and headings', () => {
    const { pairs } = written(procedureWriter, rollers)
    expect(answerTo(pairs, 'How do you remove and install the front track rollers?')).toBe(
      [
        'Condition: Track removed.',
        '1. Remove side guard (see operation 40 10 300).',
        '2. Unscrew roller mounting bolts (1).',
        'Installation: Tightening torque: see specifications.',
        '3. Pull off roller toward rear and hang up with a strap.',
        '4. Grease line remains connected.',
        'Important: Always replace both rollers of one axle, even if only one roller is worn.',
        'Tool: wrench socket 40 1 020.',
        'Breaking in rollers after replacing seals:',
        '5. Drive 5 km (3 miles) at walking speed.',
        '6. Check temperature of hub by hand.',
      ].join('\n'),
    )
    expect(answerTo(pairs, 'How do you break in the rollers after replacing the seals?')).toBe(
      '1. Drive 5 km (3 miles) at walking speed.\n2. Check temperature of hub by hand.',
    )
  })

  it('go on over the page break, and cite both pages', () => {
    const next = pageOf({
      printed: '4',
      blocks: [
        ['step', 'Fit new seal.'],
        ['operation', '40 12 000 BLEEDING TENSIONER'],
        ['step', 'Open valve.'],
      ],
    })
    const page = pageOf({
      printed: '3',
      next,
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Lift out old seal.'],
      ],
    })
    const { pairs } = written(procedureWriter, page)
    expect(pairs[0]?.answer).toBe('1. Lift out old seal.\n2. Fit new seal.')
    expect(new Set(pairs[0]?.draft.evidence.map(({ page_id }) => page_id))).toEqual(new Set(['40-3', '40-4']))
  })

  it('are not told when their end is not at hand, when a step is cut, or when it is not surely read', () => {
    const endless = pageOf({ printed: '4', blocks: [['step', 'Fit new seal.']] })
    const cases = [
      pageOf({
        printed: '3',
        next: endless,
        blocks: [
          ['operation', '40 11 300 REPLACING HUB SEAL'],
          ['step', 'Lift out seal.'],
          ['step', 'Clean hub.'],
        ],
      }),
      pageOf({
        blocks: [
          ['operation', '40 11 300 REPLACING HUB SEAL'],
          ['step', 'Lift out seal.'],
          ['step', 'and clean the hub (carefully'],
          ['paragraph', 'x'],
        ],
      }),
      pageOf({
        blocks: [
          ['operation', '40 11 300 REPLACING HUB SEAL'],
          ['step', 'Lift out seal.', 0.4],
          ['step', 'Clean hub.'],
        ],
      }),
    ]
    expect(cases.map((page) => written(procedureWriter, page)).map(({ pairs, reasons }) => [pairs.length, reasons[0]])).toEqual([
      [0, 'where the operation ends is not at hand'],
      [0, 'a step is cut or broken'],
      [0, 'a step was read with too little confidence'],
    ])
  })

  it('name the vehicle where one is configured', () => {
    const page = pageOf({
      vehicles: ['Marten C2'],
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Lift out seal.'],
        ['step', 'Clean hub.'],
      ],
    })
    expect(written(procedureWriter, page).pairs[0]?.wordings).toContain('How do you replace the hub seal on the Marten C2?')
  })
})

describe('single steps', () => {
  const { pairs } = written(stepsWriter, rollers, settingsSchema.parse({ generate: { paraphrases: 5 } }))
  const during = 'when removing and installing the front track rollers'
  it.each([
    [`How should the roller be pulled off ${during}?`, 'Pull off roller toward rear and hang up with a strap.'],
    [`Does the grease line have to be disconnected ${during}?`, 'No. Grease line remains connected.'],
    [`What must be replaced even if only one roller is worn ${during}?`, 'Both rollers of one axle.'],
    [`Which tool is needed ${during}?`, 'Wrench socket 40 1 020.'],
  ])('%s', (question, answer) => {
    expect(answerTo(pairs, question)).toBe(answer)
  })
  it('never ask about references, nor by the numbers of a drawing', () => {
    for (const { wordings, answer } of pairs) {
      expect(answer).not.toMatch(/^Tightening torque/)
      for (const wording of wordings) expect(wording).not.toMatch(/\(\d\)|\*|see /)
    }
  })

  it('read values, conditions, prohibitions, checks and means', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 20 100 ADJUSTING TRACK TENSION'],
        ['step', 'Test pressure must not exceed 2 bar (28 psi).'],
        ['step', 'Adjust track sag to 20 + 5 mm with adjusting screw (1).'],
        ['step', 'If grease valve leaks, replace valve and seal.'],
        ['step', 'Do not stand in front of the valve.'],
        ['step', 'Check track links for cracks and wear.'],
        ['step', 'Coat valve thread with Loctite No. 270**.'],
        ['step', 'Turn tension spindle until track lies flat.'],
        ['step', 'Unscrew idler bolts.'],
        ['step', 'Installation: Tightening torque: 45 Nm (33 ft. lbs.).'],
      ],
    })
    const asked = written(stepsWriter, page, settingsSchema.parse({ generate: { paraphrases: 5 } })).pairs
    const when = 'when adjusting the track tension'
    expect(answerTo(asked, `What value must the test pressure not exceed ${when}?`)).toBe('2 bar (28 psi).')
    expect(answerTo(asked, `To what value should the track sag be adjusted ${when}?`)).toBe('To 20 + 5 mm with adjusting screw.')
    expect(answerTo(asked, `What should you do if the grease valve leaks ${when}?`)).toBe('Replace valve and seal.')
    expect(answerTo(asked, `What must you not do ${when}?`)).toBe('Do not stand in front of the valve.')
    expect(answerTo(asked, `What should the track links be checked for ${when}?`)).toBe('Cracks and wear.')
    expect(answerTo(asked, `What should the valve thread be coated with ${when}?`)).toBe('Loctite No. 270.')
    expect(answerTo(asked, `Until what point should the tension spindle be turned ${when}?`)).toBe('Until track lies flat.')
    expect(answerTo(asked, `What is the tightening torque for the idler bolts ${when}?`)).toBe('45 Nm (33 ft. lbs.)')
  })

  it('ask for a place where one is told, and keep what is done to the same part', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 20 100 ADJUSTING TRACK TENSION'],
        ['step', 'Unplug wear indicator plug on left side.'],
        ['step', 'Lock idle stop screw and secure with paint.'],
        ['step', 'Clamp drive plate and clean liner with emery cloth.'],
        ['step', 'Even if only one roller is worn, always replace both rollers.'],
        ['step', 'Always replace all four shoes and use same make.'],
      ],
    })
    const asked = written(stepsWriter, page, settingsSchema.parse({ generate: { paraphrases: 5 } })).pairs
    const when = 'when adjusting the track tension'
    expect(answerTo(asked, `On which side should the wear indicator plug be unplugged ${when}?`)).toBe(
      'Unplug wear indicator plug on left side.',
    )
    expect(answerTo(asked, `What should the idle stop screw be secured with ${when}?`)).toBe('Paint.')
    expect(answerTo(asked, `What must always be replaced ${when}?`)).toBe('Always replace all four shoes and use same make.')
    expect(answerTo(asked, `What must be replaced even if only one roller is worn ${when}?`)).toBe('Both rollers.')
    // The second half of the sentence is done to something else, and asked by itself.
    expect(answerTo(asked, `What should the liner be cleaned with ${when}?`)).toBe('Emery cloth.')
    expect(asked).toHaveLength(5)
  })

  it('take the job from the page before, or from the section index, and are refused without one', () => {
    const blocks = [['step', 'Coat face with paste.']] as const
    const previous = pageOf({
      printed: '3',
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Clean hub.'],
      ],
    })
    const ask = (page: ReturnType<typeof pageOf>) => written(stepsWriter, page, defaultSettings())
    const operations = [
      { code: '40 11 000', name: 'Track – remove and install', pages: ['40-1'] },
      { code: '40 11 300', name: 'Hub seal – replace', pages: ['40-3'] },
    ]
    expect(ask(pageOf({ printed: '4', previous, blocks: [['step', 'Coat sealing face with paste.']] })).pairs[0]?.wordings).toContain(
      'What should the sealing face be coated with when replacing the hub seal?',
    )
    expect(ask(pageOf({ printed: '4', operations, blocks: [['step', 'Coat sealing face with paste.']] })).pairs[0]?.draft.operation).toBe(
      '40 11 300',
    )
    expect(ask(pageOf({ printed: '9', previous, blocks }))).toMatchObject({ pairs: [], reasons: ['nothing on the page names the job'] })
  })

  it('are refused where a variant may have ended', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 20 046 BLEEDING TENSIONERS'],
        ['step', 'Front Tensioners:'],
        ['step', 'Secure bleeder hose with a clip.'],
        ['figure', ''],
        ['figure', ''],
        ['figure', ''],
        ['step', 'Wipe valve with a cloth.'],
        ['step', 'Drums: Fasten filler hose with a wire.'],
      ],
    })
    const { pairs: asked, reasons } = written(stepsWriter, page)
    expect(asked.map(({ answer }) => answer)).toEqual(['A clip.'])
    expect(asked[0]?.wordings.join()).toContain('when bleeding the tensioners (front tensioners)')
    expect(reasons).toEqual(Array(2).fill('whether it is still about the variant above is not sure'))
  })

  it('say in which part of the job a step stands', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 20 046 BLEEDING TENSIONERS'],
        ['heading', 'Rear Tensioners (Drums):'],
        ['step', 'Secure bleeder hose with a clip.'],
        ['heading', 'Front Tensioners:'],
        ['step', 'Secure bleeder hose with a wire.'],
      ],
    })
    const asked = written(stepsWriter, page).pairs
    expect(asked).toHaveLength(2)
    expect(asked[0]?.wordings.join()).toContain('when bleeding the tensioners (rear tensioners, drums)')
    expect(asked[1]?.wordings.join()).toContain('when bleeding the tensioners (front tensioners)')
  })
})

describe('numbers that may be degrees', () => {
  it('are never told', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 11 300 REPLACING HUB SEAL'],
        ['step', 'Turn sealing ring by about 900.'],
        ['step', 'Clean hub with a brush.'],
      ],
    })
    expect(written(procedureWriter, page)).toMatchObject({ pairs: [], reasons: ['a number may be a degree misread'] })
    expect(written(stepsWriter, page).pairs.map(({ answer }) => answer)).toEqual(['A brush.'])
  })
})

describe('advice, numbers and value lists', () => {
  it('tells cautions and notes with their lists', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 30 502 OVERHAULING TENSION CYLINDER'],
        ['note', 'Note: Only use repair kit of same make, consisting of:'],
        ['list_item', '1 Piston'],
        ['list_item', '2 Circlip'],
        ['step', 'Retaining ring'],
        ['step', 'Clean bore.'],
        ['caution', 'Caution! Grease is under pressure. Stand aside.'],
      ],
    })
    const { pairs } = written(adviceWriter, page)
    expect(answerTo(pairs, 'What should be noted when overhauling the tension cylinder?')).toBe(
      'Only use repair kit of same make, consisting of: Piston; Circlip; Retaining ring.',
    )
    expect(answerTo(pairs, 'What caution applies when overhauling the tension cylinder?')).toBe('Grease is under pressure. Stand aside.')
  })
  it('gives the numbers of operations and of those that steps refer to', () => {
    const { pairs } = written(operationNumbersWriter, rollers)
    expect(answerTo(pairs, 'What is the repair operation number for removing and installing the front track rollers?')).toBe('40 11 220')
    expect(answerTo(pairs, 'Which operation number covers removing the side guard?')).toBe('40 10 300')
  })
  it('keeps the steps of a value together', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 30 100 INSTALLING HUB'],
        ['heading', 'Tightening Torque of Hub Bolts:'],
        ['step', 'Step 1 10 Nm (7 ft. lbs.)'],
        ['step', 'Step 2 30 Nm (22 ft. lbs.)'],
        ['step', 'Fit cover.'],
      ],
    })
    expect(answerTo(written(valueListsWriter, page).pairs, 'What is the tightening torque of the hub bolts?')).toBe(
      'Step 1: 10 Nm (7 ft. lbs.)\nStep 2: 30 Nm (22 ft. lbs.)',
    )
  })
})
