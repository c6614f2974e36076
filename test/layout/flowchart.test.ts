import { expect, test } from 'vitest'
import { layoutPage } from '../../src/layout/page.ts'
import { line, pageWith } from './lines.ts'

const texts = [
  line('t', 200, 40, 'CHARGING CURRENT TOO LOW'),
  line('a', 250, 100, 'Run the engine.'),
  line('b1', 100, 200, 'Lamp is on.'),
  line('b2', 400, 200, 'Lamp is not on.'),
  line('c1', 100, 300, 'Check the carbon'),
  line('c2', 100, 314, 'brushes.'),
  line('d', 400, 300, 'Replace the bulb.'),
]
/** From the root a line that forks to two states, and from each of them one line down. */
const fork = [
  [290, 114, 293, 150],
  [130, 148, 453, 151],
  [130, 148, 133, 196],
  [450, 148, 453, 196],
  [130, 214, 133, 296],
  [450, 214, 453, 296],
] as const

const layout = (bars: Parameters<typeof pageWith>[2], lines = texts) =>
  layoutPage({ page_id: 'p', lines, raster: pageWith(1200, 900, bars), transform: [1, 0, 0, 0, 1, 0], operationCode: null })

test('texts that lines join from the top down are linked, and read branch by branch', () => {
  const { blocks, links } = layout(fork)
  expect(blocks.map(({ text }) => text)).toEqual([
    'CHARGING CURRENT TOO LOW',
    'Run the engine.',
    'Lamp is on.',
    'Check the carbon brushes.',
    'Lamp is not on.',
    'Replace the bulb.',
  ])
  const text = (id: string) => blocks.find((block) => block.id === id)!.text
  expect(links?.map(({ from, to }) => `${text(from)} > ${text(to)}`)).toEqual([
    'Run the engine. > Lamp is on.',
    'Run the engine. > Lamp is not on.',
    'Lamp is on. > Check the carbon brushes.',
    'Lamp is not on. > Replace the bulb.',
  ])
  expect(blocks.some(({ type }) => type === 'figure')).toBe(false)
})

test('a page of text beside a few lines is no chart', () => {
  expect(layout([]).links).toBeUndefined()
  expect(layout(fork.slice(0, 4)).links).toBeUndefined()
})
