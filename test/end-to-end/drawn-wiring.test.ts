import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { svgOf } from '../../examples/generator/drawing/svg.ts'
import { type Example, exampleSchema } from '../../src/contracts/example.ts'
import { pagetune, temporaryFolder } from './project.ts'
import { americanDiagram, europeanDiagram } from './wiring-sheets.ts'

/** What the drawings show: how a question may begin, and the answer. */
type Fact = readonly [question: RegExp, answer: string]

const AMERICAN: readonly Fact[] = [
  [/fuse (?:feeds|protects) the headlamp switch/, 'Fuse F12, 15 amp'],
  [/wire (?:runs|leads) from fuse F12 to the headlamp switch/, '16 GA DK GRN/WHT'],
  [/wire (?:is connected to|comes from) fuse F12/, '16 GA DK GRN/WHT'],
  [/connector and pin does the wire to the headlamp switch/, 'Connector C101, pin B'],
  [/(?:earth|ground) point is the headlamp switch/, 'G103'],
  [/wire (?:leads|is connected) to the LH headlamp/, '18 GA RED'],
  [/fuse (?:feeds|protects) the LH headlamp/, 'Fuse F7, 20 amp'],
  [/splice (?:is the LH headlamp fed|does the wire to the LH headlamp begin)/, 'S204'],
  [/wire (?:is connected to|comes from) fuse F7/, '14 GA RED'],
  [/wire (?:leads|is connected) to the RH headlamp/, '18 GA RED/YEL'],
  [/fuse (?:feeds|protects) the RH headlamp/, 'Fuse F7, 20 amp'],
  [/splice (?:is the RH headlamp fed|does the wire to the RH headlamp begin)/, 'S204'],
  [/splice do the wires to the LH headlamp and the RH headlamp part/, 'S204'],
  [/wire (?:leads|is connected) to the horn relay/, '18 GA LT BLU'],
  [/fuse (?:feeds|protects) the horn relay/, 'Fuse F9, 10 amp'],
  [/wire (?:is connected to|comes from) fuse F9/, '18 GA LT BLU'],
  [/fuse (?:feeds|protects) the blower motor/, 'Fuse F4, 30 amp'],
  [/wire (?:runs|leads) from fuse F4 to the blower motor/, '12 GA ORN'],
  [/wire (?:is connected to|comes from) fuse F4/, '12 GA ORN'],
  [/connector and pin does the wire to the blower motor/, 'Connector C203, pin A'],
  [/(?:earth|ground) point is the blower motor/, 'G201'],
  [/(?:rating|amperage) (?:of|does) fuse F12|rating does fuse F12/, '15 amp'],
  [/(?:rating|amperage) (?:of|does) fuse F7|rating does fuse F7/, '20 amp'],
  [/(?:rating|amperage) (?:of|does) fuse F9|rating does fuse F9/, '10 amp'],
  [/(?:rating|amperage) (?:of|does) fuse F4|rating does fuse F4/, '30 amp'],
]

const EUROPEAN: readonly Fact[] = [
  [/fuse (?:feeds|protects) the pressure switch/, 'Fuse F1, 5 amp'],
  [/wire (?:runs|leads) from fuse F1 to the pressure switch/, '0.75 RD/BU'],
  [/wire (?:is connected to|comes from) fuse F1/, '0.75 RD/BU'],
  [/connector and pin does the wire to the pressure switch/, 'Connector X18, pin 3'],
  [/wire (?:leads|is connected) to the control module/, '0.75 GN'],
  [/fuse (?:feeds|protects) the pump motor/, 'Fuse F2, 16 amp'],
  [/wire (?:runs|leads) from fuse F2 to the pump motor/, '2.5 BK'],
  [/wire (?:is connected to|comes from) fuse F2/, '2.5 BK'],
  [/connector and pin does the wire to the pump motor/, 'Connector X18, pin 1'],
  [/(?:earth|ground) point is the pump motor/, 'G103'],
  [/wire (?:leads|is connected) to the drain valve/, '1.5 YE/GN'],
  [/fuse (?:feeds|protects) the drain valve/, 'Fuse F3, 7.5 amp'],
  [/wire (?:is connected to|comes from) fuse F3/, '1.5 YE/GN'],
  [/(?:rating|amperage) (?:of|does) fuse F1|rating does fuse F1/, '5 amp'],
  [/(?:rating|amperage) (?:of|does) fuse F2|rating does fuse F2/, '16 amp'],
  [/(?:rating|amperage) (?:of|does) fuse F3|rating does fuse F3/, '7.5 amp'],
]

describe.each([
  ['american', americanDiagram, AMERICAN],
  ['european', europeanDiagram, EUROPEAN],
] as const)('the %s diagram', (name, draw, facts) => {
  let examples: Example[]

  beforeAll(async () => {
    const folder = temporaryFolder('wiring')
    const pages = join(folder, 'pages', 'Orchard Sprayer Electrical')
    mkdirSync(pages, { recursive: true })
    await sharp(Buffer.from(svgOf(draw())))
      .flatten({ background: 'white' })
      .greyscale()
      .png()
      .toFile(join(pages, `${name}.png`))
    const project = join(folder, 'project')
    mkdirSync(project)
    const finished = await pagetune(['run', join(folder, 'pages'), '--project', project, '--json'])
    if (finished.code !== 0) throw new Error(finished.stderr)
    const written = readFileSync(join(project, 'data/examples.jsonl'), 'utf8').trim()
    examples = written.split('\n').map((line) => exampleSchema.parse(JSON.parse(line)))
  }, 300_000)

  it('is told as it is drawn', () => {
    const wrong = examples.filter(({ question, answer }) => !facts.some(([asked, told]) => asked.test(question) && told === answer))
    expect(wrong.map(({ question, answer }) => `${question} ${answer}`)).toEqual([])
  })

  it('is told whole', () => {
    const missing = facts.filter(([asked]) => !examples.some(({ question }) => asked.test(question)))
    expect(missing.map(([asked, told]) => `${asked.source} ${told}`)).toEqual([])
  })
})
