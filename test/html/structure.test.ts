import { describe, expect, it } from 'vitest'
import { structureSchema } from '../../src/contracts/structure.ts'
import { structureFromHtml } from '../../src/html/structure.ts'

const read = (markup: string) => structureSchema.parse(structureFromHtml('sheet', markup))
const cellTexts = (markup: string) => read(markup).tables.map((table) => table.rows.map((row) => row.map((cell) => cell.text)))

describe('blocks of an HTML page', () => {
  it('gives title, headings, paragraphs and lists in the order of the markup', () => {
    const { blocks } = read(
      '<title>Sheet</title><h1>Kestrel</h1><div>An <b>in</b>line run<br>in two lines<p>A paragraph.</p>tail</div><ul><li>one<ul><li>inner</li></ul></li></ul>',
    )
    expect(blocks.map((block) => [block.type, block.text])).toEqual([
      ['header', 'Sheet'],
      ['heading', 'Kestrel'],
      ['paragraph', 'An inline run'],
      ['paragraph', 'in two lines'],
      ['paragraph', 'A paragraph.'],
      ['paragraph', 'tail'],
      ['list_item', 'one'],
      ['list_item', 'inner'],
    ])
    expect(blocks[2]!.parent).toBe(blocks[1]!.id)
  })

  it('ignores scripts, styles, comments and hidden parts', () => {
    const { blocks } = read('<style>p{}</style><script>var a</script><!-- gone --><p style="display:none">x</p><p hidden>y</p><p>kept</p>')
    expect(blocks.map((block) => block.text)).toEqual(['kept'])
  })
})

describe('tables of an HTML page', () => {
  it('keeps line breaks, raises digits and never glues words of neighbouring elements', () => {
    const rows = cellTexts(
      '<table><tr><td>Engine<br>oil</td><td>1<sup>st</sup> 3.72</td></tr><tr><td><div>a</div><div>b</div></td><td>12 cm<sup>3</sup></td></tr></table>',
    )
    expect(rows).toEqual([
      [
        ['Engine\noil', '1st 3.72'],
        ['a\nb', '12 cm³'],
      ],
    ])
  })

  it('resolves row and column spans to grid positions and cuts spans at the end of the table', () => {
    const [table] = read(
      '<table><tr><th rowspan=2>Item</th><th colspan=2>Limit</th></tr><tr><th>A</th><th>B</th></tr><tr><td rowspan=9>x</td><td>1</td><td>2</td></tr></table>',
    ).tables
    expect(table!.columns).toBe(3)
    expect(table!.rows.flat().map((cell) => [cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.header])).toEqual([
      ['Item', 0, 0, 2, 1, true],
      ['Limit', 0, 1, 1, 2, true],
      ['A', 1, 1, 1, 1, true],
      ['B', 1, 2, 1, 1, true],
      ['x', 2, 0, 1, 1, false],
      ['1', 2, 1, 1, 1, false],
      ['2', 2, 2, 1, 1, false],
    ])
  })

  it('marks headers by <thead>, by bold type, by headings in cells and by an empty corner', () => {
    const headers = (markup: string) =>
      read(markup)
        .tables[0]!.rows.flat()
        .filter((cell) => cell.header)
        .map((cell) => cell.text)
    const body = '<tr><td>Mass</td><td>1</td><td>2</td></tr><tr><td>Length</td><td>3</td><td>4</td></tr>'
    expect(headers(`<table><thead><tr><td>Item</td><td>A</td><td>B</td></tr></thead>${body}</table>`)).toEqual(['Item', 'A', 'B'])
    expect(headers(`<table><tr><td><b>General</b></td><td></td><td></td></tr>${body}</table>`)).toEqual(['General'])
    expect(headers(`<table><tr><td><h2>Engine<br>data</h2></td></tr>${body}</table>`)).toEqual(['Engine\ndata'])
    expect(headers(`<table><tr><td></td><td>Two-door</td><td>Van</td></tr>${body}</table>`)).toEqual(['Two-door', 'Van'])
    expect(headers(`<table>${body}${body}</table>`)).toEqual([])
  })

  it('skips rows in comments and survives stray end tags and cells outside rows', () => {
    const rows = cellTexts(
      '<table><tr><td>a</td><td>1</td></tr></tr><!---<tr><td>b</td><td>2</td></tr>--></tr><td>c</td><td>3</td><tr><tr><td>d<td>4</table>',
    )
    expect(rows[0]!.filter((row) => row.length > 0)).toEqual([
      ['a', '1'],
      ['c', '3'],
      ['d', '4'],
    ])
  })

  it('looks through layout tables and gives nested data tables once', () => {
    const inner = '<table><tr><td>Mass</td><td>9 kg</td></tr><tr><td>Length</td><td>3 m</td></tr></table>'
    const structure = read(`<table><tr><td>Menu</td><td>${inner}</td></tr></table>`)
    expect(structure.tables).toHaveLength(1)
    expect(structure.blocks.map((block) => block.type)).toEqual(['paragraph', 'table'])
    const headed = read(`<table><tr><th>Part</th><th>Data</th></tr><tr><td>Pump</td><td>see: ${inner}</td></tr></table>`)
    expect(headed.tables).toHaveLength(2)
    expect(headed.tables[0]!.rows[1]![1]!.text).toBe('see:')
  })

  it('refuses a page with a million cells and markup without end', () => {
    const row = `<tr>${'<td>1</td>'.repeat(100)}</tr>`
    expect(() => read(`<table>${row.repeat(2100)}</table>`)).toThrow(expect.objectContaining({ code: 'HTML_TOO_LARGE' }))
    expect(() => read('<table><tr><td rowspan=60000 colspan=1000>a</td><td>b</td></tr><tr><td>c</td></tr></table>')).not.toThrow()
    expect(() => read('<div>'.repeat(3000))).toThrow(expect.objectContaining({ code: 'HTML_TOO_DEEP' }))
  })
})
