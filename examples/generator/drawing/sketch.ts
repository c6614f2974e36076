import type { Point } from './sheet.ts'

/** Size of the field that every figure is drawn in. */
export const FIGURE_WIDTH = 380
export const FIGURE_HEIGHT = 285

/** How a shape is filled and outlined; white with a 2.2 pixel outline when absent. */
export interface Look {
  readonly fill?: string
  readonly stroke?: string
  readonly width?: number
  readonly dash?: string
}

export interface SketchLabel {
  readonly text: string
  readonly x: number
  readonly baseline: number
  readonly size: number
}

const at = (value: number) => Math.round(value * 10) / 10

/** A technical drawing in a field of 380 × 285: shapes become SVG, numbers and letters become labels with known boxes. */
export class Sketch {
  readonly shapes: string[] = []
  readonly labels: SketchLabel[] = []

  private add(element: string, look: Look): this {
    const { fill = 'white', stroke = 'black', width = 2.2, dash } = look
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`
    this.shapes.push(
      `<${element} fill="${fill}" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"${dashes}/>`,
    )
    return this
  }

  /** A photograph's background: the whole field in one tone. */
  ground(fill: string): this {
    return this.rect(0, 0, FIGURE_WIDTH, FIGURE_HEIGHT, { fill, stroke: 'none' })
  }

  rect(x: number, y: number, width: number, height: number, look: Look = {}, radius = 0): this {
    return this.add(`rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="${radius}"`, look)
  }

  circle(x: number, y: number, radius: number, look: Look = {}): this {
    return this.add(`circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}"`, look)
  }

  ellipse(x: number, y: number, rx: number, ry: number, look: Look = {}): this {
    return this.add(`ellipse cx="${at(x)}" cy="${at(y)}" rx="${at(rx)}" ry="${at(ry)}"`, look)
  }

  path(data: string, look: Look = {}): this {
    return this.add(`path d="${data}"`, look)
  }

  polygon(points: readonly Point[], look: Look = {}): this {
    return this.path(`M${points.map(([x, y]) => `${at(x)} ${at(y)}`).join('L')}Z`, look)
  }

  line(x1: number, y1: number, x2: number, y2: number, look: Look = {}): this {
    return this.path(`M${at(x1)} ${at(y1)}L${at(x2)} ${at(y2)}`, { fill: 'none', ...look })
  }

  /** A hexagon head with its washer face. */
  bolt(x: number, y: number, radius: number, turn = 12): this {
    this.circle(x, y, radius * 1.25, { fill: 'url(#round)' })
    const corners = Array.from({ length: 6 }, (_, index): Point => {
      const angle = ((index * 60 + turn) * Math.PI) / 180
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    })
    return this.polygon(corners, { fill: 'url(#steel)' }).circle(x, y, radius * 0.62, { fill: 'none', width: 1.4 })
  }

  /** A socket head cap screw from above. */
  socket(x: number, y: number, radius: number): this {
    this.circle(x, y, radius, { fill: 'url(#round)' })
    const corners = Array.from({ length: 6 }, (_, index): Point => {
      const angle = (index * Math.PI) / 3
      return [x + radius * 0.55 * Math.cos(angle), y + radius * 0.55 * Math.sin(angle)]
    })
    return this.polygon(corners, { fill: '#222' })
  }

  /** A toothed wheel; `depth` is the height of a tooth. */
  gear(x: number, y: number, radius: number, teeth: number, depth: number, look: Look = { fill: 'url(#cast)' }): this {
    const points: Point[] = []
    for (let tooth = 0; tooth < teeth; tooth++) {
      for (const [share, out] of [
        [0, 0],
        [0.18, 1],
        [0.42, 1],
        [0.6, 0],
      ] as const) {
        const angle = ((tooth + share) * 2 * Math.PI) / teeth
        const reach = radius + (out - 1) * depth
        points.push([x + reach * Math.cos(angle), y + reach * Math.sin(angle)])
      }
    }
    return this.polygon(points, look)
  }

  /** A coil spring between two points. */
  spring(x1: number, y1: number, x2: number, y2: number, coils: number, radius: number): this {
    const length = Math.hypot(x2 - x1, y2 - y1)
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length]
    const points: string[] = []
    for (let half = 0; half <= coils * 2; half++) {
      const along = (half / (coils * 2)) * length
      const side = half % 2 === 0 ? radius : -radius
      points.push(`${at(x1 + ux * along - uy * side)} ${at(y1 + uy * along + ux * side)}`)
    }
    const data = `M${points.join('L')}`
    return this.path(data, { fill: 'none', width: 7 }).path(data, { fill: 'none', width: 3.4, stroke: '#ddd' })
  }

  /** A hose or pipe along an SVG path. */
  hose(data: string, width = 15, tone = '#999'): this {
    return this.path(data, { fill: 'none', width }).path(data, { fill: 'none', width: width - 5, stroke: tone })
  }

  /** A threaded shank, drawn along x. */
  thread(x: number, y: number, length: number, height: number): this {
    this.rect(x, y - height / 2, length, height, { fill: 'url(#steel)' })
    for (let step = 5; step < length; step += 5) this.line(x + step, y - height / 2, x + step - 3, y + height / 2, { width: 1.3 })
    return this
  }

  /** A fat hollow arrow that shows a movement. */
  arrow(x1: number, y1: number, x2: number, y2: number, fill = 'white'): this {
    const length = Math.hypot(x2 - x1, y2 - y1)
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length]
    const point = (along: number, side: number): Point => [x1 + ux * along - uy * side, y1 + uy * along + ux * side]
    return this.polygon(
      [
        point(0, 7),
        point(length - 22, 7),
        point(length - 22, 16),
        point(length, 0),
        point(length - 22, -16),
        point(length - 22, -7),
        point(0, -7),
      ],
      { fill, width: 2.6 },
    )
  }

  /** A dial gauge with its stem pointing down at (x, y). */
  dialGauge(x: number, y: number): this {
    this.rect(x - 4, y - 46, 8, 46, { fill: 'url(#steel-across)' })
      .circle(x, y - 76, 32, { fill: 'url(#round)' })
      .circle(x, y - 76, 25)
    for (let mark = 0; mark < 24; mark++) {
      const angle = (mark * Math.PI) / 12
      this.line(x + 19 * Math.cos(angle), y - 76 + 19 * Math.sin(angle), x + 24 * Math.cos(angle), y - 76 + 24 * Math.sin(angle), {
        width: 1.3,
      })
    }
    return this.line(x, y - 76, x + 12, y - 90, { width: 2.6 }).circle(x, y - 76, 3, { fill: 'black' })
  }

  /** A round pressure gauge with its connection below. */
  pressureGauge(x: number, y: number, radius: number, needle = -50): this {
    this.rect(x - 9, y + radius - 4, 18, 24, { fill: 'url(#steel-across)' })
      .circle(x, y, radius, { fill: 'url(#dark)' })
      .circle(x, y, radius * 0.84)
    for (let mark = 0; mark <= 20; mark++) {
      const angle = ((mark * 13.5 + 135) * Math.PI) / 180
      const inner = mark % 5 === 0 ? 0.6 : 0.7
      this.line(
        x + radius * inner * Math.cos(angle),
        y + radius * inner * Math.sin(angle),
        x + radius * 0.78 * Math.cos(angle),
        y + radius * 0.78 * Math.sin(angle),
        { width: mark % 5 === 0 ? 2.4 : 1.3 },
      )
    }
    const turn = (needle * Math.PI) / 180
    return this.line(
      x - radius * 0.15 * Math.cos(turn),
      y - radius * 0.15 * Math.sin(turn),
      x + radius * 0.62 * Math.cos(turn),
      y + radius * 0.62 * Math.sin(turn),
      { width: 3 },
    ).circle(x, y, radius * 0.09, { fill: 'black' })
  }

  /** A number in a white disc with a line to the part that it names. */
  call(text: string, x: number, y: number, ...targets: readonly Point[]): this {
    for (const [tx, ty] of targets) {
      this.line(x, y, tx, ty, { stroke: 'white', width: 5.5 }).line(x, y, tx, ty, { width: 2.2 })
      this.circle(tx, ty, 2.6, { fill: 'black', stroke: 'white', width: 1 })
    }
    const reach = text.length > 1 ? 19 : 16
    this.circle(x, y, reach, { width: 1.8 })
    return this.letter(text, x, y + 7.5, 22)
  }

  /** A dimension line with arrow heads and a letter or value beside it. */
  dimension(text: string, x1: number, y1: number, x2: number, y2: number, labelX: number, labelY: number): this {
    const length = Math.hypot(x2 - x1, y2 - y1)
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length]
    this.line(x1, y1, x2, y2, { stroke: 'white', width: 6 }).line(x1, y1, x2, y2)
    for (const [px, py, way] of [
      [x1, y1, 1],
      [x2, y2, -1],
    ] as const) {
      this.polygon(
        [
          [px, py],
          [px + way * ux * 12 - uy * 5, py + way * uy * 12 + ux * 5],
          [px + way * ux * 12 + uy * 5, py + way * uy * 12 - ux * 5],
        ],
        { fill: 'black', width: 1 },
      )
    }
    const half = text.length * 7 + 6
    this.rect(labelX - half, labelY - 20, half * 2, 26, { stroke: 'none' })
    return this.letter(text, labelX, labelY, 23)
  }

  /** A letter or number, centred at x. */
  letter(text: string, x: number, baseline: number, size: number): this {
    this.labels.push({ text, x, baseline, size })
    return this
  }
}
