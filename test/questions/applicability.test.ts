import { expect, it } from 'vitest'
import { applicabilityWriter } from '../../src/questions/applicability.ts'
import { gridOf } from '../../src/questions/table-grid.ts'
import { lookupTablesWriter } from '../../src/questions/lookup-tables.ts'
import { topicOf } from '../../src/text/topics.ts'
import { pageOf, written } from './page-builder.ts'

const under = (heading: string, line: string) => {
  const page = pageOf({
    blocks: [
      ['heading', heading],
      ['paragraph', line],
    ],
  })
  const [first, second] = page.structure.blocks
  return { ...page, structure: { ...page.structure, blocks: [first!, { ...second!, parent: first!.id }] } }
}

it.each([
  [
    'Cracked tray hinge',
    'Machines: K-18, serial numbers 18-0117 to 18-0388.',
    'Which serial numbers are affected by the cracked tray hinge?',
  ],
  ['Replacing the fuel hose', 'Applies to: K-24 built before 1998.', 'Which machines does replacing the fuel hose concern?'],
  ['Loose fan guard', 'Affected models: K-18, K-24.', 'Which models are affected by the loose fan guard?'],
])('what a page holds for is asked with its title: %s', (heading, line, question) => {
  const { pairs } = written(applicabilityWriter, under(heading, line))
  expect(pairs.flatMap(({ wordings }) => wordings)).toContain(question)
  expect(pairs.map(({ answer }) => answer)).toEqual([line.slice(line.indexOf(': ') + 2)])
})

it('a label that limits nothing is not asked', () => {
  expect(written(applicabilityWriter, under('Introduction', 'Models: K-18.')).pairs).toEqual([])
  expect(written(applicabilityWriter, under('Cracked tray hinge', 'Tools: wrench 18.')).pairs).toEqual([])
})

it('a doing with an article behind it is a job, also where the word is a thing elsewhere', () => {
  expect(topicOf('Fitting the stiffening plate')?.infinitive).toBe('fit the stiffening plate')
  expect(topicOf('Grease fittings')?.verbs).toEqual([])
})

it('a value without the unit that its neighbour has is not told, and a variant is named with its series', () => {
  const page = pageOf({
    vehicles: ['Seal K2'],
    table: {
      headers: 1,
      rows: [
        ['', 'K2-30', 'K2-40'],
        ['Displacement of the engine', '1.131', '1.51 l'],
        ['Weight of the engine', '130 kg', '150 kg'],
      ],
    },
  })
  expect(gridOf(page.structure.tables[0]!).rowCount).toBe(3)
  const { pairs, reasons } = written(lookupTablesWriter, page)
  expect(pairs.map(({ answer }) => answer).toSorted()).toEqual(['1.51 l', '130 kg', '150 kg'])
  expect(pairs.every(({ wordings }) => wordings.every((wording) => /on the Seal K2-[34]0\?$/.test(wording)))).toBe(true)
  expect(reasons).toContain('the value has no unit where its neighbours have one')
})
