import { describe, expect, it } from 'vitest'
import { blankRaster } from '../../src/imaging/raster.ts'
import { commas, raisedDashes } from '../../src/ocr/ppocr/corrections.ts'
import { groupedAlike } from '../../src/ocr/ppocr/figure-groups.ts'
import { analyseInk } from '../../src/ocr/ppocr/ink.ts'
import type { Character, Recognised } from '../../src/ocr/ppocr/recognition.ts'
import { type Glyph, spaceOut } from '../../src/ocr/ppocr/spacing.ts'
import { bars, withoutFrames } from '../../src/ocr/ppocr/stray-marks.ts'
import { litres, lostOhms, timesSigns } from '../../src/ocr/ppocr/unit-signs.ts'

type Box = readonly [left: number, top: number, right: number, bottom: number]

/** A glyph of a line whose capitals reach from row 10 to row 40; it is 16 wide unless told. */
function glyph(
  text: string,
  at: number,
  box: Partial<{ width: number; top: number; bottom: number; spaced: boolean; room: number; p: number }> = {},
) {
  const { width = 16, top = 10, bottom = 40, spaced = false, room = 0.1, p = 0.95 } = box
  return { text, probability: p, x: at + width / 2, left: at, right: at + width, top, bottom, spaced, room }
}

/** Glyphs of one width and height; a space in the text stands before the next one. */
function line(text: string, rooms: readonly number[] = []): Glyph[] {
  const glyphs: Glyph[] = []
  let [at, spaced] = [0, false]
  for (const letter of text) {
    if (letter === ' ') spaced = true
    else glyphs.push(glyph(letter, at, { spaced, room: rooms[glyphs.length] ?? (spaced ? 0.6 : 0.1) }))
    if (letter !== ' ') spaced = false
    at += letter === ' ' ? 12 : 20
  }
  return glyphs
}

function textOf(glyphs: readonly Glyph[]): string {
  return glyphs.map(({ text, spaced }, i) => (spaced && i > 0 ? ' ' : '') + text).join('')
}

/** The ink of a crop with dark boxes. */
function inkOf(boxes: readonly Box[], width: number) {
  const crop = blankRaster(width, 48)
  for (const [left, top, right, bottom] of boxes) for (let y = top; y < bottom; y++) crop.data.fill(0, y * width + left, y * width + right)
  return analyseInk(crop)
}

/** What is read of a text whose characters are boxes of the given columns; no space is believed in. */
function spacedOut(text: string, columns: readonly (readonly [number, number])[]): string {
  const ink = inkOf(
    columns.map(([left, right]) => [left, 9, right, 39]),
    columns.at(-1)![1] + 10,
  )
  const characters = [...text].map((letter, i): Character => ({
    text: letter,
    probability: 0.99,
    x: (columns[i]![0] + columns[i]![1]) / 2,
  }))
  const reading: Recognised = { characters, spaces: [], spaceProbability: new Float32Array(400).fill(1e-4), step: 8, confidence: 1 }
  return textOf(spaceOut(characters, reading, ink))
}

describe('numbers of one kind on a page', () => {
  const page = [line('30 34 025'), line('30 34 023'), line('34 11 220')]
  /** Rooms of "30 34 021" with its second space in doubt. */
  const doubtful = [0, 0.1, 0.6, 0.15, 0.45, 0.3, 0.35]

  it('are grouped as the others are, where their own ink agrees', () => {
    expect(groupedAlike([...page, line('30 34021', doubtful)]).map(textOf)[3]).toBe('30 34 021')
    expect(groupedAlike([...page, line('3034021', [0, 0.1, 0.5, 0.15, 0.45, 0.3, 0.35])]).map(textOf)[3]).toBe('30 34 021')
  })

  it('stay as they are where it does not, or where the page shows no one way', () => {
    expect(groupedAlike([...page, line('30 34021', [0, 0.1, 0.6, 0.15, 0.2, 0.3, 0.35])]).map(textOf)[3]).toBe('30 34021')
    expect(groupedAlike([page[0]!, line('30 34021', doubtful)]).map(textOf)[1]).toBe('30 34021')
    expect(groupedAlike([...page, line('3034 021'), line('303 4021'), line('30 34021', doubtful)]).map(textOf)[5]).toBe('30 34021')
    expect(groupedAlike([...page, line('30340')]).map(textOf)[3]).toBe('30340')
  })
})

describe('dashes and stops beside figures', () => {
  it('are told by their height on the line', () => {
    const at = (top: number, bottom: number, width: number): string =>
      textOf(
        raisedDashes([
          glyph('3', 0),
          glyph('4', 20),
          glyph('.', 50, { top, bottom, width, spaced: true }),
          glyph('2', 80, { spaced: true }),
        ]),
      )
    expect(at(26, 30, 8)).toBe('34 - 2')
    expect(at(36, 40, 4)).toBe('34 . 2')
  })

  it('are a raised point where they touch their figures', () => {
    expect(textOf(raisedDashes([glyph('0', 0), glyph('.', 19, { top: 23, bottom: 28, width: 5 }), glyph('5', 27)]))).toBe('0.5')
  })

  it('hang below the line as commas, and stand on it as stops', () => {
    const read = (mark: string, bottom: number, width: number): string =>
      textOf(commas([glyph('6', 0), glyph(mark, 20, { top: 35, bottom, width })]))
    expect([read('.', 46, 5), read('.', 40, 5), read(',', 40, 5), read(',', 46, 5)]).toEqual(['6,', '6.', '6.', '6,'])
  })
})

describe('what stands around figures', () => {
  const blank = inkOf([[0, 9, 16, 39]], 400)

  it('is no bracket without a partner, and no bar as high as a frame', () => {
    expect(textOf(withoutFrames([...line('024'), glyph(']', 60, { p: 0.5 })], blank))).toBe('024')
    expect(
      textOf(
        withoutFrames(
          [glyph('[', 0, { p: 0.5 }), ...line('024').map((each) => ({ ...each, left: each.left + 20 })), glyph(']', 80, { p: 0.5 })],
          blank,
        ),
      ),
    ).toBe('[024]')
    expect(textOf(withoutFrames([glyph('1', 0, { top: 0, bottom: 46, width: 5 }), ...line(' PUMP')], blank))).toBe('PUMP')
    expect(textOf(withoutFrames(line('1 PUMP'), blank))).toBe('1 PUMP')
  })

  it('is a line that leads out of the crop, not a part of the number', () => {
    expect(textOf(withoutFrames([...line('500'), glyph('–', 60, { width: 340, top: 24, bottom: 27 })], blank))).toBe('500 –')
    expect(textOf(withoutFrames([...line('500'), glyph('–', 60, { width: 20, top: 24, bottom: 27 })], blank))).toBe('500–')
  })

  it('is a figure 1 where an exclamation mark has no gap', () => {
    const whole = inkOf([[0, 9, 6, 39]], 40)
    const parted = inkOf(
      [
        [0, 9, 6, 30],
        [0, 34, 6, 39],
      ],
      40,
    )
    expect(textOf(bars([glyph('!', 0, { width: 6, top: 9, bottom: 39 })], whole))).toBe('1')
    expect(textOf(bars([glyph('!', 0, { width: 6, top: 9, bottom: 39 })], parted))).toBe('!')
  })
})

describe('signs of units', () => {
  const noStroke = (): number => 1

  it('are litres behind decimal numbers in running text', () => {
    expect(textOf(litres(line('holds 1.13 1, with'), noStroke))).toBe('holds 1.13 l, with')
    expect(textOf(litres(line('flow 6.3 1/min'), noStroke))).toBe('flow 6.3 l/min')
    expect(textOf(litres(line('than I I of oil'), noStroke))).toBe('than 1 l of oil')
    expect(textOf(litres(line('speed 1450 1/min'), noStroke))).toBe('speed 1450 1/min')
    expect(textOf(litres(line('2.5 1 3.5 1'), noStroke))).toBe('2.5 1 3.5 1')
  })

  it('are multiplication signs that hang above the line, and small letters', () => {
    const between = (text: string, top: number, bottom: number): string =>
      textOf(timesSigns([glyph('4', 0), glyph(text, 30, { top, bottom, spaced: true }), glyph('2', 60, { spaced: true })]))
    expect([between('X', 20, 40), between('x', 16, 34), between('X', 10, 40)]).toEqual(['4 x 2', '4 × 2', '4 X 2'])
  })

  it('are an Ω that no recogniser knows, by its shape', () => {
    const arch: Box[] = [
      [60, 10, 84, 14],
      [60, 10, 65, 34],
      [79, 10, 84, 34],
      [56, 34, 66, 38],
      [78, 34, 88, 38],
    ]
    const figures: Box[] = [
      [0, 9, 18, 39],
      [22, 9, 40, 39],
    ]
    const read: Character[] = [9, 31].map((x, i) => ({ text: '24'[i]!, probability: 0.99, x }))
    expect(lostOhms(read, inkOf([...figures, ...arch], 120)).map(({ text }) => text)).toEqual(['2', '4', 'Ω'])
    expect(lostOhms(read, inkOf([...figures, [56, 9, 88, 39]], 120)).map(({ text }) => text)).toEqual(['2', '4'])
  })
})

describe('spaces', () => {
  it('are whole pitches in a typewriter’s face, however narrow its marks are', () => {
    const text = 'Inspect at 08:30 every 10 h'
    const columns: [number, number][] = []
    const letters = [...text]
    letters.forEach((letter, i) => {
      const width = /[:il1It]/.test(letter) ? 6 : 18
      if (letter !== ' ') columns.push([10 + 24 * i + 9 - width / 2, 10 + 24 * i + 9 + width / 2])
    })
    expect(spacedOut(letters.filter((letter) => letter !== ' ').join(''), columns)).toBe(text)
  })

  it('are not between a sign and its number', () => {
    // "250 +10": 15 pixels before the plus, 5 behind it.
    const columns = [
      [10, 28],
      [31, 49],
      [52, 70],
      [85, 103],
      [108, 126],
      [129, 147],
    ] as const
    const ink = inkOf(
      columns.map(([left, right]): Box => [left, 9, right, 39]),
      160,
    )
    const characters = [...'250+20'].map((text, i): Character => ({ text, probability: 0.99, x: (columns[i]![0] + columns[i]![1]) / 2 }))
    const reading: Recognised = { characters, spaces: [78], spaceProbability: new Float32Array(40).fill(1e-4), step: 8, confidence: 1 }
    expect(textOf(spaceOut(characters, reading, ink))).toBe('250 +20')
  })
})
