import { describe, expect, it } from 'vitest'
import { lookedUpValuesWriter } from '../../src/questions/looked-up-values.ts'
import { answerTo, pageOf, written } from './page-builder.ts'

const sheet = (rows: readonly (readonly string[])[], unsure?: string) =>
  pageOf({ printed: '9', content: 'specification', table: { headers: 1, rows, ...(unsure === undefined ? {} : { unsure }) } })
const heads = ['', 'Carrier 18', 'Carrier 24']
const job = (step: string, next: ReturnType<typeof sheet>) =>
  written(
    lookedUpValuesWriter,
    pageOf({
      printed: '5',
      blocks: [
        ['operation', '40 12 010 CHECKING TRACK ROLLERS'],
        ['step', step],
        ['footer', '* See Specifications'],
      ],
      next,
    }),
  )

describe('values that a step refers to', () => {
  it('are looked up on the specification page, each with its variant, with evidence from both pages', () => {
    const { pairs } = job('Turn the roller and measure runout*.', sheet([heads, ['Runout of track roller', '0.3 mm', '0.4 mm']]))
    expect(answerTo(pairs, 'What should the runout be when checking the track rollers?')).toBe('0.3 mm (Carrier 18), 0.4 mm (Carrier 24)')
    expect(new Set(pairs[0]?.draft.evidence.map(({ page_id }) => page_id))).toEqual(new Set(['40-5', '40-9']))
  })
  it('are told row by row where several rows name the measure', () => {
    const rows = [heads, ['Play of roller, new', '0.1 mm', '0.1 mm'], ['Play of roller, worn', '0.5 mm', '0.6 mm']]
    expect(job('Measure play* of the roller.', sheet(rows)).pairs[0]?.answer).toBe(
      '- Play of roller, new: 0.1 mm (Carrier 18), 0.1 mm (Carrier 24)\n- Play of roller, worn: 0.5 mm (Carrier 18), 0.6 mm (Carrier 24)',
    )
  })
  it('are not asked where the row is about something else, unsurely read, or no row names them', () => {
    const reason = 'the value that the step refers to is not found near by'
    for (const next of [
      sheet([heads, ['Runout of drive sprocket', '0.3 mm', '0.4 mm']]),
      sheet([heads, ['Runout of track roller', '0.3 mm', '0.4 mm']], '0.4 mm'),
      sheet([heads, ['Width of track', '230 mm', '250 mm']]),
    ])
      expect(job('Turn the roller and measure runout*.', next)).toEqual({ pairs: [], reasons: [reason] })
  })
})
