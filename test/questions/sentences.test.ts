import { describe, expect, it } from 'vitest'
import { askProse } from '../../src/questions/prose-statements.ts'
import { askSentence } from '../../src/questions/statements.ts'

const setting = { during: ' when overhauling the final drive', object: 'final drive' }

describe('sentences of a job', () => {
  it('asks for a tool by its kind and by what it does', () => {
    expect(askSentence('Connect pressure gauge FT 3300.', setting)).toMatchObject({
      wordings: ['Which pressure gauge is connected when overhauling the final drive?'],
      answer: 'Pressure gauge FT 3300.',
      type: 'tool',
    })
    expect(askSentence('Press pinion shaft out of the housing with mandrel FT 2641.', setting)).toMatchObject({
      answer: 'Mandrel FT 2641.',
      type: 'tool',
    })
    expect(askSentence('Press pinion shaft out of the housing.', setting)).toBeNull()
  })

  it('asks for what a step adds, and only for that', () => {
    const during = setting.during
    const cases: readonly (readonly [string, string, string])[] = [
      ['Clamp tester FT 2110 in a vise.', 'What should tester FT 2110 be clamped in', 'In a vise.'],
      ['Pull off brake caliper toward rear.', 'In which direction should the brake caliper be pulled off', 'Toward rear.'],
      ['Press drive belt midway between the pulleys.', 'Where should the drive belt be pressed', 'Midway between the pulleys.'],
      ['Run pump motor at 2400 rpm.', 'At what speed should the pump motor be run', 'At 2400 rpm.'],
      ['Soak lined discs for 2 hours.', 'How long should the lined discs be soaked', 'For 2 hours.'],
      ['Let the pump motor run until the oil is warm.', 'Until when should the pump motor run', 'Until the oil is warm.'],
      ['Fill the oil pump with 0.2 litres of clean oil.', 'How much clean oil do you fill the oil pump with', '0.2 litres'],
      ['Hold brake pedal down with a pedal prop.', 'What should the brake pedal be held down with', 'A pedal prop.'],
      ['Lock stop screw and secure with paint.', 'What should the stop screw be secured with', 'Paint.'],
      ['Coat cylinder bore lightly with brake paste.', 'What should the cylinder bore be coated with', 'Brake paste, applied lightly.'],
      [
        'Open bleeder valves on wheel brakes, beginning at rear right.',
        'Where should you begin to open the bleeder valves on the wheel brakes',
        'At rear right.',
      ],
      [
        'Remove the side fitting so that no pressure builds up.',
        'Why should the side fitting be removed',
        'So that no pressure builds up.',
      ],
      ['Clutch liners are okay, if the tool can be pushed in.', 'When are the clutch liners okay', 'If the tool can be pushed in.'],
      [
        'Drive plate is worn and must be replaced when there is a gap of 5 mm.',
        'When must the drive plate be replaced',
        'When there is a gap of 5 mm.',
      ],
      ['Replace a clutch with loose or worn rivets.', 'In which case must a clutch be replaced', 'If it has loose or worn rivets.'],
    ]
    for (const [sentence, question, answer] of cases) {
      const asked = askSentence(sentence, setting)
      expect(asked?.wordings, sentence).toContain(`${question}${during}?`)
      expect(asked?.answer, sentence).toBe(answer)
    }
    expect(askSentence('Brake fluid must be replaced annually.', setting)).toMatchObject({
      wordings: ['How often must the brake fluid be replaced?'],
      answer: 'Annually.',
    })
  })

  it('leaves sentences whose question would only say them again, or something else', () => {
    const left = [
      'Push back brake pistons completely.',
      'Remove panel trim at bottom left.',
      'Connect bleeder hose with bottle on bleeder screw.',
      'Do not turn the final drive.',
      'Take the drive belt off the engine pulley, then off the deck pulleys.',
      'Check side bushes (4) and face seals (5).',
      'Check drive plate for wear, cracks and torsion damper for tight fit.',
      'Draw acid into the hydrometer and read it at (D).',
      'Correct with a steel disc of another thickness: 1.8 mm or 2.0 mm.',
      'Disconnect mains and wait 5 minutes.',
    ]
    for (const sentence of left) expect(askSentence(sentence, setting), sentence).toBeNull()
  })
})

describe('running text', () => {
  it('describes a numbered connector', () => {
    expect(askProse('Connector C12: 10 pins, black, on the bulkhead behind the fan.')).toMatchObject({
      answer: '10 pins, black, on the bulkhead behind the fan.',
      about: 'connector C12',
    })
  })
})
