import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/questions/writer.ts'
import { htmlMaterial, pairsOf } from './html-specification-material.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const asked = (drafts: readonly Draft[]): [string, string][] => drafts.map((draft) => [draft.question, draft.answer])

/** What must hold of every pair, whatever the sheet says. */
function expectSound(drafts: readonly Draft[], vehicle: string): void {
  for (const draft of drafts) {
    for (const question of [draft.question, ...draft.paraphrases]) {
      expect(question).toMatch(/^[A-Z].*[^:;,.\s]\?$/)
      expect(question).toContain(vehicle)
      expect(question).not.toMatch(/:|\?\?|#| {2}|\(\)|undefined/)
    }
    expect(new Set([draft.question, ...draft.paraphrases]).size).toBeGreaterThanOrEqual(3)
    expect(draft.answer).not.toMatch(/\?\?|\n|^$/)
    const quotes = draft.evidence.map((evidence) => evidence.quote).join(' ')
    for (const number of draft.answer.match(/\d[\d.,]*/g) ?? []) expect(quotes).toContain(number)
  }
  expect(new Set(drafts.map((draft) => draft.question)).size).toBe(drafts.length)
}

describe('HTML specification writer', () => {
  it('asks for every value of a sheet with two body styles', () => {
    const { drafts } = pairsOf(fixture('heron-specifications.html'))
    expectSound(drafts, 'Heron 6')
    expect(asked(drafts)).toEqual([
      ['What are the model codes of the Heron 6 Saloon?', 'H61 (home); H63 (export)'],
      ['What is the model code of the Heron 6 Estate?', 'H66'],
      ['How many Heron 6 Saloon cars were built?', '41,208'],
      ['What is the kerb weight of the Heron 6 Saloon?', '1045 kg'],
      ['What is the kerb weight of the Heron 6 Estate?', '1110 kg'],
      ['What is the roof load of the Heron 6?', '75 kg'],
      ['What is the wheelbase of the Heron 6?', '2480 mm'],
      ['What is the front track of the Heron 6?', '1390 mm'],
      ['What is the rear track of the Heron 6?', '1402 mm'],
      ['What are the length and width of the Heron 6 Saloon?', '4120 x 1640 mm'],
      ['What are the length and width of the Heron 6 Estate?', '4260 x 1640 mm'],
      ['What is the drag coefficient (Cw) of the Heron 6?', '0.36'],
      ['What is the drag area (Cx) of the Heron 6?', '0.68'],
      ['Which engine does the Heron 6 have?', 'W16 B18'],
      ['What is the displacement of the W16 B18 engine of the Heron 6?', '1796 CC'],
      ['What are the bore and stroke of the W16 B18 engine of the Heron 6?', '84.0 x 81.0 mm'],
      ['What is the valve clearance of the W16 B18 engine of the Heron 6 below 30 °C?', '0.25-0.30 mm'],
      ['What is the maximum engine torque of the Heron 6?', '152 Nm @ 3900 rpm'],
      ['What is the gearbox ratio of the Heron 6 in 1st gear?', '3.58'],
      ['What is the gearbox ratio of the Heron 6 in 2nd gear?', '1.94'],
      ['What is the gearbox ratio of the Heron 6 in reverse gear?', '3.42'],
      ['What are the gearbox ratios of the Heron 6?', '1st 3.58; 2nd 1.94; R 3.42'],
      ['What is the oil quantity of the Heron 6 without oil filter change?', '3.75 litres'],
      ['What is the fuel consumption (DIN) of the Heron 6 at 90 km/h?', '6.1 litres/100 km'],
      ['What is the city fuel consumption (DIN) of the Heron 6 Saloon?', '10.4 litres/100 km'],
      ['What type of front brakes does the Heron 6 have?', 'Fixed caliper, 256 mm solid disc'],
      ['What is the Voltex part number of the alternator of the Heron 6?', '0441207'],
      ['What is the Heron part number of the alternator of the Heron 6?', '21 10 5 310'],
      ['What is the current rating of the alternator of the Heron 6?', '65A'],
      ['Which other models use the same alternator as the Heron 6?', 'Heron 4 and Heron 5'],
      ['What is the Heron part number of the ignition coil of the Heron 6?', '21 13 0 118'],
      ['What size is the alternator belt of the Heron 6?', '10 x 790 mm'],
      ['What is the Heron part number of the alternator belt of the Heron 6?', '21 10 5 388'],
    ])
  })

  it('says which variants a value holds for, and cites value, label and parent row', () => {
    const { drafts } = pairsOf(fixture('heron-specifications.html'))
    const find = (text: string): Draft => drafts.find((draft) => draft.question.includes(text))!
    expect(find('roof load').applies_to).toEqual(['Heron 6 Saloon', 'Heron 6 Estate'])
    expect(find('city fuel').applies_to).toEqual(['Heron 6 Saloon'])
    expect(find('city fuel').evidence.map((evidence) => evidence.quote)).toEqual(['10.4', 'City', 'Fuel consumption (DIN litres/100 km):'])
    const material = htmlMaterial(fixture('heron-specifications.html'))
    for (const { cell, quote, block } of drafts.flatMap((draft) => draft.evidence)) {
      const table = material.structure.tables.find((table) => table.block === block)!
      const found = table.rows.flat().find((each) => each.row === cell!.row && each.column === cell!.column)
      expect(found!.text.replaceAll('\n', ' ')).toBe(quote)
    }
  })

  it('refuses placeholders and says why', () => {
    const { refusals } = pairsOf(fixture('heron-specifications.html'))
    expect(refusals.filter((refusal) => refusal.reason.includes('placeholder')).map((refusal) => refusal.reason)).toEqual([
      'row 3, column 3: placeholder: ???',
      'row 22, column 3: placeholder: ??',
      'row 24, column 2: placeholder: ?? / ??',
    ])
  })

  it('reads titled columns as variants, units, quantities and categories', () => {
    const { drafts } = pairsOf(fixture('kite-data.html'))
    expectSound(drafts, 'Kite')
    expect(asked(drafts)).toEqual([
      ['What type of engine does the Kite 20 S have?', 'Four-cylinder petrol'],
      ['What type of engine does the Kite 20 D have?', 'Four-cylinder diesel'],
      ['What is the displacement of the engine of the Kite 20 S?', '1,598 cm³'],
      ['What is the displacement of the engine of the Kite 20 D?', '1,896 cm³'],
      ['What is the rated power of the engine of the Kite 20 S at 5,400 rpm?', '74 kW'],
      ['What is the capacity of the cooling system of the Kite 20?', '6.5 litres'],
      ['What is the capacity of the gearbox of the Kite 20?', '1.9 litres'],
      ['What is the grade of the gearbox of the Kite 20?', 'SAE 75W-90'],
      ['What is the torque of the cylinder head bolts of the Kite 20 in stage 1?', '40 Nm'],
      ['What is the torque of the cylinder head bolts of the Kite 20 in stage 2?', '90°'],
      ['What is the front pressure for tyre size 185/60 R14 of the Kite 20?', '2.0 bar'],
      ['What type of transmission does the Kite 20 have?', '5-speed manual'],
      ['What is the gear ratio of the Kite 20 in 1st gear?', '3.72'],
      ['What is the top speed of the Kite 20 S?', '184 km/h'],
      ['What is the top speed of the Kite 20 D?', '178 km/h'],
    ])
  })

  it('reads labels under wider labels, and quantities from units', () => {
    const { drafts } = pairsOf(`<h1>Fell 2 technical data</h1><table>
      <tr><th colspan=2></th><th>Fell 2 A</th><th>Fell 2 B</th></tr>
      <tr><th colspan=4>Machine</th></tr>
      <tr><th colspan=2>Machines built</th><td>2317</td><td>-</td></tr>
      <tr><th rowspan=3>Weight</th><th>empty</th><td>1240 kg</td><td>1615 kg</td></tr>
      <tr><th>ready for work</th><td colspan=2>1700 kg</td></tr>
      <tr><th>front axle load</th><td colspan=2>610 kg</td></tr>
      <tr><th rowspan=2>Dimensions</th><th>length</th><td colspan=2>2740 mm</td></tr>
      <tr><th>height, tray raised</th><td colspan=2>2390 mm</td></tr>
      <tr><th colspan=4>Engine</th></tr>
      <tr><th rowspan=2>Speed</th><th>idle</th><td colspan=2>950 rpm</td></tr>
      <tr><th>highest, no load</th><td colspan=2>2750 rpm</td></tr>
      <tr><th colspan=4>Track drive</th></tr>
      <tr><th rowspan=2>Track</th><th>links, each side</th><td colspan=2>37</td></tr>
      <tr><th>width</th><td colspan=2>230 mm</td></tr>
      <tr><th rowspan=1>Travel speed</th><th>first gear</th><td colspan=2>3.1 km/h</td></tr>
      <tr><th colspan=2>Alternator</th><td colspan=2>45 A</td></tr>
      <tr><th colspan=4>Capacities</th></tr>
      <tr><th colspan=2>Engine oil</th><td colspan=2>3.6 l</td></tr>
      <tr><th colspan=2>Final drive, each side</th><td colspan=2>0.60 l</td></tr></table>`)
    expectSound(drafts, 'Fell 2')
    expect(asked(drafts)).toEqual([
      ['How many Fell 2 A machines were built?', '2317'],
      ['What is the empty weight of the Fell 2 A?', '1240 kg'],
      ['What is the empty weight of the Fell 2 B?', '1615 kg'],
      ['What is the weight (ready for work) of the Fell 2?', '1700 kg'],
      ['What is the front axle load of the Fell 2?', '610 kg'],
      ['What is the length of the Fell 2?', '2740 mm'],
      ['What is the height (tray raised) of the Fell 2?', '2390 mm'],
      ['What is the idle speed of the engine of the Fell 2?', '950 rpm'],
      ['What is the highest speed of the engine of the Fell 2 without load?', '2750 rpm'],
      ['How many links (each side) of the track does the Fell 2 have?', '37'],
      ['What is the width of the track of the Fell 2?', '230 mm'],
      ['What is the travel speed of the Fell 2 in first gear?', '3.1 km/h'],
      ['What is the current rating of the alternator of the Fell 2?', '45 A'],
      ['What is the engine oil quantity of the Fell 2?', '3.6 l'],
      ['What is the capacity (each side) of the final drive of the Fell 2?', '0.60 l'],
    ])
  })

  it('writes nothing about a machine that nobody names, unless the settings do', () => {
    const markup = '<table><tr><td>Mass</td><td>900 kg</td></tr><tr><td>Length</td><td>3 m</td></tr></table>'
    expect(pairsOf(markup).drafts).toEqual([])
    expect(pairsOf(markup).refusals[0]!.reason).toContain('vehicle.names')
    expect(asked(pairsOf(markup, ['Heron 6']).drafts)).toEqual([
      ['What is the mass of the Heron 6?', '900 kg'],
      ['What is the length of the Heron 6?', '3 m'],
    ])
  })

  it('writes none of two answers to one question', () => {
    const markup = '<h1>Heron 6</h1><table><tr><td>Mass</td><td>900 kg</td></tr><tr><td>Mass</td><td>910 kg</td></tr></table>'
    const { drafts, refusals } = pairsOf(markup)
    expect(drafts).toEqual([])
    expect(refusals.map((refusal) => refusal.reason)).toEqual(
      Array(2).fill('two rows answer "What is the mass of the Heron 6?" differently'),
    )
  })
})

const SHEET = '../shared/pages/manual/M3-techspec.html'
const present = existsSync(SHEET)
if (!present) console.log(`skipped: ${SHEET} is not there`)

describe.runIf(present)('the specification sheet of the shared manual', () => {
  const markup = present ? readFileSync(SHEET, 'utf8') : ''
  const { drafts, refusals } = pairsOf(markup)

  it('covers every value cell and nothing else', () => {
    expectSound(drafts, 'E30 M3')
    const [table] = htmlMaterial(markup).structure.tables
    const cited = new Set(drafts.flatMap((draft) => draft.evidence.map(({ cell }) => `${cell!.row},${cell!.column}`)))
    const missing = table!.rows
      .flat()
      .filter((cell) => cell.text !== '' && cell.column > 0 && !cited.has(`${cell.row},${cell.column}`))
      .map((cell) => cell.text)
    expect(missing).toEqual(['???', '??? kg', '??? kg', '??? km/h', '??? / ???'])
    expect(refusals.filter((refusal) => refusal.reason.includes('placeholder'))).toHaveLength(5)
  })

  it('answers the promised probes once and right', () => {
    const answersOf = (pattern: RegExp): string[] => drafts.filter((draft) => pattern.test(draft.question)).map((draft) => draft.answer)
    expect(answersOf(/displacement/)).toEqual(['2302 CC'])
    expect(answersOf(/bore and stroke/)).toEqual(['93.4 x 84.0 mm'])
    expect(answersOf(/compression ratio/)).toEqual(['10.5 : 1'])
    expect(answersOf(/engine power output/)).toEqual(['197 BHP / 147 kW @ 6750 rpm (w/ catalyst)'])
    expect(answersOf(/weight of the E30 M3 Coupe/)).toEqual(['1200 kg', '1680 kg'])
    expect(answersOf(/Convertible/)).toEqual(['BB01 (1988); BB05 (1989+)', '06/88 - 06/91'])
    expect(answersOf(/gearbox ratio of/)).toEqual(['3.72', '2.40', '1.77', '1.26', '1.00', '4.23'])
  })
})
