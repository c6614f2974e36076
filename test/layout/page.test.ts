import { expect, test } from 'vitest'
import { layoutPage } from '../../src/layout/page.ts'
import type { Line } from '../../src/contracts/reading.ts'
import type { Transform } from '../../src/contracts/geometry.ts'
import { column, line, pageWith } from './lines.ts'

type Bars = Parameters<typeof pageWith>[2]

function layout(lines: readonly Line[], bars: Bars = [], transform: Transform = [1, 0, 0, 0, 1, 0]) {
  return layoutPage({ page_id: 'p', lines, raster: pageWith(1200, 900, bars), transform, operationCode: /\d{2} \d{2} \d{3}(?!\d)/ })
}

const shown = (structure: ReturnType<typeof layout>) =>
  structure.blocks.filter((block) => block.type !== 'figure').map((block) => `${block.type}: ${block.text}`)

/** [figure | text | figure | text], as in workshop manuals with photographs. */
const leftText = column('a', 320, 80, [
  '34 21 320 REMOVING AND INSTALLING',
  '          REAR BRAKE DISC',
  '          – WHEEL REMOVED –',
  '',
  'Unscrew bolts (1) and take off the caliper, which is',
  'held with a piece of wire.',
  'Take off brake disc.',
  'Important!',
  'Always replace both brake discs of one axle.',
  'Adjust parking brake.',
  'Installation:',
  'Tightening torque*.',
  '',
  '',
  '* See Specifications',
])
const rightText = column('b', 920, 80, ['Check the disc for run-', 'out with a dial gauge.', 'Note:', 'Clean the hub.'])
const photographs: Bars = [
  [20, 80, 300, 300],
  [640, 80, 900, 280],
]

test('two text columns with pictures beside them are read one after the other, each sentence a step', () => {
  const structure = layout([...rightText, line('n', 560, 30, '34-10'), ...leftText], photographs)
  expect(structure.columns).toBe(2)
  expect(shown(structure)).toEqual([
    'page_number: 34-10',
    'operation: 34 21 320 REMOVING AND INSTALLING REAR BRAKE DISC – WHEEL REMOVED –',
    'step: Unscrew bolts (1) and take off the caliper, which is held with a piece of wire.',
    'step: Take off brake disc.',
    'caution: Important! Always replace both brake discs of one axle.',
    'step: Adjust parking brake.',
    'specification: Installation: Tightening torque*.',
    'footer: * See Specifications',
    'step: Check the disc for runout with a dial gauge.',
    'note: Note: Clean the hub.',
  ])
  const operation = structure.blocks.find((block) => block.type === 'operation')
  expect(operation?.code).toBe('34 21 320')
  expect(structure.blocks.filter((block) => block.type === 'step').map((block) => block.parent)).toEqual(
    [...Array(4)].map(() => operation?.id),
  )
  expect(structure.blocks.filter((block) => block.type === 'figure').map((block) => block.column)).toEqual([1, 2])
})

test('every line stands in exactly one block, whatever the page', () => {
  const lines = [...leftText, ...rightText, line('n', 560, 30, '34-10')]
  const used = layout(lines, photographs).blocks.flatMap((block) => block.lines)
  expect(used.toSorted()).toEqual(lines.map(({ id }) => id).toSorted())
})

test('numbers in and under a picture are its callouts', () => {
  const structure = layout([...leftText, line('c', 150, 200, '1'), line('i', 220, 305, '30 34 046')], photographs)
  const figure = structure.blocks.find((block) => block.type === 'figure')
  const callouts = structure.blocks.filter((block) => block.type === 'callout')
  expect(callouts.map((block) => [block.text, block.parent])).toEqual([
    ['1', figure?.id],
    ['30 34 046', figure?.id],
  ])
})

test('a footnote right beside the number in a picture’s corner is no part of it', () => {
  const structure = layout([...leftText, line('i', 236, 275, '30 34 013'), line('j', 293, 275, '* See Service Information')], photographs)
  expect(shown(structure)).toContain('callout: 30 34 013')
})

test('justified prose gives paragraphs under headings, and hyphens at line ends are undone', () => {
  const structure = layout(
    column('p', 100, 100, [
      'Boots Self-Locking Nut',
      'The nut is of one piece, made of metal and designed to hold tight despite vibra-',
      'tion. It has two sections. The two sections are connected with a spring, and the',
      'spring keeps the sections apart so that the threads are out of phase all the way.',
      '',
      'The bolt, which has been screwed through the load section, must push the locking',
      'section outward against the force of the spring. Then the nut is held in place.',
    ]),
  )
  expect(shown(structure)).toEqual([
    'heading: Boots Self-Locking Nut',
    expect.stringMatching(/^paragraph: The nut is .* despite vibration\. It has .* all the way\.$/),
    expect.stringMatching(/^paragraph: The bolt, .* in place\.$/),
  ])
})

test('a ruled table gives cells with spans, header and joined lines', () => {
  const bars: Bars = [
    ...[100, 140, 180, 230].map((y) => [100, y, 702, y + 2] as const),
    ...[100, 400, 700].map((x) => [x, 100, x + 2, 232] as const),
  ]
  const group = bars.map((bar) => (bar[0] === 400 && bar[1] === 100 ? ([400, 100, 402, 142] as const) : bar))
  const withGroup = [...group, [400, 180, 402, 232] as const]
  const structure = layout(
    [
      line('h1', 110, 115, 'Thread'),
      line('h2', 410, 115, 'Torque'),
      line('g', 110, 155, 'Cylinder head bolts'),
      line('c1', 110, 190, 'M10, oiled and'),
      line('c2', 110, 205, 'washed'),
      line('c3', 410, 190, '47 Nm', 0.7),
    ],
    withGroup,
  )
  const [table] = structure.tables
  expect(table?.rows.map((row) => row.map((cell) => [cell.text, cell.column_span, cell.header]))).toEqual([
    [
      ['Thread', 1, true],
      ['Torque', 1, true],
    ],
    [['Cylinder head bolts', 2, false]],
    [
      ['M10, oiled and washed', 1, false],
      ['47 Nm', 1, false],
    ],
  ])
  expect(table?.rows[2]?.[1]?.confidence).toBe(0.7)
  expect(table?.ruled).toBe(true)
  expect(structure.blocks.map((block) => block.type)).toEqual(['table'])
})

test('a leader-dot list gives code, name and page, also where the leader was not read or a name wraps', () => {
  const structure = layout([
    line('t', 200, 60, 'Brakes', 0.95, 20),
    line('a1', 100, 120, '34 00 009'),
    line('a2', 180, 120, 'Brakes – check ..................'),
    line('a3', 700, 120, '34 - 1'),
    line('b1', 118, 135, '046'),
    line('b2', 180, 135, 'Brakes – bleed'),
    line('b3', 700, 135, '34 - 2'),
    line('c1', 118, 150, '047'),
    line('c2', 180, 150, 'Brakes – bleed with the tester'),
    line('c3', 180, 165, '(anti-lock system) ........'),
    line('c4', 700, 165, '34 - 10a'),
    line('d2', 180, 180, 'Layout of pipes . . . . . . .'),
    line('d3', 700, 180, '34 - 11'),
  ])
  expect(structure.tables[0]?.rows.map((row) => row.map((cell) => cell.text))).toEqual([
    ['34 00 009', 'Brakes – check', '34 - 1'],
    ['046', 'Brakes – bleed', '34 - 2'],
    ['047', 'Brakes – bleed with the tester (anti-lock system)', '34 - 10a'],
    ['Layout of pipes', '34 - 11'],
  ])
})

test('a title of three lines behind other text is one, though two of its lines are set in', () => {
  const text = column('a', 320, 80, [
    'Lift off brake drum.',
    'Clean the hub.',
    '',
    '34 21 330 REMOVING AND',
    '            INSTALLING REAR',
    '            BRAKE DRUM',
    '',
    'Unscrew bolt (1).',
    'Take off brake drum.',
  ])
  expect(shown(layout(text, [[20, 80, 300, 300]]))).toEqual([
    'step: Lift off brake drum.',
    'step: Clean the hub.',
    'operation: 34 21 330 REMOVING AND INSTALLING REAR BRAKE DRUM',
    'step: Unscrew bolt (1).',
    'step: Take off brake drum.',
  ])
})

test('boxes are in pixels of the prepared image: the words’ own, and mapped for tables and figures', () => {
  const turned: Transform = [0, -1, 900, 1, 0, 0]
  const structure = layout(leftText, [[20, 80, 300, 300]], turned)
  const figure = structure.blocks.find((block) => block.type === 'figure')
  expect(figure?.box).toEqual([600, 18, 822, 300].map((value) => expect.closeTo(value, -1)))
  expect(structure.blocks.find((block) => block.type === 'operation')?.box?.[0]).toBe(320)
})

test('a page without any text is an empty structure, or only its picture', () => {
  expect(layout([])).toEqual({ page_id: 'p', columns: 1, blocks: [], tables: [] })
  expect(layout([], photographs).blocks.map((block) => block.type)).toEqual(['figure', 'figure'])
})

test('names over one long line, with text under them that keeps to their columns, are a table', () => {
  const texts = [
    line('h1', 40, 100, 'Test step'),
    line('h2', 240, 100, 'Tested'),
    line('h3', 480, 100, 'If values are not reached'),
    line('a1', 40, 130, '06 Control unit'),
    line('a2', 40, 145, 'front wheels'),
    line('a3', 240, 130, 'Voltage between 1 and 10'),
    line('a4', 480, 130, 'Turn on ignition and run the engine.'),
    line('b2', 240, 190, 'left pressure'),
    line('b3', 480, 190, 'Replace control unit and repeat.'),
  ]
  const { tables } = layout(texts, [[30, 116, 900, 118]])
  expect(tables).toHaveLength(1)
  expect(tables[0]).toMatchObject({ ruled: false, columns: 3 })
  expect(tables[0]?.rows.map((row) => row.map((cell) => `${cell.column}${cell.header ? '#' : ''} ${cell.text}`))).toEqual([
    ['0# Test step', '1# Tested', '2# If values are not reached'],
    ['0 06 Control unit front wheels', '1 Voltage between 1 and 10', '2 Turn on ignition and run the engine.'],
    ['1 left pressure', '2 Replace control unit and repeat.'],
  ])
  const across = [
    ...texts.slice(0, 3),
    line('p', 40, 130, 'The text of a page whose running title stands over a line goes across all of these columns.'),
  ]
  expect(layout(across, [[30, 116, 900, 118]]).tables).toEqual([])
})

test('a sub-heading limits the steps under it; what is installed again is no sub-heading', () => {
  const { blocks } = layout(
    column('a', 100, 100, [
      '34 00 519 CHECKING SERVICE BRAKES',
      'High Pressure Leak Test.',
      'Unscrew bleeder screw.',
      'Do not run engine.',
      'Installation:',
      'Replace the gasket.',
      '325 iX:',
      'Remove the drive shaft.',
    ]),
  )
  const typed = blocks.map(
    ({ type, text, parent }) => `${type} ${text.slice(0, 12)} < ${blocks.find(({ id }) => id === parent)?.text.slice(0, 9) ?? ''}`,
  )
  expect(typed).toEqual([
    'operation 34 00 519 CH < ',
    'heading High Pressur < 34 00 519',
    'step Unscrew blee < High Pres',
    'step Do not run e < High Pres',
    'step Installation < High Pres',
    'heading 325 iX: < 34 00 519',
    'step Remove the d < 325 iX:',
  ])
})

test('numbered names under each other are a legend, also without a line that opens it', () => {
  const { blocks } = layout(
    column('a', 100, 100, ['47 10 020 OVERHAULING CYLINDER', '1 Cylinder', '2 Piston nut', '3 Gland', '', 'Clamp the cylinder.']),
  )
  expect(blocks.map(({ type, mark }) => `${type} ${mark ?? ''}`.trim())).toEqual([
    'operation',
    'list_item 1',
    'list_item 2',
    'list_item 3',
    'step',
  ])
})

test('pale lines rule a table under a dark bar of names; grey strokes without words in between rule none', () => {
  const [left, top, width, height] = [60, 100, 240, 30]
  const names = [
    ['Code', 'Meaning', 'Remedy'],
    ['E01', 'Lid open', 'Close the lid'],
    ['E02', 'No water', 'Open the tap'],
    ['E03', 'Filter full', 'Clean the filter'],
  ]
  const at = (row: number, cell: number): readonly [number, number] => [left + cell * width, top + row * height]
  const lines = names.flatMap((row, index) =>
    row.map((text, cell) => line(`l${index}${cell}`, at(index, cell)[0] + 8, at(index, cell)[1] + 9, text)),
  )
  const raster = pageWith(1200, 900, [])
  const fill = (grey: number, [x0, y0, x1, y1]: readonly [number, number, number, number]): void => {
    for (let y = y0; y < y1; y++) raster.data.fill(grey, y * raster.width + x0, y * raster.width + x1)
  }
  const right = left + 3 * width
  fill(80, [left, top, right, top + height])
  for (let row = 0; row <= names.length; row++) fill(187, [left, top + row * height, right + 2, top + row * height + 2])
  for (let cell = 0; cell <= 3; cell++) fill(187, [left + cell * width, top, left + cell * width + 2, top + names.length * height])
  const found = (texts: readonly Line[]) =>
    layoutPage({ page_id: 'p', lines: texts, raster, transform: [1, 0, 0, 0, 1, 0], operationCode: null }).tables.filter(
      ({ ruled }) => ruled,
    )
  const [table] = found(lines)
  expect(table?.rows.map((row) => row.map(({ text }) => text))).toEqual(names)
  expect(table?.rows[0]?.every(({ header }) => header)).toBe(true)
  expect(found([lines[0]!, lines[11]!])).toEqual([])
})
