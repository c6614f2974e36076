import { expect, test } from 'vitest'
import { layoutPage } from '../../src/layout/page.ts'
import type { Structure } from '../../src/contracts/structure.ts'
import { line, pageWith } from './lines.ts'

const LEFT = 300
const RIGHT = 700

/** Two wires down the page: one from fuse 24 through connector C103 to a switch in an outline, one from fuse 22 to splice S341, where it branches. */
const labels = [
  line('f1', LEFT + 12, 110, 'FUSE 24'),
  line('f2', LEFT + 12, 124, '15 AMP'),
  line('w1', LEFT - 64, 200, '1.5 RD/WT'),
  line('p1', LEFT - 24, 260, '22'),
  line('c1', LEFT + 12, 260, 'C103'),
  line('w2', LEFT - 64, 320, '.75 RD/WT'),
  line('n1', LEFT + 45, 420, 'HAZARD'),
  line('n2', LEFT + 45, 434, 'SWITCH'),
  line('f3', RIGHT + 12, 110, 'FUSE 22'),
  line('w3', RIGHT - 48, 200, '1 GY/BK'),
  line('s1', RIGHT + 12, 300, 'S341'),
  line('w4', RIGHT - 48, 400, '2 GY/BK'),
  line('g1', RIGHT - 12, 512, 'G100'),
  line('w5', RIGHT + 136, 400, '4 GY/BK'),
  line('n3', RIGHT + 170, 512, 'FUEL PUMP'),
  line('x1', 40, 600, 'POWER BOX'),
]
const bars = [
  [LEFT - 2, 100, LEFT + 2, 400],
  [LEFT - 40, 400, LEFT + 40, 402],
  [LEFT - 40, 460, LEFT + 40, 462],
  [LEFT - 40, 400, LEFT - 38, 462],
  [LEFT + 38, 400, LEFT + 40, 462],
  [RIGHT - 2, 100, RIGHT + 2, 500],
  [RIGHT, 303, RIGHT + 200, 307],
  [RIGHT + 196, 303, RIGHT + 200, 500],
] as const

function wiringOf(extra: typeof labels = [], more: Parameters<typeof pageWith>[2] = []): NonNullable<Structure['wiring']> {
  const raster = pageWith(1200, 900, [...bars, ...more])
  const structure = layoutPage({ page_id: 'p', lines: [...labels, ...extra], raster, transform: [1, 0, 0, 0, 1, 0], operationCode: null })
  expect(structure.wiring).toBeDefined()
  return structure.wiring!
}

const told = ({ items, conductors }: NonNullable<Structure['wiring']>) => {
  const text = (id: string) => items.find((item) => item.id === id)!.text
  return conductors.map(({ items: ids, from }) => `${from === null ? '' : `${text(from)}: `}${ids.map(text).join(' > ')}`)
}

test('what stands along a wire is listed from the top down, with the component that it enters and the splice that it leaves', () => {
  expect(told(wiringOf())).toEqual([
    'FUSE 24 > 1.5 RD/WT > 22 > C103 > .75 RD/WT > HAZARD SWITCH',
    'FUSE 22 > 1 GY/BK > S341 > 2 GY/BK > G100',
    'S341: 4 GY/BK > FUEL PUMP',
  ])
})

test('labels say what they name: cross section, colours, rating, place and block', () => {
  const { items } = wiringOf()
  const named = (text: string) => items.find((item) => item.text === text)
  expect(named('1.5 RD/WT')).toMatchObject({ kind: 'wire', size: '1.5', colours: ['RD', 'WT'] })
  expect(named('FUSE 24')).toMatchObject({ kind: 'fuse', rating: '15 AMP' })
  expect(named('22')?.kind).toBe('pin')
  expect(named('C103')).toMatchObject({ kind: 'connector', box: [LEFT + 12, 260, LEFT + 35, 270] })
  expect(named('POWER BOX')?.kind).toBe('component')
  expect(items.every((item) => /^b\d+$/.test(item.block))).toBe(true)
})

test('a pin between two wires belongs to neither, and neither is called complete', () => {
  const pair = [
    line('d1', 956, 440, '1 BK/WT'),
    line('d2', 1056, 440, '2 BK/WT'),
    line('d3', 1019, 480, '31'),
    line('d4', 986, 612, 'G101'),
  ]
  const wiring = wiringOf(
    [...pair, line('d5', 1038, 612, 'G102')],
    [
      [998, 400, 1002, 600],
      [1048, 400, 1052, 600],
    ],
  )
  expect(told(wiring).slice(-2)).toEqual(['1 BK/WT > G101', '2 BK/WT > G102'])
  expect(wiring.conductors.map(({ complete }) => complete)).toEqual([true, true, true, false, false])
})

test('a page that names no wires has no wiring', () => {
  const raster = pageWith(1200, 900, bars)
  const names = labels.filter(({ text }) => !/\//.test(text))
  const structure = layoutPage({ page_id: 'p', lines: names, raster, transform: [1, 0, 0, 0, 1, 0], operationCode: null })
  expect(structure.wiring).toBeUndefined()
})

test('a wire that leans with the page and one that is drawn hollow are wires too', () => {
  const steps = [0, 1, 2, 3, 4, 5].map((step) => [998 + step, 100 + step * 70, 1003 + step, 170 + step * 70] as const)
  const hollow = [
    [1096, 100, 1098, 500],
    [1104, 100, 1106, 500],
  ] as const
  const more = [
    line('h1', 1012, 110, 'FUSE 31'),
    line('h2', 944, 200, '1 BK/WT'),
    line('h3', 988, 532, 'RADIO'),
    line('i1', 1066, 200, '2 WT'),
    line('i2', 1088, 512, 'CLOCK'),
  ]
  const wiring = wiringOf(more, [...steps, ...hollow])
  expect(told(wiring).slice(-2)).toEqual(['FUSE 31 > 1 BK/WT > RADIO', '2 WT > CLOCK'])
  expect(wiring.conductors.at(-2)?.box.map(Math.round)).toEqual([1003, 100, 1003, 520])
})

test('a colour that is none is taken for the printed one that looks like it, and is never sure', () => {
  const { items } = wiringOf([line('m', 900, 400, '1.5 GY/8K')])
  expect(items.find(({ text }) => text === '1.5 GY/BK')).toMatchObject({ kind: 'wire', colours: ['GY', 'BK'], confidence: 0.5 })
})

test('labels of other makers: a gauge with colour words, a connector with its pin, a fuse by its code', () => {
  const { items } = wiringOf([
    line('a', 900, 300, '18 GA DK GRN/WHT'),
    line('b', 900, 340, 'J3-4'),
    line('c', 900, 380, 'F12 15A'),
    line('d', 900, 420, '(ACCESSORY'),
    line('e', 900, 434, 'PLUG)'),
    line('f', 1000, 560, 'RED LAMP'),
  ])
  const kinds = items.filter(({ box }) => box[0] >= 900).map(({ kind, text }) => `${kind}: ${text}`)
  expect(kinds).toEqual([
    'wire: 18 GA DK GRN/WHT',
    'connector: J3',
    'pin: 4',
    'fuse: F12',
    'remark: (ACCESSORY PLUG)',
    'component: RED LAMP',
  ])
  expect(items.find(({ text }) => text === 'F12')?.rating).toBe('15A')
  expect(items.find(({ text }) => text.startsWith('18'))).toMatchObject({ size: '18', colours: ['DK GRN', 'WHT'] })
})
