import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { withJoinedText } from '../../src/questions/broken-text.ts'
import { withContinuedTable } from '../../src/questions/continued-tables.ts'
import { rulesGenerator } from '../../src/questions/rules-generator.ts'
import { pageOf } from './page-builder.ts'

const pairs = async (page: PageMaterial) => (await rulesGenerator.write(page, defaultSettings())).candidates
const places = (evidence: readonly Evidence[]) =>
  evidence.map(({ page_id, block, cell }) => [page_id, block, ...(cell === undefined ? [] : [cell.row])])

describe('sentences that a column or a page breaks', () => {
  const lower = { column: 2 }
  /** A page of two columns: the last blocks stand in the second one. */
  const inColumns = (page: PageMaterial, inSecond: number): PageMaterial => {
    const first = page.structure.blocks.length - inSecond
    const blocks = page.structure.blocks.map((block, index) => (index < first ? block : { ...block, ...lower }))
    return { ...page, structure: { ...page.structure, columns: 2, blocks } }
  }

  it('are joined over columns, with the foot of the page between them, and both places are cited', async () => {
    const page = inColumns(
      pageOf({
        content: 'text',
        blocks: [
          ['heading', 'Blade Inspection'],
          ['paragraph', 'Cracks in the blade root are caused by'],
          ['footer', 'Handbook'],
          ['paragraph', 'vibration and by improper repair. The blade is checked before each flight.'],
        ],
      }),
      1,
    )
    const joined = withJoinedText(page)
    expect(joined.page.structure.blocks.map(({ text }) => text)[1]).toBe(
      'Cracks in the blade root are caused by vibration and by improper repair. The blade is checked before each flight.',
    )
    expect([...joined.tails.keys()]).toEqual(['b2'])
    const cause = (await pairs(page)).find(({ question }) => /cause/.test(question))
    expect(cause?.answer).toMatch(/vibration and improper repair/i)
    expect(places(cause?.evidence ?? []).slice(-2)).toEqual([
      ['40-1', 'b2'],
      ['40-1', 'b4'],
    ])
  })

  it('are joined over pages, and told on the page on which they begin only', async () => {
    const first = pageOf({
      printed: '1',
      blocks: [
        ['heading', 'Removing the hub'],
        ['step', 'Loosen the nut of the hub.'],
        ['step', 'Pull the hub off with the puller and'],
      ],
    })
    const second = pageOf({
      printed: '2',
      blocks: [
        ['step', 'protect the thread with a cap.'],
        ['heading', 'Checking the seal'],
        ['step', 'Clean the seal.'],
        ['step', 'Check the seal for wear.'],
      ],
    })
    const [one, other] = [
      { ...first, next: pageOf({ printed: '1', blocks: [], next: second }).next },
      { ...second, previous: pageOf({ printed: '2', blocks: [], previous: first }).previous },
    ]
    const whole = (await pairs(one)).find(({ question }) => /hub/.test(question) && /steps|How do you|procedure|How should/.test(question))
    expect(whole?.answer).toContain('Pull the hub off with the puller and protect the thread with a cap.')
    expect(places(whole?.evidence ?? [])).toContainEqual(['40-2', 'b1'])
    expect(withJoinedText(other).page.structure.blocks.map(({ id }) => id)).toEqual(['b2', 'b3', 'b4'])
  })

  it('stay apart where a sentence is complete or a new one begins', () => {
    const blocks = (second: string) =>
      withJoinedText(
        inColumns(
          pageOf({
            blocks: [
              ['paragraph', 'The hub turns on two bearings.'],
              ['paragraph', 'The seal is fitted with'],
              ['paragraph', second],
            ],
          }),
          1,
        ),
      ).page.structure.blocks.length
    expect(blocks('The ring is new.')).toBe(3)
    expect(blocks('1 = ring')).toBe(3)
    expect(blocks('a ring of copper.')).toBe(2)
  })
})

describe('tables that go on from the page before', () => {
  const part = (printed: string, rows: string[][], headers: number, title: string) =>
    pageOf({ printed, content: 'specification', table: { title, headers, rows } })
  const first = part(
    '1',
    [
      ['Propeller model', 'Low pitch', 'High pitch'],
      ['HC-3YR-1', '12.5°', '35.0°'],
      ['HC-3YR-2', '11.0°', '33.5°'],
    ],
    1,
    'Technical data',
  )
  const after = (rows: string[][], headers = 0, title = '') => {
    const page = part('2', rows, headers, title)
    return { ...page, previous: pageOf({ printed: '2', previous: first }).previous }
  }

  it('get the title and the names of the columns, which are cited where they are printed', async () => {
    const page = after([
      ['HC-2CY-4', '10.2°', '31.5°'],
      ['HC-2CY-5', '9.8°', '30.1°'],
    ])
    const { page: whole, continued } = withContinuedTable(page)
    expect(whole.structure.tables[0]?.title).toBe('Technical data')
    expect(whole.structure.tables[0]?.rows.map((row) => row.map(({ text }) => text))[0]).toEqual([
      'Propeller model',
      'Low pitch',
      'High pitch',
    ])
    expect(continued).toEqual({ block: 'bt', from: { page_id: '40-1', block: 'bt' }, rows: [0] })
    const pitch = (await pairs(page)).find(({ question, answer }) => /HC-2CY-4/.test(question) && /10.2/.test(answer))
    expect(places(pitch?.evidence ?? [])).toEqual(
      expect.arrayContaining([
        ['40-1', 'bt', 0],
        ['40-2', 'bt', 0],
      ]),
    )
    expect(pitch?.evidence.map(({ quote }) => quote)).toEqual(expect.arrayContaining(['Low pitch', 'HC-2CY-4', '10.2°']))
  })

  it('keep their own names where these are printed again, and other tables stay as they are', () => {
    const repeated = after(
      [
        ['Propeller model', 'Low pitch', 'High pitch'],
        ['HC-2CY-4', '10.2°', '31.5°'],
      ],
      1,
    )
    expect(withContinuedTable(repeated).page.structure.tables[0]).toMatchObject({ title: 'Technical data' })
    expect(withContinuedTable(repeated).page.structure.tables[0]?.rows).toHaveLength(2)
    expect(withContinuedTable(after([['HC-2CY-4', '10.2°']])).continued).toBeNull()
  })
})
