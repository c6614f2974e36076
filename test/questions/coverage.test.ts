import { expect, it } from 'vitest'
import { coverageOf } from '../../src/questions/coverage.ts'
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
  const page = pageOf({ table, blocks: [['paragraph', 'Seen from above.']], content: 'specification' })
  const { coverage, candidates } = await rulesGenerator.write(page, settingsSchema.parse({}))
  expect(candidates).toHaveLength(1)
  // The group, and the five cells of the first row; the headings and the row that cannot be read; the paragraph.
  expect(coverage).toEqual({ used: 6, refused: 10, no_interest: 1 })
})

it('takes a cited line of a table for the cells that it runs over', () => {
  const page = pageOf({ table, content: 'index' })
  const line = { page_id: page.page.page_id, block: 'bt', quote: '1AZ Frame bolts C1 M10' }
  const cited = (box: [number, number, number, number] | null) =>
    coverageOf(page, [{ evidence: [{ ...line, box }] } as unknown as Parameters<typeof coverageOf>[1][number]], [])
  expect(cited([0, 82, 300, 118])).toEqual({ used: 3, refused: 0, no_interest: 13 })
  expect(cited(null)).toEqual({ used: 16, refused: 0, no_interest: 0 })
})
