import { PDFiumLibrary } from '@hyzyla/pdfium'
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { buildScan, buildSpecificationSheet, buildTorques, corpusTruth } from '../../examples/generator/build.ts'
import { SCANS } from '../../examples/generator/content/corpus.ts'
import type { Box } from '../../src/contracts/geometry.ts'
import { PAGE_LIST_END, PAGE_LIST_START, pageList } from '../../examples/generator/page-list.ts'
import { EXAMPLES, pages } from './truth.ts'

const committed = (path: string) => readFileSync(EXAMPLES + path)
const grey = async (picture: Uint8Array) => sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })

describe('the generator', () => {
  it('draws the committed pages again: truth to the letter, pictures to the pixel', async () => {
    for (const file of ['33 - Hydraulics/33-02.jpg', '47 - Brakes/47-02.jpg']) {
      const [picture, ...truths] = await buildScan(SCANS.find((delivery) => delivery.file === file)!)
      for (const { path, bytes } of truths) expect(Buffer.from(bytes).toString()).toBe(committed(path).toString())
      const [now, then] = [await grey(picture!.bytes), await grey(committed(picture!.path))]
      expect(now.info).toEqual(then.info)
      const difference = now.data.reduce((sum, level, index) => sum + Math.abs(level - then.data[index]!), 0) / now.data.length
      // Another processor may round a JPEG otherwise; on the same one the bytes are equal.
      expect(difference).toBeLessThan(0.5)
    }
    const [again] = await buildScan(SCANS[0]!)
    const [once] = await buildScan(SCANS[0]!)
    expect(Buffer.from(again!.bytes).equals(once!.bytes)).toBe(true)
  })

  it('writes the committed PDF, HTML sheet and lists of the corpus', async () => {
    const built = [...buildSpecificationSheet(), ...(await buildTorques())].filter(({ path }) => !path.endsWith('.jpg'))
    expect(built.filter(({ path, bytes }) => !committed(path).equals(bytes)).map(({ path }) => path)).toEqual([])
    expect(committed('truth/corpus.json').toString()).toBe(corpusTruth())
    expect(committed('README.md').toString()).toContain(`${PAGE_LIST_START}\n${pageList()}${PAGE_LIST_END}`)
  })
})

describe('what was delivered', () => {
  it('shows ink in every word box, also on pages that are turned or askew', async () => {
    for (const page of pages.filter(({ page }) => page.endsWith('.jpg'))) {
      const { data, info } = await grey(committed(`manual/${page.page}`))
      expect([info.width, info.height]).toEqual(page.size)
      const contrast = ([left, top, right, bottom]: Box) => {
        let [darkest, lightest] = [255, 0]
        for (let y = Math.floor(top); y < bottom; y++) {
          for (let x = Math.floor(left); x < right; x++) {
            const level = data[y * info.width + x]!
            darkest = Math.min(darkest, level)
            lightest = Math.max(lightest, level)
          }
        }
        return lightest - darkest
      }
      expect(page.words.filter(({ box }) => contrast(box) < 35).map(({ text }) => `${page.id}: ${text}`)).toEqual([])
    }
  })

  it('has letters that a reader can read: an x-height of at least 9 pixels', () => {
    const straight = pages.filter(({ page, turned, skew }) => page.endsWith('.jpg') && turned === undefined && skew === undefined)
    const low = straight.flatMap(({ id, words }) =>
      words
        .filter(({ text, figure, box }) => /^[acemnorsuvwxz]+$/.test(text) && figure === null && box[3] - box[1] < 9)
        .map(({ text }) => `${id}: ${text}`),
    )
    expect(low).toEqual([])
  })

  it('has one PDF with the words as text and one with pictures alone', async () => {
    const library = await PDFiumLibrary.init()
    const born = await library.loadDocument(committed('manual/00 - Tightening Torques/Cairn tightening torques.pdf'))
    for (const page of pages.filter(({ id }) => id.startsWith('TT-'))) {
      const words = born
        .getPage(page.pdf_page! - 1)
        .getText()
        .split(/\s+/)
      expect(words.filter((word) => word !== '').toSorted()).toEqual(page.words.map(({ text }) => text).toSorted())
    }
    born.destroy()
    const scanned = await library.loadDocument(committed('manual/Service Bulletins/Bulletin 7.pdf'))
    expect(scanned.getPageCount()).toBe(2)
    for (const page of scanned.pages()) expect(page.getText().trim()).toBe('')
    scanned.destroy()
    library.destroy()
  })
})
