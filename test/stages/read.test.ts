import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../src/contracts/geometry.ts'
import type { Reading } from '../../src/contracts/reading.ts'
import type { StageContext } from '../../src/contracts/stage.ts'
import { artifactPath } from '../../src/stages/artifacts.ts'
import { cleanStage } from '../../src/stages/clean/index.ts'
import { compileFixes, fixLine } from '../../src/stages/read/fixes.ts'
import { readStage } from '../../src/stages/read/index.ts'
import { temporaryContext } from '../context.ts'
import { comparable, recall, samplePage } from '../ocr/sample-page.ts'
import { preparedPage } from './prepared-page.ts'

async function readPage(context: StageContext, picture: Buffer | null, layer: Parameters<typeof preparedPage>[3] = null): Promise<Reading> {
  const task = await preparedPage(context, 'p', picture, layer)
  await context.workspace.write(artifactPath('clean', 'p'), JSON.stringify(await cleanStage.run(task, context)))
  return readStage.output.parse(await readStage.run(task, context)) as Reading
}

const middle = ([left, top, right, bottom]: Box): [number, number] => [(left + right) / 2, (top + bottom) / 2]

describe('read', () => {
  it('reads a page that is upside down and leaning, with boxes where the words are in the prepared image', async () => {
    const truth = samplePage('26-02')
    const reading = await readPage(await temporaryContext(), await readFile(truth.path))
    expect(reading.origin).toBe('ppocr')
    expect(recall(comparable(reading.lines.map(({ text }) => text)), comparable(truth.lines))).toBeGreaterThan(0.98)
    const words = reading.lines.flatMap((line) => line.words)
    const printed = truth.words.filter(({ text }) => text.length > 5)
    const far = printed.filter(({ text, box }) => {
      const [x, y] = middle(box)
      return !words.some((word) => word.text === text && Math.abs(middle(word.box)[0] - x) < 12 && Math.abs(middle(word.box)[1] - y) < 8)
    })
    expect(far.length / printed.length).toBeLessThan(0.05)
    const ids = reading.lines.map(({ id }) => id)
    expect([ids[0], new Set(ids).size]).toEqual(['l001', ids.length])
    expect(reading.mean_confidence).toBeGreaterThan(0.9)
    const { confidence: value, raw_confidence: raw } = words.find((word) => (word.raw_confidence ?? 1) < 0.8)!
    expect(value).toBeGreaterThan(raw!)
  })

  it('reads the figures in the cells of a ruled table', async () => {
    const truth = samplePage('6100-01')
    const reading = await readPage(await temporaryContext(), await readFile(truth.path))
    const numbers = comparable(truth.lines).filter((word) => /^\d/.test(word))
    expect(recall(comparable(reading.lines.map(({ text }) => text)), numbers)).toBeGreaterThan(0.97)
  })

  it('takes the words of a trusted text layer as they are', async () => {
    const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } })
      .png()
      .toBuffer()
    const words = [
      { text: 'Tightening', box: [20, 20, 90, 32] as Box },
      { text: 'torque', box: [95, 20, 140, 32] as Box },
      { text: '25\uFFFD3', box: [200, 20, 240, 32] as Box },
    ]
    const reading = await readPage(await temporaryContext(), picture, { trusted: true, reason: 'born digital', words })
    expect(reading.origin).toBe('text-layer')
    expect(reading.lines.map(({ text, confidence, box }) => [text, confidence, box])).toEqual([
      ['Tightening torque', 1, [20, 20, 140, 32]],
      ['25\uFFFD3', 0.5, [200, 20, 240, 32]],
    ])
    const distrusted = await readPage(await temporaryContext({ read: { text_layer: 'never' } }), picture, {
      trusted: true,
      reason: '',
      words,
    })
    expect([distrusted.origin, distrusted.lines]).toEqual(['ppocr', []])
  })

  it('has no lines on HTML pages', async () => {
    expect(await readPage(await temporaryContext(), null)).toMatchObject({ origin: 'html', image: null, lines: [] })
  })

  it('applies the configured fixes and keeps what was read', async () => {
    const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } })
      .png()
      .toBuffer()
    const words = [
      { text: 'Getreag', box: [20, 20, 80, 32] as Box },
      { text: 'gearbox', box: [85, 20, 140, 32] as Box },
    ]
    const context = await temporaryContext({ read: { regex_fixes: [{ pattern: 'Getreag', replace: 'Getrag' }] } })
    const [line] = (await readPage(context, picture, { trusted: true, reason: '', words })).lines
    expect([line!.text, line!.raw, line!.words.map(({ text }) => text)]).toEqual([
      'Getrag gearbox',
      'Getreag gearbox',
      ['Getrag', 'gearbox'],
    ])
  })

  it('is done again when the models or their settings change', async () => {
    const { settings } = await temporaryContext()
    expect(await readStage.fingerprint!(settings)).toMatch(/^ppocr \d+ cpu( [0-9a-f]{16}){4} curves [0-9a-f]{8}$/)
    // Both stand in the fingerprint: the models by their hashes, the device by what it comes to on this machine.
    const { models, device, ...heeded } = settings.read
    expect([models, device]).toEqual([null, 'auto'])
    expect(readStage.relevantSettings(settings)).toEqual(heeded)
  })
})

describe('fixes', () => {
  const word = (text: string, left: number, right: number) => ({ text, box: [left, 0, right, 10] as Box, confidence: 0.8 })
  const line = {
    text: 'torque 2 5Nm max',
    box: [0, 0, 160, 10] as Box,
    confidence: 0.8,
    words: [word('torque', 0, 60), word('2', 65, 75), word('5Nm', 80, 110), word('max', 115, 160)],
  }

  it('share the room of what they replace', () => {
    const fixed = fixLine(line, compileFixes([{ pattern: '2 5Nm', replace: '25 Nm' }]))
    expect(fixed.words.map(({ text, box }) => [text, box[0], box[2]])).toEqual([
      ['torque', 0, 60],
      ['25', 65, 75],
      ['Nm', 80, 110],
      ['max', 115, 160],
    ])
    const joined = fixLine(line, compileFixes([{ pattern: '2 5Nm', replace: '25Nm' }]))
    expect(joined.words.map(({ text, box }) => [text, box[0], box[2]])).toEqual([
      ['torque', 0, 60],
      ['25Nm', 65, 110],
      ['max', 115, 160],
    ])
    expect(joined.raw).toBe(line.text)
    const disputed = { ...line, words: line.words.map((each) => (each.text === '2' ? { ...each, also_read: '3' } : each)) }
    const doubted = fixLine(disputed, compileFixes([{ pattern: '2 5Nm', replace: '25Nm' }]))
    expect(doubted.words.map(({ also_read }) => also_read)).toEqual([undefined, '3', undefined])
  })

  it('that do not match change nothing', () => {
    expect(fixLine(line, compileFixes([{ pattern: 'absent', replace: '' }]))).toBe(line)
  })
})
