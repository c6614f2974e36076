import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { PagetuneError } from '../../src/contracts/error.ts'
import { type Inventory, inventorySchema } from '../../src/contracts/source.ts'
import { inventoryStage } from '../../src/stages/inventory/index.ts'
import { naturalOrder } from '../../src/stages/inventory/natural-order.ts'
import { ENCRYPTED_PDF, PDF_WITHOUT_PAGES, printedPage, textPdf } from '../bad-files.ts'
import { temporaryContext } from '../context.ts'

const png = async () => (await printedPage()).png().toBuffer()

/** A source folder with the given files, and a context over it. */
async function withFiles(files: Record<string, Buffer | string>, settings: Record<string, unknown> = {}) {
  const first = await temporaryContext(settings)
  const source = join(first.folder, 'data_src')
  await mkdir(source)
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true })
    await writeFile(join(source, path), bytes)
  }
  return { ...first, source, sources: [source] }
}

async function inventory(context: Awaited<ReturnType<typeof withFiles>>): Promise<Inventory> {
  await inventoryStage.run([], context)
  return inventorySchema.parse(JSON.parse(await readFile(join(context.folder, 'work/inventory/files.json'), 'utf8')))
}

describe('inventory', () => {
  it('lists pages recursively in natural order, with digests, sizes, sections and ids', async () => {
    const context = await withFiles({
      '21 - Clutch/21-03.jpg': await (await printedPage()).jpeg().toBuffer(),
      '21 - Clutch/21-00-index-a.PNG': await png(),
      '00 - Torque Specs/00-10.png': await png(),
      '00 - Torque Specs/00-9.png': await png(),
      '00 - Torque Specs/book/054.png': await png(),
      '00 - Torque Specs/Torque.pdf': await textPdf([['one'], ['two']]),
      '1990 BMW M3 Electrical Troubleshooting Manual/0670-04.png': await png(),
      'Bosch Motronic ML 3-1/01-02.png': await png(),
      'specs.htm': '<table><tr><td>Weight<td>1200 kg</table>',
    })
    const { files, left_out } = await inventory(context)
    expect(left_out).toEqual([])
    expect(files.map((file) => [file.path, file.page_ids.join(' '), file.source_type])).toEqual([
      ['00 - Torque Specs/00-9.png', '00-9_torque-s', 'service_manual'],
      ['00 - Torque Specs/00-10.png', '00-10_torque-s', 'service_manual'],
      ['00 - Torque Specs/Torque.pdf', '00-torque-specs-Torque-p001 00-torque-specs-Torque-p002', 'service_manual'],
      ['00 - Torque Specs/book/054.png', '00-torque-specs-054', 'service_manual'],
      ['21 - Clutch/21-00-index-a.PNG', '21-00-index-a_clutch', 'service_manual'],
      ['21 - Clutch/21-03.jpg', '21-03_clutch', 'service_manual'],
      [
        '1990 BMW M3 Electrical Troubleshooting Manual/0670-04.png',
        '1990-bmw-m3-electrical-troubleshooting-manual-0670-04',
        'electrical_manual',
      ],
      ['Bosch Motronic ML 3-1/01-02.png', 'bosch-motronic-ml-3-1-01-02', 'ecu_technical'],
      ['specs.htm', 'specs', 'html_specs'],
    ])
    const byPath = new Map(files.map((file) => [file.path, file]))
    expect(byPath.get('21 - Clutch/21-03.jpg')).toMatchObject({ width: 900, height: 1200, pages: 1, section: { id: '21', name: 'Clutch' } })
    expect(byPath.get('00 - Torque Specs/book/054.png')).toMatchObject({ section: { id: '00', name: 'Torque Specs' }, section_dir: 'book' })
    expect(byPath.get('Bosch Motronic ML 3-1/01-02.png')?.section).toEqual({ id: 'bosch', name: 'Bosch Motronic ML 3-1' })
  })

  it('writes the columns of the older systems first', async () => {
    const context = await withFiles({ '52 - Seats/52-101.png': await png(), 'icon.ico': 'x' })
    await inventory(context)
    const text = await readFile(join(context.folder, 'work/inventory.csv'), 'utf8')
    expect(text.split('\n')[0]).toMatch(
      /^file_path,file_type,section_dir,filename,needs_conversion,rel_path,section_id,page_no,bytes,sha1,guessed_type,section_name,/,
    )
    const [seats, icon] = parse(text, { columns: true }) as Record<string, string>[]
    expect(seats).toMatchObject({ file_path: 'data_src/52 - Seats/52-101.png', needs_conversion: 'false', page_no: '101', status: 'used' })
    expect(icon).toMatchObject({ filename: 'icon.ico', status: 'skipped', reason: 'not a page format' })
  })

  it('tells types by content, and gives damaged files a code and a fix', async () => {
    const jpeg = await (await printedPage()).jpeg().toBuffer()
    const context = await withFiles({
      'png named.jpg': await png(),
      'text named.pdf': 'not a PDF at all',
      'page named.jpg': '<!DOCTYPE html><html><body>404</body></html>',
      'empty.png': '',
      'stub.jpg': jpeg.subarray(0, 20),
      'encrypted.pdf': ENCRYPTED_PDF,
      'without pages.pdf': PDF_WITHOUT_PAGES,
      'damaged.pdf': '%PDF-1.7\n' + 'garbage '.repeat(50),
    })
    const { files, left_out } = await inventory(context)
    expect(files.map((file) => [file.path, file.file_type])).toEqual([['png named.jpg', 'png']])
    expect(Object.fromEntries(left_out.map((file) => [file.path, file.failure?.code]))).toEqual({
      'text named.pdf': 'WRONG_CONTENT',
      'page named.jpg': 'WRONG_CONTENT',
      'empty.png': 'EMPTY_FILE',
      'stub.jpg': 'IMAGE_DAMAGED',
      'encrypted.pdf': 'PDF_ENCRYPTED',
      'without pages.pdf': 'PDF_WITHOUT_PAGES',
      'damaged.pdf': 'PDF_DAMAGED',
    })
    for (const file of left_out) expect(file.failure?.fix).toMatch(/\.$/)
  })

  it('makes unique ASCII ids of any name', async () => {
    const image = await png()
    const context = await withFiles({
      'a b.png': image,
      'a-b.png': image,
      'A-B.png': image,
      "it's \"5: Ü%&'.png": image,
      'Кузов.png': image,
      '車体.png': image,
      [`${'long name '.repeat(19)}.png`]: image,
      'x.png': image,
      'x_L.png': image,
    })
    const { files } = await inventory(context)
    const ids = files.flatMap((file) => file.page_ids)
    expect(ids).toHaveLength(9)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    expect(new Set(ids.flatMap((id) => [id, `${id}_L`].map((name) => name.toLowerCase()))).size).toBe(18)
    const again = await inventory(context)
    expect(again.files.flatMap((file) => file.page_ids)).toEqual(ids)
  })

  it('leaves out links, hidden files and other endings with a reason', async () => {
    const context = await withFiles({ 'a/1.png': await png(), '.hidden.png': 'x', 'style.css': 'x', '.git/config': 'x' })
    await symlink(context.source, join(context.source, 'a', 'loop'))
    await symlink(context.folder, join(context.source, 'outside'))
    await symlink(join(context.source, 'nowhere'), join(context.source, 'broken'))
    await symlink(join(context.source, 'a/1.png'), join(context.source, 'again.png'))
    const { files, left_out } = await inventory(context)
    expect(files.map((file) => file.path)).toEqual(['a/1.png'])
    expect(Object.fromEntries(left_out.map((file) => [file.path, file.reason]))).toEqual({
      '.git': 'hidden folder',
      '.hidden.png': 'hidden file',
      'a/loop': 'symbolic link that loops back to a folder above it',
      'again.png': 'symbolic link to a/1.png, which is read at its own place',
      broken: 'symbolic link that leads nowhere or to itself',
      outside: 'symbolic link that leads outside the source folder',
      'style.css': 'not a page format',
    })
  })

  it('never takes what Pagetune writes for a source', async () => {
    const context = await withFiles({ 'p.png': await png() })
    await context.workspace.write('work/prepare/images/x.png', await png())
    const { files, left_out } = await inventory({ ...context, sources: [context.folder] })
    expect(files.map((file) => file.path)).toEqual(['data_src/p.png'])
    expect(left_out).toMatchObject([{ path: 'work', reason: 'a folder that Pagetune writes' }])
  })

  it('applies the section filter from the start of the name, and the exclusions', async () => {
    const files = { '21 - Clutch/21-1.png': await png(), '121 - Other/1.png': await png(), '21 - Clutch/21-2 draft.png': await png() }
    const context = await withFiles(files, { sections: { filter: '21', exclude_patterns: ['draft'] } })
    const found = await inventory(context)
    expect(found.files.map((file) => file.path)).toEqual(['21 - Clutch/21-1.png'])
    expect(found.left_out.map((file) => file.reason)).toEqual(['excluded by the pattern draft', 'outside the section filter 21'])
  })

  it('takes a single file as a source', async () => {
    const context = await withFiles({ 'manual.pdf': await textPdf([['one']]) })
    const { files } = await inventory({ ...context, sources: [join(context.source, 'manual.pdf')] })
    expect(files).toMatchObject([{ path: 'manual.pdf', page_ids: ['manual-p001'], section: { id: '', name: 'manual' } }])
    expect(await readFile(join(context.folder, 'work/inventory.csv'), 'utf8')).toContain('data_src/manual.pdf')
  })

  it('cannot start without its source', async () => {
    const context = await withFiles({})
    await rm(context.source, { recursive: true })
    await expect(inventoryStage.run([], context)).rejects.toMatchObject({ code: 'SOURCE_MISSING' } satisfies Partial<PagetuneError>)
  })

  it('reads a file again only when it has changed, and writes the same bytes otherwise', async () => {
    const context = await withFiles({ 'a.png': await png(), 'b.html': '<p>one</p>' })
    await inventory(context)
    const before = await readFile(join(context.folder, 'work/inventory/files.json'), 'utf8')
    await inventory(context)
    expect(await readFile(join(context.folder, 'work/inventory/files.json'), 'utf8')).toBe(before)
    await writeFile(join(context.source, 'b.html'), '<p>two</p>')
    const { files } = await inventory(context)
    expect(files.find((file) => file.path === 'b.html')?.sha256).not.toBe(JSON.parse(before).files[1].sha256)
  })

  it.runIf(process.getuid?.() !== 0)('reports unreadable files', async () => {
    const context = await withFiles({ 'locked.png': await png(), 'open.png': await png() })
    await chmod(join(context.source, 'locked.png'), 0)
    const { files, left_out } = await inventory(context)
    expect(files).toHaveLength(1)
    expect(left_out).toMatchObject([{ path: 'locked.png', status: 'failed', failure: { code: 'UNREADABLE', retry: 'retry' } }])
  })
})

describe('naturalOrder', () => {
  it('counts numbers', () => {
    expect(['p10', 'p9', '11-100', '11-50', '2', '02', 'a'].sort(naturalOrder)).toEqual(['02', '2', '11-50', '11-100', 'a', 'p9', 'p10'])
  })
})
