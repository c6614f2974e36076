import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { PrepareOutput } from '../../src/contracts/page.ts'
import { inventorySchema, type SourceFile } from '../../src/contracts/source.ts'
import type { StageContext } from '../../src/contracts/stage.ts'
import { artifactPath, readCatalogue } from '../../src/stages/artifacts.ts'
import { inventoryStage } from '../../src/stages/inventory/index.ts'
import { prepareStage } from '../../src/stages/prepare/index.ts'
import { printedPage, textPdf } from '../bad-files.ts'
import { temporaryContext } from '../context.ts'

async function withFiles(files: Record<string, Buffer | string>, settings: Record<string, unknown> = {}) {
  const first = await temporaryContext(settings)
  const source = join(first.folder, 'data_src')
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true })
    await writeFile(join(source, path), bytes)
  }
  return { ...first, source, sources: [source] }
}

async function sourceFiles(context: StageContext): Promise<SourceFile[]> {
  await inventoryStage.run([], context)
  return inventorySchema.parse(JSON.parse((await context.workspace.read('work/inventory/files.json')).toString('utf8'))).files
}

const prepareOne = (file: SourceFile, page: number, context: StageContext): Promise<PrepareOutput> =>
  prepareStage.run({ page_id: file.page_ids[page - 1]!, page: null, previous: null, next: null, candidate: { file, page } }, context)

/** Prepares all pages as the runner does; failures by page id. */
async function prepareAll(context: StageContext): Promise<{ outputs: Map<string, PrepareOutput>; failures: Map<string, string> }> {
  const outputs = new Map<string, PrepareOutput>()
  const failures = new Map<string, string>()
  for (const file of await sourceFiles(context)) {
    for (const [index, page_id] of file.page_ids.entries()) {
      try {
        const output = prepareStage.output.parse(await prepareOne(file, index + 1, context))
        await context.workspace.write(artifactPath('prepare', page_id), JSON.stringify(output) + '\n')
        outputs.set(page_id, output)
      } catch (error) {
        failures.set(page_id, (error as { code: string }).code)
      }
    }
  }
  await prepareStage.gather!([...outputs.keys()], context)
  return { outputs, failures }
}

const aliasesOf = async (context: StageContext) =>
  Object.fromEntries((await readCatalogue(context.workspace)).map((page) => [page.page_id, page.aliases.map((alias) => alias.page_id)]))

/** A page whose text tells it from others. */
const pageOf = (...lines: string[]) =>
  printedPage({ lines: [...lines, 'Unscrew the nuts and take off the cover.', 'Installation: use new gaskets.'] })

describe('prepare', () => {
  it('copies a plain picture byte for byte and turns the rest into sRGB PNG', async () => {
    const page = await printedPage()
    const plain = await page.clone().jpeg().toBuffer()
    const context = await withFiles({
      'plain.jpg': plain,
      'grey.jpg': await page.clone().toColourspace('b-w').jpeg().toBuffer(),
      'turned.jpg': await page.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'alpha.png': await page.clone().ensureAlpha().png().toBuffer(),
      'page.tiff': await page.clone().tiff().toBuffer(),
    })
    const { outputs } = await prepareAll(context)
    const images = [...outputs.values()].flatMap((output) => output.pages.map((prepared) => prepared.image!))
    expect(images.map((image) => image.path).sort()).toEqual(
      ['alpha.png', 'grey.png', 'page.png', 'plain.jpg', 'turned.png'].map((name) => `work/prepare/images/${name}`),
    )
    expect(await context.workspace.read('work/prepare/images/plain.jpg')).toEqual(plain)
    for (const image of images) {
      const metadata = await sharp(context.workspace.localPath(image.path)).metadata()
      expect(metadata).toMatchObject({ space: 'srgb', channels: 3, depth: 'uchar', width: image.width, height: image.height })
    }
    expect(outputs.get('turned')?.pages[0]?.image).toMatchObject({ width: 1200, height: 900 })
  })

  it('renders PDF pages with their text layer, and never writes beside the source', async () => {
    const context = await withFiles(
      { 'book/manual.pdf': await textPdf([['Coupling nuts 25 Nm'], ['Drain plug 34 Nm']]) },
      { prepare: { pdf_dpi: 100 } },
    )
    const { outputs } = await prepareAll(context)
    expect([...outputs.keys()]).toEqual(['book-manual-p001', 'book-manual-p002'])
    const [page] = outputs.get('book-manual-p002')!.pages
    expect(page).toMatchObject({
      image: { path: 'work/prepare/images/book-manual-p002.png', width: 826, height: 1169 },
      text_layer: { trusted: true },
    })
    expect(page?.text_layer?.words.map((word) => word.text).join(' ')).toBe('Drain plug 34 Nm')
    expect(existsSync(join(context.source, 'book/manual'))).toBe(false)
    expect((await readCatalogue(context.workspace)).map((entry) => entry.source_page)).toEqual([1, 2])
  })

  it('keeps HTML as UTF-8, whatever it was in and however broken it is', async () => {
    const context = await withFiles({
      'latin.html': Buffer.from('<meta charset="iso-8859-1"><p>90 \xb0C', 'latin1'),
      'utf16.htm': Buffer.from('\ufeff<p>Öl</p>', 'utf16le'),
      'broken.html': '<table><tr><td>Weight<td>1200 kg<table></b></td',
      'cells.html': `<table>${'<tr>' + '<td>1</td>'.repeat(1000) + '</tr>'}${'<tr><td>2'.repeat(100_000)}</table>`,
      'empty.html': '<html><head><title>x</title></head><body><!-- nothing --> &nbsp;</body></html>',
      'huge.html': Buffer.alloc(20_000_001, '<td>1'),
    })
    const { outputs, failures } = await prepareAll(context)
    expect((await context.workspace.read('work/prepare/markup/latin.html')).toString('utf8')).toContain('90 °C')
    expect((await context.workspace.read('work/prepare/markup/utf16.html')).toString('utf8')).toContain('Öl')
    expect(outputs.get('empty')).toMatchObject({ pages: [], skipped: expect.stringContaining('no text') })
    expect([...failures]).toEqual([['huge', 'HTML_TOO_LARGE']])
    expect((await readCatalogue(context.workspace)).map((page) => page.page_id)).toEqual(['broken', 'cells', 'latin', 'utf16'])
  })

  it('fails damaged and oversized pictures, and lets all other pages come through', async () => {
    const good = await (await printedPage()).jpeg().toBuffer()
    const huge = await sharp({ create: { width: 30_000, height: 30_000, channels: 3, background: '#fff' }, limitInputPixels: false })
      .png({ compressionLevel: 1 })
      .toBuffer()
    const context = await withFiles({ 'cut.jpg': good.subarray(0, good.length >> 1), 'good.jpg': good, 'huge.png': huge })
    const { outputs, failures } = await prepareAll(context)
    expect(Object.fromEntries(failures)).toEqual({ cut: 'IMAGE_DAMAGED', huge: 'IMAGE_TOO_LARGE' })
    expect([...outputs.keys()]).toEqual(['good'])
    const log = parse(await readFile(join(context.folder, 'work/logs/source_preparation.csv'), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[]
    expect(log.map((row) => [row['source_file'], row['status'], row['timestamp']])).toEqual([
      ['cut.jpg', 'failure', ''],
      ['good.jpg', 'success', ''],
      ['huge.png', 'failure', ''],
    ])
  })

  it('fails a file that changed or went away after the inventory, with a retry', async () => {
    const context = await withFiles({ 'a.png': await (await printedPage()).png().toBuffer() })
    const [file] = await sourceFiles(context)
    await writeFile(join(context.source, 'a.png'), await (await pageOf('other')).png().toBuffer())
    await expect(prepareOne(file!, 1, context)).rejects.toMatchObject({ code: 'SOURCE_CHANGED', retry: 'retry' })
    await expect(prepareOne({ ...file!, path: 'gone.png' }, 1, context)).rejects.toMatchObject({ code: 'UNREADABLE', retry: 'retry' })
  })

  it('skips icons and blank sheets with a reason', async () => {
    const context = await withFiles({
      'icon.png': await sharp({ create: { width: 192, height: 192, channels: 4, background: '#f00' } })
        .png()
        .toBuffer(),
      'blank.jpg': await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#eee' } })
        .jpeg()
        .toBuffer(),
      'one line.png': await (await printedPage({ lines: ['This page is intentionally left blank.'] })).png().toBuffer(),
    })
    const { outputs } = await prepareAll(context)
    expect(outputs.get('icon')?.skipped).toContain('icon or logo: 192 × 192')
    expect(outputs.get('blank')?.skipped).toContain('blank sheet')
    expect((await readCatalogue(context.workspace)).map((page) => page.page_id)).toEqual(['one-line'])
  })

  it('takes each page of a TIFF and the first frame of a GIF', async () => {
    const frames = [await (await pageOf('page one')).png().toBuffer(), await (await pageOf('page two')).png().toBuffer()]
    const context = await withFiles(
      {
        'fax.tif': await sharp(frames, { join: { animated: true } })
          .tiff()
          .toBuffer(),
        'moving.gif': await sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer(),
      },
      { prepare: { find_copies: false } },
    )
    const { outputs } = await prepareAll(context)
    expect([...outputs.keys()]).toEqual(['fax-p001', 'fax-p002', 'moving'])
    for (const output of outputs.values()) expect(output.pages[0]?.image).toMatchObject({ width: 900, height: 1200 })
  })

  it('parts double pages and divides their words', async () => {
    const column = (x: number) =>
      Array.from(
        { length: 12 },
        (_, index) => `<text x="${x}" y="${200 + index * 40}" font-size="24">Take off the cover, check it</text>`,
      ).join('')
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1100"><rect width="100%" height="100%" fill="#fff"/>${column(100)}${column(900)}<text x="100" y="1050" font-size="24">J 01</text><text x="900" y="1050" font-size="24">J 02</text></svg>`
    const files = { 'spread.png': await sharp(Buffer.from(svg)).flatten().toColourspace('srgb').png().toBuffer() }
    const parted = await prepareAll(await withFiles(files))
    expect(parted.outputs.get('spread')?.pages.map((page) => [page.page_id, page.source.half])).toEqual([
      ['spread_L', 'left'],
      ['spread_R', 'right'],
    ])
    expect(parted.outputs.get('spread')!.pages.reduce((sum, page) => sum + page.image!.width, 0)).toBe(1600)
    const whole = await prepareAll(await withFiles(files, { prepare: { double_pages: 'never' } }))
    expect(whole.outputs.get('spread')?.pages.map((page) => page.page_id)).toEqual(['spread'])
  })
})

describe('copies', () => {
  it('keeps one of identical files, of sizes, and of a PDF page and its scan', async () => {
    const scanned = await pageOf('Clutch housing 22 Nm')
    const pdf = await textPdf([['Oil drain plug to oil sump', 'M12 25 Nm', 'Coupling nuts 47 Nm', 'Replace the sealing ring.']])
    const context = await withFiles({
      'a.png': await scanned.clone().png().toBuffer(),
      'b.png': await scanned.clone().png().toBuffer(),
      'manual.pdf': pdf,
    })
    await prepareAll(context)
    const rendering = await context.workspace.read('work/prepare/images/manual-p001.png')
    await writeFile(join(context.source, 'c.jpg'), await scanned.clone().resize(700).jpeg({ quality: 60 }).toBuffer())
    await writeFile(
      join(context.source, 'scan.jpg'),
      await sharp(rendering).resize(1100).rotate(0.4, { background: '#fff' }).jpeg({ quality: 60 }).toBuffer(),
    )
    await prepareAll(context)
    expect(await aliasesOf(context)).toEqual({ a: ['b', 'c'], 'manual-p001': ['scan'] })
    const [page] = await readCatalogue(context.workspace)
    expect(page?.aliases.map((alias) => alias.how)).toEqual(['same file', 'same page at another size, compression or scan'])
    const table = parse(await readFile(join(context.folder, 'work/inventory_prepared.csv'), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[]
    expect(table.map((row) => row['copy_of'])).toEqual(['', 'a', 'a', '', 'manual-p001'])
    expect(Object.keys(table[0]!).slice(0, 5)).toEqual(['file_path', 'file_type', 'section_dir', 'filename', 'original_source'])
  })

  it('does not compare the same pictures twice, and ends with the same bytes', async () => {
    const scanned = await pageOf('Clutch housing 22 Nm')
    const context = await withFiles({
      'a.png': await scanned.clone().png().toBuffer(),
      'b.jpg': await scanned.clone().resize(800).jpeg().toBuffer(),
    })
    const { outputs } = await prepareAll(context)
    const before = await context.workspace.read('work/pages.jsonl')
    await writeFile(context.workspace.localPath('work/prepare/images/a.png'), 'no picture any more')
    await prepareStage.gather!([...outputs.keys()], context)
    expect(await context.workspace.read('work/pages.jsonl')).toEqual(before)
  })

  it('lists every page when it is told not to look for copies', async () => {
    const bytes = await (await printedPage()).png().toBuffer()
    const context = await withFiles({ 'a.png': bytes, 'b.png': bytes }, { prepare: { find_copies: false } })
    await prepareAll(context)
    expect(await aliasesOf(context)).toEqual({ a: [], b: [] })
  })
})

const MANUAL = new URL('../../../shared/pages/manual', import.meta.url).pathname
const hasManual = existsSync(MANUAL)
if (!hasManual) process.stdout.write('skipped: copies in a real manual, because ../shared/pages/manual is not there\n')

describe.runIf(hasManual)('a real manual', () => {
  it('has each torque scan as a copy of its PDF page, skips the icons, and has no other copies', { timeout: 900_000 }, async () => {
    const first = await temporaryContext()
    const context = { ...first, sources: [MANUAL] }
    const { outputs, failures } = await prepareAll(context)
    expect([...failures]).toEqual([])
    expect([...outputs.values()].filter((output) => output.skipped !== null).map((output) => output.page_id)).toHaveLength(5)
    const layers = new Map([...outputs.values()].flatMap((output) => output.pages.map((page) => [page.page_id, page.text_layer] as const)))
    const copies = (await readCatalogue(context.workspace)).flatMap((page) => page.aliases.map((alias) => ({ page, alias })))
    const scans = copies.filter(({ alias }) => alias.source_path.endsWith('.jpg'))
    expect(scans).toHaveLength(34)
    for (const { page, alias } of scans) {
      // The scan 11-05.jpg prints '11 - 5', and so does the PDF page: 'AZD11-…', then its number in the section.
      const [section, number] = /(\d\d)-(\d\d)\.jpg$/.exec(alias.source_path)!.slice(1)
      const words = layers.get(page.page_id)!.words.map((word) => word.text)
      expect([alias.source_path, words[0], words[1]?.slice(3, 5)]).toEqual([alias.source_path, String(Number(number)), section])
    }
    const others = copies.filter(({ alias }) => !alias.source_path.endsWith('.jpg'))
    expect(others.map(({ page, alias }) => [page.source_page, alias.source_page])).toEqual([[11, 12]])
    expect((await stat(context.workspace.localPath('work/pages.jsonl'))).size).toBeGreaterThan(0)
  })
})
