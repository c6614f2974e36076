import { expect, test } from 'vitest'
import { PageInk } from '../../src/ocr/ppocr/page-ink.ts'
import { pageWith } from '../layout/lines.ts'

/** A wire down the page with a plug's arms at 100, a short bar beside it, and a filled square as large as a letter. */
const ink = new PageInk(
  pageWith(200, 200, [
    [98, 10, 102, 190],
    [88, 96, 112, 100],
    [30, 96, 42, 98],
    [150, 94, 162, 106],
  ]),
)
const LETTER = 12

test('the arms of a plug belong to the wire that they are drawn on; a bar by itself may be a sign', () => {
  expect(ink.isDrawn([86, 94, 96, 102], LETTER)).toBe(true)
  expect(ink.isDrawn([28, 94, 44, 100], LETTER)).toBe(false)
  expect(ink.isDrawn([10, 150, 20, 160], LETTER)).toBe(false)
})

test('a filled dot as large as a letter belongs to the drawing', () => {
  expect(ink.isDrawn([148, 92, 164, 108], LETTER)).toBe(true)
})

test('only what goes on above and below the text crosses it', () => {
  expect(ink.isCrossing([86, 94, 114, 106], LETTER)).toBe(true)
  expect(ink.isCrossing([148, 92, 164, 108], LETTER)).toBe(false)
  expect(ink.isCrossing([86, 11, 114, 20], LETTER)).toBe(false)
})
