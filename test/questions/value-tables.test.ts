import { describe, expect, it } from 'vitest'
import type { Cell, Table } from '../../src/contracts/structure.ts'
import { lookupTablesWriter } from '../../src/questions/lookup-tables.ts'
import { columnRoles } from '../../src/questions/value-columns.ts'
import { gridOf } from '../../src/questions/table-grid.ts'
import { topicOf } from '../../src/text/topics.ts'
import { pageOf, written } from './page-builder.ts'

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

describe('tables of models with a column of units', () => {
  const material = pageOf({ content: 'specification', table: { headers: 2, rows: [['']] } })
  const cell = (row: number, column: number, text: string, column_span = 1, row_span = 1): Cell => ({
    text,
    row,
    column,
    row_span,
    column_span,
    box: [column * 100, row * 40, (column + column_span) * 100, row * 40 + 40],
    header: row < 2,
    confidence: 1,
  })
  const rows = [
    [cell(0, 0, 'Characteristic', 1, 2), cell(0, 1, 'Unit', 1, 2), cell(0, 2, 'Model', 3)],
    ['HX-40/11', 'HX-40/15', 'HX–40/22'].map((text, index) => cell(1, 2 + index, text)),
    ['Rated flow', 'm³/h', '12', '18', '24'].map((text, column) => cell(2, column, text)),
    [cell(3, 0, 'Connection width'), cell(3, 1, 'mm'), cell(3, 2, '40', 2), cell(3, 4, '50')],
    [cell(4, 0, 'Rated speed'), cell(4, 1, 'rpm'), cell(4, 2, '2900', 3)],
  ]
  const table = { ...material.structure.tables[0]!, columns: 5, rows }
  const { pairs } = written(lookupTablesWriter, { ...material, structure: { ...material.structure, tables: [table] } })

  it('give the unit with each value, and name the models over which a cell reaches', () => {
    const told = pairs.map(({ wordings, answer }) => [
      wordings[0]!.replace(/^.*?(?:the )(?=rated|connection)/, '').replace(/ \(running gear\)/, ''),
      answer,
    ])
    expect(told).toEqual([
      ['rated flow on the HX-40/11?', '12 m³/h'],
      ['rated flow on the HX-40/15?', '18 m³/h'],
      ['rated flow on the HX–40/22?', '24 m³/h'],
      ['connection width on the HX-40/11 and the HX-40/15?', '40 mm'],
      ['connection width on the HX–40/22?', '50 mm'],
      ['rated speed?', '2900 rpm'],
    ])
    const connection = pairs.find(({ answer }) => answer === '40 mm')?.draft.evidence.map(({ quote }) => quote)
    expect(connection).toEqual(['Connection width', '40', 'mm', 'Model', 'HX-40/11', 'HX-40/15'])
  })
})

it('a cell that only sends elsewhere is no value', () => {
  const table = {
    headers: 1,
    rows: [
      ['', 'Carrier 18', 'Carrier 24'],
      ['Capacity of hydraulic tank', '22 l', 'Group 34'],
      ['Capacity of fuel tank', '40 l', 'see page 12-4'],
    ],
  }
  const { pairs, reasons } = written(lookupTablesWriter, pageOf({ table, content: 'specification' }))
  expect(pairs.map(({ answer }) => answer)).toEqual(['22 l', '40 l'])
  expect(reasons).toEqual(['the cell only sends elsewhere', 'the cell only sends elsewhere'])
})
