import { describe, expect, it } from 'vitest'
import type { Cell, Table } from '../../src/contracts/structure.ts'
import { columnRoles } from '../../src/questions/value-columns.ts'
import { gridOf } from '../../src/questions/table-grid.ts'
import { topicOf } from '../../src/text/topics.ts'

function tableOf(rows: readonly (readonly string[])[], headerRows = 1): Table {
  const cells = rows.map((row, at) =>
    row.map((text, column): Cell => ({
      text,
      box: null,
      row: at,
      column,
      row_span: 1,
      column_span: 1,
      header: at < headerRows,
      confidence: 1,
    })),
  )
  return { block: 'b01', title: '', ruled: true, columns: rows[0]?.length ?? 0, rows: cells, confidence: 1 }
}

describe('the columns of a table of values', () => {
  it('are variants where their headings begin alike and end in figures', () => {
    const grid = gridOf(
      tableOf([
        ['', 'Cairn 18', 'Cairn 24'],
        ['Width of track', '230 mm', '250 mm'],
      ]),
    )
    expect(columnRoles(grid, [])).toEqual([
      { kind: 'none' },
      { kind: 'value', attribute: '', variant: 'Cairn 18' },
      { kind: 'value', attribute: '', variant: 'Cairn 24' },
    ])
  })

  it('are variants where the settings name them', () => {
    const grid = gridOf(
      tableOf([
        ['Data', 'Kite', 'Heron'],
        ['Wing area', '14 m²', '19 m²'],
      ]),
    )
    expect(columnRoles(grid, ['Kite', 'Heron']).map((role) => role.kind === 'value' && role.variant)).toEqual([false, 'Kite', 'Heron'])
  })

  it('name the type and thread of a row, and what its value is', () => {
    const grid = gridOf(
      tableOf([
        ['Part', 'Type', 'Thread', 'Torque'],
        ['Pinion nut', 'Cairn 18', 'M22', '180 Nm'],
        ['Cover', 'all', 'M8', '24 Nm'],
      ]),
    )
    expect(columnRoles(grid, [])).toEqual([
      { kind: 'none' },
      { kind: 'variant' },
      { kind: 'size', heading: 'thread' },
      { kind: 'value', attribute: 'Torque', variant: '' },
    ])
  })

  it('take a type that is told in words for a value', () => {
    const grid = gridOf(
      tableOf([
        ['Filled into', 'Type'],
        ['Fuel tank', 'Diesel fuel, in winter with flow improver'],
      ]),
    )
    expect(columnRoles(grid, [])[1]).toEqual({ kind: 'value', attribute: 'Type', variant: '' })
  })
})

it('takes what stands between dashes behind a job for its condition', () => {
  const topic = topicOf('CHECKING AND ADJUSTING VALVE CLEARANCE – ENGINE COLD –')
  expect(topic).toMatchObject({ name: 'checking and adjusting the valve clearance', conditions: ['engine cold'] })
})
