import { expect, it } from 'vitest'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { coverageOf, unaskedOf } from '../../src/questions/coverage.ts'
import { rulesGenerator } from '../../src/questions/rules-generator.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { pageOf } from './page-builder.ts'

const table = {
  headers: 1,
  rows: [
    ['40 - 1 Running Gear', 'Type', 'Screw', 'Measure', 'Unit'],
    ['40 11 Track frame', '', '', '', ''],
    ['1AZ Frame bolts', 'C1', 'M10', '60', 'Nm'],
    ['3AZ Oil drain plug', 'All', 'M22 x 1.5', '3?', 'Nm'],
  ],
}

it('counts each filled cell and each content block once: used, refused or of no interest', async () => {
  const page = pageOf({
    table,
    blocks: [['paragraph', 'Seen from above.']],
    content: 'specification',
  })
  const { coverage, candidates } = await rulesGenerator.write(page, settingsSchema.parse({}))
  expect(candidates).toHaveLength(1)
  // The group, and the five cells of the first row; the headings and the row that cannot be read, and the paragraph.
  expect(coverage).toEqual({ used: 6, refused: 11, no_interest: 0 })
})

it('takes a cited line of a table for the cells that it runs over', () => {
  const page = pageOf({ table, content: 'index' })
  const line = { page_id: page.page.page_id, block: 'bt', quote: '1AZ Frame bolts C1 M10' }
  const cited = (box: [number, number, number, number] | null) =>
    coverageOf(page, [{ evidence: [{ ...line, box }] } as unknown as Parameters<typeof coverageOf>[1][number]], [])
  expect(cited([0, 82, 300, 118])).toEqual({ used: 3, refused: 0, no_interest: 13 })
  expect(cited(null)).toEqual({ used: 16, refused: 0, no_interest: 0 })
})

it('refuses what states something and no writer looked at, but no headings, and nothing that goes on from the page before', () => {
  const strange = {
    headers: 1,
    rows: [
      ['Beam', 'Knob'],
      ['left', 'turn it'],
    ],
  }
  const blocks = [
    ['heading', 'Notes of the fitter'],
    ['paragraph', 'Seen from above.'],
    ['operation', '40 11 020 REMOVING TRACK'],
    ['step', 'Loosen the frame bolts.'],
    ['callout', 'seen from the rear'],
  ] as const
  const refused = (page: PageMaterial) => unaskedOf(page, [], []).map(({ block, reason }) => `${block}: ${reason}`)
  expect(refused(pageOf({ table: strange, blocks, printed: '2' }))).toEqual([
    'b2: no question was found in it',
    'b4: it belongs to no operation that is told',
    'bt: no writer knows this kind of table',
  ])
  const before = pageOf({ blocks: [['operation', '40 11 010 FITTING TRACK']], printed: '1' })
  expect(refused(pageOf({ blocks, printed: '2', previous: before }))).toEqual(['b4: it belongs to no operation that is told'])
})
