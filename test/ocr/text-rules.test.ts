import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../src/contracts/geometry.ts'
import { blankRaster } from '../../src/imaging/raster.ts'
import { joinLines } from '../../src/ocr/lines.ts'
import { capitals, degreeSigns, decimalPoints, isTornApart, lookalikes, respelled } from '../../src/ocr/ppocr/corrections.ts'
import { fuse, inPlainForm } from '../../src/ocr/ppocr/fusion.ts'
import { analyseInk, blobsOfCharacters, unexplainedInk } from '../../src/ocr/ppocr/ink.ts'
import type { Character, Recognised } from '../../src/ocr/ppocr/recognition.ts'
import { doubtfulWindows } from '../../src/ocr/ppocr/second-opinion.ts'
import { type Glyph, spaceOut } from '../../src/ocr/ppocr/spacing.ts'
import { litres, micros, ohms } from '../../src/ocr/ppocr/unit-signs.ts'
import { englishSpelling } from '../../src/text/spelling.ts'

/** A crop 48 pixels high with dark bars from column to column, 30 pixels high. */
function inkOf(bars: readonly (readonly [number, number])[], width: number) {
  const crop = blankRaster(width, 48)
  for (const [from, to] of bars) for (let y = 9; y < 39; y++) crop.data.fill(0, y * width + from, y * width + to)
  return analyseInk(crop)
}

const characters = (text: string, at: readonly number[], probability = 0.99): Character[] =>
  [...text].map((letter, i) => ({ text: letter, probability, x: at[i]! }))

function glyphs(...parts: readonly [text: string, left: number, right: number, top: number, bottom: number][]): Glyph[] {
  return parts.map(([text, left, right, top, bottom]) => ({
    text,
    left,
    right,
    top,
    bottom,
    probability: 0.9,
    x: (left + right) / 2,
    spaced: false,
    room: 0,
  }))
}

describe('two readings of one crop', () => {
  const ink = inkOf(
    [
      [8, 24],
      [28, 44],
      [64, 84],
      [104, 120],
    ],
    128,
  )
  const first = characters('205', [16, 36, 112])

  it('notice ink that no character stands for', () => {
    expect(unexplainedInk(ink, first, 3)).toEqual([[64, 84]])
    expect(unexplainedInk(ink, characters('20±5', [16, 36, 74, 112]), 3)).toEqual([])
  })

  it('bring back a lost ±, even a doubtful one', () => {
    const second = inPlainForm(characters('20±5', [14, 38, 76, 110], 0.4))
    expect(fuse(first, second, ink, 48).map(({ text }) => text)).toEqual(['2', '0', '±', '5'])
  })

  it('do not bring in letters of another script or characters without ink', () => {
    expect(inPlainForm(characters('一中℃', [1, 2, 30])).map(({ text }) => text)).toEqual(['–', '°', 'C'])
    const second = inPlainForm(characters('2045', [14, 38, 96, 110]))
    const whole = inkOf(
      [
        [8, 24],
        [28, 44],
        [104, 120],
      ],
      128,
    )
    expect(
      fuse(first, second, whole, 48)
        .map(({ text }) => text)
        .join(''),
    ).toBe('205')
  })

  it('are joined only where the first one is in doubt', () => {
    const second = inPlainForm(characters('3045', [14, 38, 76, 110]))
    const joined = fuse(characters('205', [16, 36, 112], 0.5), second, ink, 48, (x) => x > 60)
    expect(joined.map(({ text }) => text).join('')).toBe('2045')
  })

  it('always end, wherever the characters stand', () => {
    const reading = fc.array(
      fc.record({
        text: fc.constantFrom('1', 'a', '(', '±'),
        probability: fc.double({ min: 0, max: 1, noNaN: true }),
        x: fc.double({ min: 0, max: 128, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(reading, reading, (one, other) => {
        const sorted = (list: Character[]): Character[] => list.toSorted((a, b) => a.x - b.x)
        expect(fuse(sorted(one), sorted(other), ink, 48).length).toBeLessThanOrEqual(one.length + other.length)
      }),
    )
  })

  it('give every character ink, in order', () => {
    expect(blobsOfCharacters(ink, [30, 34, 80, 99])).toEqual([0, 1, 2, 3])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 128, noNaN: true }), { maxLength: 12 }), (positions) => {
        const owners = blobsOfCharacters(
          ink,
          positions.toSorted((a, b) => a - b),
        )
        expect(owners).toEqual(owners.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('the places for a second opinion', () => {
  const bars = Array.from({ length: 20 }, (_, i): [number, number] => [10 + 30 * i, 30 + 30 * i])
  const ink = inkOf(bars, 620)
  const middles = bars.map(([start, end]) => (start + end) / 2)
  const reading = (read: readonly Character[], spaces: readonly number[] = []): Recognised => ({
    characters: read,
    spaces,
    spaceProbability: new Float32Array(78),
    step: 8,
    confidence: 0.9,
  })
  const sure = characters('abcdefghijklmnopqrst', middles)

  it('are none in a sure line, and a part of the line around one doubtful letter', () => {
    expect(doubtfulWindows(reading(sure), ink, null)).toEqual([])
    const [window, ...more] = doubtfulWindows(
      reading(sure.map((letter, i) => (i === 10 ? { ...letter, probability: 0.4 } : letter))),
      ink,
      null,
    )
    expect(more).toEqual([])
    const [start, end] = window!.shown
    expect([start < middles[9]!, end > middles[11]!, end - start < 260]).toEqual([true, true, true])
    expect(middles.some((x) => Math.abs(x - start) < 10 || Math.abs(x - end) < 10)).toBe(false)
  })

  it('are those of lost ink, of a plus that may be a ±, and of a small u that may be a micro', () => {
    expect(doubtfulWindows(reading(characters('abcdefg20+5nopqrstuv', middles)), ink, null)).toHaveLength(1)
    expect(doubtfulWindows(reading(sure.filter((_, i) => i !== 10)), ink, null)).toHaveLength(1)
    expect(doubtfulWindows(reading(characters('abcdefghi5um5nopqrst', middles)), ink, null)).toHaveLength(1)
    expect(doubtfulWindows(reading(characters('abcdefghi(uA)nopqrst', middles)), ink, null)).toHaveLength(1)
    expect(doubtfulWindows(reading(characters('abcdefghibumbnopqrst', middles)), ink, null)).toEqual([])
    expect(doubtfulWindows(reading(characters('abcdefghibumbnopqrst', middles), [305, 335]), ink, null)).toHaveLength(1)
  })
})

describe('ohms', () => {
  const bars = Array.from({ length: 20 }, (_, i): [number, number] => [10 + 30 * i, 30 + 30 * i])
  const middles = bars.map(([start, end]) => (start + end) / 2)
  /** Glyphs of equal size; a space in the text stands before the next one. */
  const read = (text: string, probability = 0.9): string => {
    const letters = [...text.replaceAll(' ', '')]
    const placed = letters.map((letter, i) => ({ ...glyphs([letter, 24 * i, 24 * i + 20, 8, 40])[0]!, probability }))
    let at = -1
    for (const part of text.split(' ')) {
      if (at >= 0) placed[at] = { ...placed[at]!, spaced: true }
      at = Math.max(at, 0) + part.length
    }
    return ohms(placed)
      .map((glyph) => (glyph.spaced ? ' ' : '') + glyph.text)
      .join('')
  }

  it('are what a Q behind a number is, and a 9 behind k', () => {
    expect(['330 kQ', '0.47 Q', '47kQ, 2 MQ', '47 k9', 'kQ', '100Q'].map((text) => read(text))).toEqual([
      '330 kΩ', '0.47 Ω', '47kΩ, 2 MΩ', '47 kΩ', 'kΩ', '100Ω',
    ]) // prettier-ignore
  })

  it('are no codes and no figures', () => {
    const codes = ['Q7', '4Q2', 'U3 Q', 'MQ', '2 M9', '109', 'R5Q', '3 Q12']
    expect(codes.map((text) => read(text))).toEqual(codes)
    expect(read('10Q', 0.99)).toBe('10Q')
  })

  it('are asked about and believed where the first recogniser sees a 9 at the end of a quantity', () => {
    const ink = inkOf(bars, 620)
    const seen = (text: string, probability: number): Recognised => {
      const read = characters(text, middles, 0.99).map((letter) => (letter.text === '9' ? { ...letter, probability } : letter))
      return { characters: read, spaces: [], spaceProbability: new Float32Array(78), step: 8, confidence: 0.9 }
    }
    const doubtful = seen('abcdefgh1009,opqrstu', 0.95)
    expect(doubtfulWindows(doubtful, ink, null)).toHaveLength(1)
    expect(doubtfulWindows(seen('abcdefgh1009,opqrstu', 0.99), ink, null)).toEqual([])
    expect(doubtfulWindows(seen('abcdefgh1090,opqrstu', 0.95), ink, null)).toEqual([])
    const second = characters('abcdefgh100Q,opqrstu', middles, 0.5)
    const joined = fuse(doubtful.characters, second, ink, 48)
    expect(joined[11]!.text).toBe('Ω')
  })
})

describe('characters that look alike', () => {
  it('are told by spelling', async () => {
    const { knows } = await englishSpelling()
    expect(['lnstall', 'AlI', 'Ibs.)', '1O', 'OV', 'I/min', '10°c', 'Install', 'lbs', 'SI', 'l'].map(lookalikes)).toEqual([
      'Install', 'All', 'lbs.)', '10', '0V', 'l/min', '10°C', 'Install', 'lbs', 'SI', 'l',
    ]) // prettier-ignore
    expect(['Repiacing', '(bearlng),', 'CONTINUEO', 'caliper', 'DDE', 'Xyzilp'].map((word) => respelled(word, knows))).toEqual([
      'Replacing', '(bearing),', 'CONTINUED', 'caliper', 'DDE', 'Xyzilp',
    ]) // prettier-ignore
    expect(isTornApart('Id', 'ler', knows)).toBe(true)
    expect(isTornApart('remove', 'bolt', knows)).toBe(false)
  })

  it('are told by size and place', () => {
    const ring = glyphs(['9', 0, 20, 8, 40], ['0', 24, 44, 8, 40], ['0', 48, 60, 8, 20])
    expect(
      degreeSigns(ring)
        .map(({ text }) => text)
        .join(''),
    ).toBe('90°')
    const small = glyphs(['3', 0, 20, 8, 40], ['0', 24, 44, 8, 40], ['0', 48, 66, 6, 28], ['c', 80, 92, 18, 40])
    expect(
      degreeSigns(small)
        .map(({ text }) => text)
        .join(''),
    ).toBe('30°C')
    const zero = glyphs(['3', 0, 20, 8, 40], ['0', 24, 44, 8, 40], ['0', 48, 66, 6, 36])
    expect(degreeSigns(zero)).toEqual(zero)
    const stop = glyphs(['9', 0, 20, 8, 40], ['0', 24, 44, 8, 40], ['.', 48, 53, 35, 40])
    expect(
      degreeSigns(stop)
        .map(({ text }) => text)
        .join(''),
    ).toBe('90.')
    expect(
      capitals(glyphs(['c', 0, 20, 8, 40], ['2', 24, 44, 8, 40]))
        .map(({ text }) => text)
        .join(''),
    ).toBe('C2')
  })

  it('are told by a stem below the line', () => {
    const read = (bottom: number, next: string): string =>
      micros(glyphs(['5', 0, 18, 8, 40], ['u', 24, 40, 18, bottom], [next, 44, 62, 8, 40]))
        .map(({ text }) => text)
        .join('')
    expect([read(48, 'A'), read(40, 'A'), read(48, ')')]).toEqual(['5µA', '5uA', '5µ)'])
    const word = glyphs(['u', 0, 18, 18, 48], ['s', 24, 40, 18, 40], ['e', 44, 62, 18, 40], ['d', 66, 80, 8, 40])
    expect(micros(word)).toEqual(word)
  })

  it('keep the decimal point of a typewriter in its number, and a bare decimal apart', () => {
    const read = (stop: number, next: number, apart: boolean): string =>
      decimalPoints(
        glyphs(['2', 0, 18, 8, 38], ['.', stop, stop + 5, 34, 38], ['5', next, next + 18, 8, 38]).map((glyph, i) => ({
          ...glyph,
          spaced: i === 1 || (i === 2 && apart),
        })),
      )
        .map((glyph) => (glyph.spaced ? ' ' : '') + glyph.text)
        .join('')
    expect([read(30, 47, false), read(30, 66, true), read(40, 48, false)]).toEqual(['2.5', '2 . 5', '2 .5'])
  })

  it('do not make a quantity ten times as large', () => {
    const litre = glyphs(['4', 0, 18, 8, 38], ['.', 21, 25, 34, 38], ['2', 28, 46, 8, 38], ['1', 58, 62, 8, 38])
    expect(
      litres(litre, () => 4)
        .map(({ text, spaced }) => (spaced ? ' ' : '') + text)
        .join(''),
    ).toBe('4.2 l')
    const number = glyphs(['4', 0, 18, 8, 38], ['2', 22, 40, 8, 38], ['1', 44, 54, 8, 38])
    expect(
      litres(number, () => 4)
        .map(({ text }) => text)
        .join(''),
    ).toBe('421')
    const withFoot = (text: string, spaced: boolean): string => {
      const placed = glyphs(['4', 0, 18, 8, 38], ['.', 21, 25, 34, 38], ['5', 28, 46, 8, 38], [text, 58, 68, 8, 38])
      return litres([...placed.slice(0, -1), { ...placed[3]!, spaced }], () => 4)
        .map((glyph) => (glyph.spaced ? ' ' : '') + glyph.text)
        .join('')
    }
    expect([withFoot('1', true), withFoot('I', true), withFoot('1', false), withFoot('2', true)]).toEqual([
      '4.5 l',
      '4.5 l',
      '4.51',
      '4.5 2',
    ])
  })
})

describe('spaces', () => {
  const ink = inkOf(
    [
      [8, 14],
      [40, 60],
      [64, 84],
    ],
    96,
  )
  const spaced = (belief: number): boolean[] => {
    const reading: Recognised = {
      characters: characters('LED', [11, 50, 74]),
      spaces: [],
      spaceProbability: new Float32Array(12).fill(belief),
      step: 8,
      confidence: 0.99,
    }
    return spaceOut(reading.characters, reading, ink).map((glyph) => glyph.spaced)
  }

  it('do not part letters whose ink was lost between them', () => {
    expect(spaced(1e-2)).toEqual([false, true, false])
    expect(spaced(1e-6)).toEqual([false, false, false])
  })
})

describe('spaces between figures', () => {
  /** Figures 20 pixels wide with the given gaps between them, in which the recogniser sees no space. */
  const wordsOf = (text: string, gaps: readonly number[]): string => {
    const bars = [...text].map((_, i): [number, number] => {
      const left = 8 + 20 * i + gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0)
      return [left, left + 20]
    })
    const read = characters(
      text,
      bars.map(([left, right]) => (left + right) / 2),
    )
    const reading: Recognised = { characters: read, spaces: [], spaceProbability: new Float32Array(60), step: 8, confidence: 0.99 }
    return spaceOut(read, reading, inkOf(bars, 480))
      .map((glyph) => (glyph.spaced ? ` ${glyph.text}` : glyph.text))
      .join('')
  }

  it('are where one gap is by far the widest, though the recogniser sees none', () => {
    expect(wordsOf('21013', [4, 15, 6, 6])).toBe('21 013')
    expect(wordsOf('21013', [6, 11, 6, 6])).toBe('21013')
    expect(wordsOf('21013', [12, 15, 12, 12])).toBe('21013')
    expect(wordsOf('2103', [4, 13, 6])).toBe('2103')
  })
})

describe('lines', () => {
  const word = (text: string, box: Box) => ({ text, box, confidence: 0.9 })

  it('join neighbours on one level, and no others', () => {
    const lines = joinLines([
      [word('brake', [60, 10, 100, 20])],
      [word('Remove', [10, 11, 56, 21])],
      [word('column', [300, 10, 350, 20])],
      [word('below', [10, 30, 50, 40])],
    ])
    expect(lines.map(({ text }) => text)).toEqual(['Remove brake', 'column', 'below'])
    expect(lines[0]!.box).toEqual([10, 10, 100, 21])
  })

  it('end at a ruling', () => {
    const page = blankRaster(200, 60)
    for (let y = 0; y < 60; y++) page.data.fill(0, y * 200 + 58, y * 200 + 60)
    const cells = [[word('M10', [30, 20, 55, 30])], [word('60', [62, 20, 74, 30])]]
    expect(joinLines(cells, page).map(({ text }) => text)).toEqual(['M10', '60'])
    expect(joinLines(cells, blankRaster(200, 60)).map(({ text }) => text)).toEqual(['M10 60'])
  })
})
