import { describe, expect, it } from 'vitest'
import { definitionOf, definitionsIn } from '../../src/text/abbreviations.ts'
import { citationsIn } from '../../src/text/citations.ts'
import { sectionNumberOf } from '../../src/text/section-number.ts'

const cited = (text: string) => citationsIn(text, '\\d{2} \\d{2} \\d{3}').map(({ kind, numbers, text: words }) => [kind, ...numbers, words])

describe('where a text sends its reader', () => {
  it('finds operations by their numbers, also several behind strokes', () => {
    expect(cited('Bleed brakes – see 34 00 046/047.')).toEqual([['operation', '34 00 046', '34 00 047', '34 00 046/047']])
    expect(cited('Bleed the clutch (see operation 21 00 006).')).toEqual([['operation', '21 00 006', 'operation 21 00 006']])
    expect(cited('Order tool 1 34 00 0461.')).toEqual([])
  })
  it('finds pages and sections behind a word that sends there, and nowhere else', () => {
    expect(cited('Fill in oil, see page 05 – 3, until it runs out.')).toEqual([['page', '05-3', 'page 05 – 3']])
    expect(cited('Troubleshooting, see 33-4.')).toEqual([['page', '33-4', '33-4']])
    expect(cited('Refer to Section 3-2 and see also the Chapter 5.')).toEqual([
      ['section', '3-2', 'Section 3-2'],
      ['section', '5', 'Chapter 5'],
    ])
    expect(cited('Adjust to 12-15 mm, page through group 4 of the bolts.')).toEqual([])
  })
  it('knows that specifications are meant', () => {
    expect(cited('* See Specifications')).toEqual([['specifications', 'Specifications']])
  })
})

describe('abbreviations that a text explains', () => {
  it('finds them before, in and behind brackets, and as an entry of a list', () => {
    expect(definitionsIn('The ABS (anti-lock braking system) must be off.')).toEqual([{ short: 'ABS', long: 'anti-lock braking system' }])
    expect(definitionsIn('Check the Idle speed control (ISC) and its plug.')).toEqual([{ short: 'ISC', long: 'idle speed control' }])
    expect(definitionsIn('CSM = Cylinder shut-off module')).toEqual([{ short: 'CSM', long: 'cylinder shut-off module' }])
    expect(definitionsIn('TDC – top dead center')).toEqual([{ short: 'TDC', long: 'top dead center' }])
  })
  it('takes no remark in brackets for a meaning, nor a code, a unit or a word', () => {
    for (const text of [
      'Tighten to 20 Nm (ft. lbs.).',
      'Connector C302 (accessory connector)',
      'The ABS (not on all models) is off.',
      'WARNING (hot parts)',
      'PCM (engine control)',
      'Remove the pump (EU)',
    ])
      expect(definitionsIn(text), text).toEqual([])
    expect(definitionOf('RED', 'colour of the wire')).toBeNull()
  })
})

it('takes the number off a heading', () => {
  expect(['3-2 Bleeding the system', 'Chapter 4: Brakes', 'Section B Wings', '6 cylinder engine', 'Brakes'].map(sectionNumberOf)).toEqual([
    '3-2',
    '4',
    'B',
    null,
    null,
  ])
})
