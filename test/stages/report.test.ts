import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'parse5'
import { chromium } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { judgedSentences } from '../../src/report/sentences.ts'
import { judged } from '../../src/stages/report/judged.ts'
import { temporaryContext } from '../context.ts'
import type { Box } from '../../src/contracts/geometry.ts'
import type { ImageReference } from '../../src/contracts/page.ts'
import type { Crop } from '../../src/report/data.ts'
import { PAGES } from '../formats/fixture.ts'
import { cropRegion, evidenceCrop } from '../../src/stages/report/crops.ts'
import { exportStage } from '../../src/stages/export/index.ts'
import { reportStage } from '../../src/stages/report/index.ts'
import { donePages, reportedProject, type TestProject } from '../formats/project.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', process.env['CHROMIUM_PATH'] ?? '']
const browserPath = BROWSERS.find((path) => path !== '' && existsSync(path))

let context: TestProject
let markup: string

beforeAll(async () => {
  context = await reportedProject()
  await exportStage.run(donePages(), context)
  await reportStage.run(donePages(), context)
  markup = await readFile(join(context.folder, 'data/report.html'), 'utf8')
})

describe('report', () => {
  it('writes a well-formed document that fetches nothing', () => {
    const errors: string[] = []
    parse(markup, { onParseError: (error) => errors.push(error.code) })
    expect(errors).toEqual([])
    expect(markup).not.toMatch(/<script|<link|<iframe|@import|url\(|(?:src|href)="(?!data:image\/webp;base64,|#)/)
  })

  it('escapes what pages and file names say', () => {
    expect(markup).not.toContain('<img src=x')
    expect(markup).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;')
  })

  it('accounts for files and pairs', () => {
    const text = markup.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
    expect(text).toContain('8 files seen = 6 used + 1 skipped + 1 failed')
    expect(text).toContain('9 written = 2 rejected + 1 duplicate + 1 in review + 5 kept')
    expect(text).not.toContain('do not add up')
    expect(text).toContain('No page, no copy of a page, no group and no question stands in both splits.')
    expect(text).toContain('Scan the page again.')
    expect(text).toContain('kestrel-torques-001')
  })

  it('shows the evidence of pairs on pages, and the quote where there is no picture', () => {
    expect(markup.match(/<img\s+src="data:image\/webp;base64,/g)).toHaveLength(6)
    expect(markup.match(/<blockquote class="quote">/g)).toHaveLength(2)
  })

  it('frames what speaks against a pair, where that is another place than its evidence', async () => {
    const image = PAGES[0]?.image as ImageReference
    const cut = (against?: Box): Promise<Crop> => evidenceCrop(image, [[10, 10, 60, 20]], context.workspace, against)
    const plain = await cut()
    expect(await cut([10, 10, 60, 20])).toEqual(plain)
    expect((await cut([10, 30, 60, 40])).uri).not.toBe(plain.uri)
  })

  it('says the same in Markdown', async () => {
    const text = await readFile(join(context.folder, 'data/report.md'), 'utf8')
    expect(text).toContain('8 files = 6 used + 1 skipped + 1 failed.')
    expect(text).toMatch(/\| kept +\| +5 \|/)
    expect(text).toContain('`21 - Clutch/21-02.png` (structure, DAMAGED_IMAGE)')
    expect(text).toMatch(/\| check +\| +fails \| +wants a look \|/)
    expect(text).toMatch(/\| grounded +\| +1 \| +0 \|/)
    expect(text).toMatch(/\| alike by +\| +count \|/)
    expect(text).toMatch(/\| exact +\| +1 \|/)
    expect(text).toContain('by the tokenizer o200k_base')
    expect(text).toContain('Nothing was paid')
    expect(text).toContain('how many pairs are right has not been judged')
  })

  it('writes the reports of the older systems’ stages', async () => {
    const log = (name: string): Promise<string> => readFile(join(context.folder, 'work/logs', name), 'utf8')
    const filter = await log('stage5_filter_report.md')
    expect(filter).toMatch(/\| rejected +\| +2 \|/)
    expect(filter).toContain('kestrel-spec-q91')
    expect(await log('stage6_deduplication_report.md')).toMatch(/\| dropped +\| +1 \|/)
    const emitted = await log('stage7_emit_report.md')
    expect(emitted).toMatch(/\| train +\| +\d+ \|/)
    expect(emitted).toContain('data/')
  })

  it('gives the same bytes for the same project', async () => {
    await reportStage.run(donePages(), context)
    expect(await readFile(join(context.folder, 'data/report.html'), 'utf8')).toBe(markup)
  })

  it('opens from disk in a browser without errors, and fits a phone', async ({ skip }) => {
    if (browserPath === undefined) return skip('no Chromium is installed at the usual places; set CHROMIUM_PATH to run this')
    const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
    try {
      for (const width of [1280, 420]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } })
        const complaints: string[] = []
        const requests: string[] = []
        page.on('console', (message) => complaints.push(message.text()))
        page.on('pageerror', (error) => complaints.push(String(error)))
        page.on('request', (request) => requests.push(request.url().slice(0, 5)))
        await page.goto(pathToFileURL(join(context.folder, 'data/report.html')).href)
        const seen = await page.evaluate(`(async () => {
          const pictures = [...document.images]
          pictures.forEach((picture) => { picture.loading = 'eager' })
          await Promise.all(pictures.map((picture) => picture.decode()))
          return {
            overflow: document.documentElement.scrollWidth - window.innerWidth,
            pictures: pictures.filter((picture) => picture.naturalWidth > 0).length,
            headings: document.querySelectorAll('h2').length,
            broken: [...document.querySelectorAll('nav a')].filter((link) => document.querySelector(link.getAttribute('href')) === null).length,
          }
        })()`)
        expect(seen).toEqual({ overflow: 0, pictures: 6, headings: 17, broken: 0 })
        expect(complaints).toEqual([])
        expect(requests.filter((scheme) => scheme !== 'file:' && scheme !== 'data:')).toEqual([])
        await page.close()
      }
    } finally {
      await browser.close()
    }
  })
})

describe('what people judged', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => ({
    id: `p-q${index}`,
    question: `What is the length of part ${index}?`,
    answer: `${index} mm`,
  }))
  const decided = async (lines: readonly string[]) => {
    const project = await temporaryContext()
    if (lines.length > 0) await project.workspace.write('review.jsonl', lines.map((line) => `${line}\n`).join(''))
    return judged(project.workspace, pairs)
  }
  const line = (index: number, decision: string, more: object = {}): string => JSON.stringify({ id: `p-q${index}`, decision, ...more })

  it('is nothing where nobody has decided', async () => {
    expect(await decided([])).toBeNull()
  })

  it('counts the last decision on each pair, with Wilson’s interval', async () => {
    const lines = [line(0, 'reject'), ...Array.from({ length: 19 }, (_, index) => line(index, 'accept')), line(19, 'edit')]
    const found = await decided(lines)
    expect(found).toMatchObject({ pairs: 20, good: 19, edited: 1, isRandom: false, elsewhere: 0, unreadable: 0 })
    // Wilson 1927, 19 of 20.
    expect(found?.interval.low).toBeCloseTo(0.7639, 3)
    expect(found?.interval.high).toBeCloseTo(0.9911, 3)
  })

  it('measures on pairs drawn at random alone where decisions say so', async () => {
    const found = await decided([line(0, 'accept', { drawn: 'random' }), line(1, 'reject', { drawn: 'queue' }), line(2, 'reject')])
    expect(found).toMatchObject({ pairs: 1, good: 1, isRandom: true, notCounted: 2 })
    expect(judgedSentences(found)).toContain('2 decisions on pairs not drawn at random')
  })

  it('sets aside decisions on pairs that read otherwise by now or are gone, and lines that are none', async () => {
    const found = await decided([
      line(0, 'accept', { answer: '0 mm' }),
      line(1, 'accept', { answer: '99 mm' }),
      line(99, 'accept'),
      line(2, 'perhaps'),
      '{"id": "p-q3", "decis',
    ])
    expect(found).toMatchObject({ pairs: 1, good: 1, elsewhere: 2, unreadable: 2 })
    expect(judgedSentences(found)).toMatch(/2 on pairs that are not in the dataset.*2 lines that hold no decision/)
  })

  it('makes the report anew when a decision or a payment is written', () => {
    expect(reportStage.alsoReads).toEqual(['spend.jsonl', 'review.jsonl'])
  })
})

describe('crops', () => {
  it('stay inside the page and hold the evidence with what surrounds it', () => {
    expect(cropRegion([[10, 10, 60, 20]], 1000, 1400)).toEqual({ left: 0, top: 0, width: 500, height: 224 })
    expect(cropRegion([[900, 1380, 1000, 1400]], 1000, 1400)).toEqual({ left: 500, top: 1176, width: 500, height: 224 })
    expect(cropRegion([[0, 0, 1000, 1400]], 1000, 1400)).toEqual({ left: 0, top: 0, width: 1000, height: 1400 })
    const apart = cropRegion(
      [
        [100, 100, 300, 150],
        [100, 900, 300, 950],
      ],
      1000,
      1400,
    )
    expect(apart.top).toBeLessThanOrEqual(100)
    expect(apart.top + apart.height).toBeGreaterThanOrEqual(950)
  })
})
