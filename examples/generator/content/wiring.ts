import type { TextStyle } from '../drawing/fonts.ts'
import { Sheet } from '../drawing/sheet.ts'

const TEXT: TextStyle = { font: 'condensed-bold', size: 23 }
const SMALL: TextStyle = { font: 'condensed', size: 23 }
const TITLE: TextStyle = { font: 'condensed-bold', size: 36 }

/** The starting circuit: fuses at the top, four branches down to earth. Labels are captions, branch by branch. */
export function drawStartingCircuit(): Sheet {
  const sheet = new Sheet(1500, 1140)
  sheet.block('heading', () => sheet.print([{ text: 'STARTING AND GLOW CIRCUIT', x: 60, style: TITLE }], 66))
  sheet.block('page_number', () => sheet.print([{ text: '6100-2', x: 1440, style: TITLE, align: 'right' }], 66))
  sheet.rule([60, 84], [1440, 84], 4)
  const label = (lines: readonly string[], x: number, baseline: number, style = SMALL) => {
    lines.forEach((line, index) => sheet.print([{ text: line, x, style }], baseline + index * 30))
  }
  const part = (x: number, y: number, width: number, height: number) => sheet.frame([x, y, x + width, y + height], 3, 'white')
  const dot = (x: number, y: number) => sheet.art(`<circle cx="${x}" cy="${y}" r="7" fill="black"/>`)
  const earth = (x: number, y: number) => {
    sheet.rule([x - 26, y], [x + 26, y], 4)
    sheet.rule([x - 16, y + 9], [x + 16, y + 9], 4)
    sheet.rule([x - 7, y + 18], [x + 7, y + 18], 4)
  }
  const pin = (x: number, y: number) => {
    sheet.art(
      `<path d="M${x - 12} ${y - 9}L${x} ${y + 3}L${x + 12} ${y - 9}M${x - 12} ${y + 3}L${x} ${y + 15}L${x + 12} ${y + 3}" fill="none" stroke="black" stroke-width="3.5"/>`,
    )
  }
  const fuse = (x: number, y: number) => {
    sheet.frame([x - 14, y, x + 14, y + 62], 3, 'white')
    sheet.rule([x, y], [x, y + 62], 2)
  }
  const coil = (x: number, y: number) => sheet.art(`<path d="M${x - 26} ${y + 34}L${x + 26} ${y + 10}" stroke="black" stroke-width="3"/>`)
  const circle = (x: number, y: number, letter: string) => {
    sheet.art(`<circle cx="${x}" cy="${y}" r="42" fill="white" stroke="black" stroke-width="3.5"/>`)
    sheet.print([{ text: letter, x, style: { ...TEXT, size: 34 }, align: 'center' }], y + 12)
  }

  const [a, b, c, d] = [150, 500, 860, 1210] as const
  sheet.rule([a, 150], [d, 150], 5)
  sheet.block('caption', () => label(['BATTERY 12 V, TERMINAL 30'], 560, 138, TEXT))
  for (const x of [b, c, d]) dot(x, 150)

  sheet.rule([a, 150], [a, 1010], 4)
  sheet.block('caption', () => {
    label(['25 RD'], a + 22, 300)
    part(a - 60, 420, 120, 100)
    coil(a, 440)
    label(['STARTER', 'SOLENOID'], a + 76, 440, TEXT)
    circle(a, 720, 'M')
    label(['STARTER', 'MOTOR'], a + 62, 712, TEXT)
    label(['G100'], a + 40, 1020)
  })
  earth(a, 1010)

  sheet.rule([b, 150], [b, 1010], 4)
  sheet.block('caption', () => {
    part(b - 60, 220, 120, 90)
    sheet.rule([b, 232], [b + 30, 286], 3)
    label(['KEY SWITCH S1', 'START'], b + 76, 256, TEXT)
    label(['2.5 BK/YL'], b + 20, 366)
    pin(b, 400)
    label(['5   C12'], b + 34, 412)
    part(b - 60, 520, 120, 100)
    coil(b, 548)
    label(['STARTER', 'RELAY K1'], b + 76, 560, TEXT)
    label(['1.0 BN'], b + 20, 720)
    label(['G101'], b + 40, 1020)
  })
  sheet.rule([a + 60, 496], [b - 110, 496], 3)
  sheet.rule([b - 110, 496], [b - 110, 570], 3)
  sheet.rule([b - 110, 570], [b - 60, 570], 3)
  sheet.block('caption', () => label(['2.5 BK/YL', 'TERMINAL 50'], a + 84, 534))
  earth(b, 1010)

  sheet.rule([c, 150], [c, 1010], 4)
  fuse(c, 200)
  sheet.block('caption', () => {
    label(['FUSE F6', '15 A'], c + 34, 226, TEXT)
    label(['1.5 BK/BL'], c + 20, 330)
    pin(c, 400)
    label(['1   C12'], c + 34, 412)
    part(c - 60, 640, 120, 110)
    coil(c, 672)
    label(['FUEL', 'SHUT-OFF', 'SOLENOID Y1'], c + 76, 676, TEXT)
    label(['1.0 BN'], c + 20, 860)
    label(['G102'], c + 40, 1020)
  })
  earth(c, 1010)

  sheet.rule([d, 150], [d, 1010], 4)
  fuse(d, 200)
  sheet.block('caption', () => {
    label(['FUSE F10', '40 A'], d + 34, 226, TEXT)
    label(['6.0 RD'], d + 20, 330)
    part(d - 60, 380, 120, 100)
    coil(d, 408)
    label(['GLOW PLUG', 'RELAY K2'], d + 76, 420, TEXT)
    label(['1.0 BN'], d + 94, 534)
    label(['G101'], d + 124, 606)
    label(['6.0 RD'], d + 20, 654)
    pin(d, 680)
    label(['7   C12'], d + 34, 692)
    part(d - 50, 780, 100, 120)
    sheet.art(
      `<path d="M${d} 790V810L${d - 16} 818L${d + 16} 830L${d - 16} 842L${d + 16} 854L${d} 862V890" fill="none" stroke="black" stroke-width="3"/>`,
    )
    label(['GLOW PLUGS', 'R1 ... R4'], d + 66, 826, TEXT)
    label(['ENGINE BLOCK'], d + 40, 1020)
  })
  sheet.rule([d + 60, 470], [d + 84, 470], 3)
  sheet.rule([d + 84, 470], [d + 84, 590], 3)
  earth(d + 84, 590)
  earth(d, 1010)

  sheet.block('footer', () => label(['Wire: cross section in mm², base colour / stripe. C = connector, G = earth point.'], 60, 1100))
  return sheet
}
