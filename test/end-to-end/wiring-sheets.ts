import { Sheet, type Point } from '../../examples/generator/drawing/sheet.ts'
import type { TextStyle } from '../../examples/generator/drawing/fonts.ts'

const LABEL: TextStyle = { font: 'condensed', size: 24 }
const NAME: TextStyle = { font: 'condensed-bold', size: 24 }
const TITLE: TextStyle = { font: 'condensed-bold', size: 38 }
const LINE = 30

/** A circuit diagram on its way: labels, wires and symbols, in pixels. */
class Diagram {
  readonly sheet = new Sheet(1650, 1275)

  constructor(title: string) {
    this.sheet.block('heading', () => this.sheet.print([{ text: title, x: 70, style: TITLE }], 80))
  }

  label(x: number, y: number, texts: readonly string[], style = LABEL): void {
    this.sheet.block('caption', () => texts.forEach((text, index) => this.sheet.print([{ text, x, style }], y + index * LINE)))
  }

  wire(...points: readonly Point[]): void {
    points.slice(1).forEach((to, index) => this.sheet.rule(points[index]!, to, 5))
  }

  part(x: number, y: number, names: readonly string[]): void {
    this.sheet.frame([x - 50, y, x + 50, y + 80], 3, 'white')
    this.label(x + 66, y + 32, names, NAME)
  }

  fuse(x: number, y: number, texts: readonly string[]): void {
    this.sheet.art(
      `<path d="M${x} ${y}C${x + 16} ${y + 12} ${x + 12} ${y + 26} ${x} ${y + 30}S${x - 14} ${y + 48} ${x} ${y + 60}" fill="none" stroke="black" stroke-width="3"/>`,
    )
    this.label(x + 28, y + 24, texts, NAME)
  }

  plug(x: number, y: number, pin: string, connector: string): void {
    this.sheet.art(
      `<path d="M${x - 12} ${y - 8}Q${x} ${y + 8} ${x + 12} ${y - 8}M${x - 12} ${y + 4}Q${x} ${y + 20} ${x + 12} ${y + 4}" fill="none" stroke="black" stroke-width="4"/>`,
    )
    this.label(x - 44, y + 12, [pin])
    this.label(x + 26, y + 12, [connector])
  }

  splice(x: number, y: number, name: string): void {
    this.sheet.art(`<circle cx="${x}" cy="${y}" r="9" fill="black"/>`)
    this.label(x - 80, y + 9, [name])
  }

  ground(x: number, y: number, name: string): void {
    this.sheet.rule([x - 24, y], [x + 24, y], 4)
    this.sheet.rule([x - 14, y + 9], [x + 14, y + 9], 4)
    this.sheet.rule([x - 6, y + 18], [x + 6, y + 18], 4)
    this.label(x + 36, y + 12, [name])
  }
}

/** As an American maker prints it: gauges, colours in words, lettered pins, splices, grounds. */
export function americanDiagram(): Sheet {
  const drawing = new Diagram('HEADLAMPS AND HORN')
  const [a, b, c, d] = [240, 640, 1140, 1380] as const
  drawing.wire([a, 190], [d, 190])
  drawing.label(110, 170, ['BATTERY POSITIVE'], NAME)
  for (const x of [a, b, c, d]) drawing.wire([x, 190], [x, 220])
  drawing.fuse(a, 220, ['F12', '15A'])
  drawing.wire([a, 280], [a, 620])
  drawing.label(a + 16, 360, ['16 GA DK GRN/WHT'])
  drawing.plug(a, 430, 'B', 'C101')
  drawing.label(a + 16, 530, ['16 GA DK GRN/WHT'])
  drawing.part(a, 620, ['HEADLAMP', 'SWITCH'])
  drawing.wire([a, 700], [a, 1050])
  drawing.label(a + 16, 860, ['14 GA BLK'])
  drawing.ground(a, 1050, 'G103')

  drawing.fuse(b, 220, ['F7', '20A'])
  drawing.wire([b, 280], [b, 900])
  drawing.label(b + 16, 360, ['14 GA RED'])
  drawing.splice(b, 470, 'S204')
  drawing.label(b + 16, 700, ['18 GA RED'])
  drawing.part(b, 900, ['LH HEADLAMP'])
  drawing.wire([b, 470], [b + 180, 470], [b + 180, 780])
  drawing.label(b + 196, 620, ['18 GA RED/YEL'])
  drawing.part(b + 180, 780, ['RH HEADLAMP'])

  drawing.fuse(c, 220, ['F9', '10A'])
  drawing.wire([c, 280], [c, 560])
  drawing.label(c + 16, 400, ['18 GA LT BLU'])
  drawing.part(c, 560, ['HORN RELAY'])

  drawing.fuse(d, 220, ['F4', '30A'])
  drawing.wire([d, 280], [d, 640])
  drawing.label(d + 16, 360, ['12 GA ORN'])
  drawing.plug(d, 450, 'A', 'C203')
  drawing.label(d + 16, 560, ['12 GA ORN'])
  drawing.part(d, 640, ['BLOWER', 'MOTOR'])
  drawing.wire([d, 720], [d, 1050])
  drawing.label(d + 16, 900, ['12 GA BLK'])
  drawing.ground(d, 1050, 'G201')
  return drawing.sheet
}

/** As a European maker prints it: cross sections, IEC colour codes, connectors called X. */
export function europeanDiagram(): Sheet {
  const drawing = new Diagram('PUMP CONTROL')
  const [a, b, c] = [280, 720, 1180] as const
  drawing.wire([a, 190], [c, 190])
  drawing.label(110, 170, ['SUPPLY 24 V'], NAME)
  for (const x of [a, b, c]) drawing.wire([x, 190], [x, 220])
  drawing.fuse(a, 220, ['F1', '5A'])
  drawing.wire([a, 280], [a, 640])
  drawing.label(a + 16, 370, ['0.75 RD/BU'])
  drawing.plug(a, 450, '3', 'X18')
  drawing.label(a + 16, 560, ['0.75 RD/BU'])
  drawing.part(a, 640, ['PRESSURE', 'SWITCH'])
  drawing.wire([a, 720], [a, 1040])
  drawing.label(a + 16, 880, ['0.75 GN'])
  drawing.part(a, 1040, ['CONTROL', 'MODULE'])

  drawing.fuse(b, 220, ['F2', '16A'])
  drawing.wire([b, 280], [b, 760])
  drawing.label(b + 16, 370, ['2.5 BK'])
  drawing.plug(b, 450, '1', 'X18')
  drawing.label(b + 16, 600, ['2.5 BK'])
  drawing.part(b, 760, ['PUMP MOTOR'])
  drawing.wire([b, 840], [b, 1080])
  drawing.label(b + 16, 960, ['2.5 BN'])
  drawing.ground(b, 1080, 'G103')

  drawing.fuse(c, 220, ['F3', '7.5A'])
  drawing.wire([c, 280], [c, 700])
  drawing.label(c + 16, 400, ['1.5 YE/GN'])
  drawing.part(c, 700, ['DRAIN VALVE'])
  return drawing.sheet
}
