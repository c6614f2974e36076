import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { REPOSITORY } from '../repository.ts'
import { encryptedPdf, hugePng, pdfWithoutPages, runawayTable } from './bad-files.ts'
import { pagetune, temporaryFolder } from './project.ts'

const GOOD_PAGE = join(REPOSITORY, 'examples/manual/12 - Engine/12-01.jpg')

interface Status {
  readonly accounting: {
    readonly files: { readonly failed: number; readonly skipped: number; readonly used: number }
    readonly pages: { readonly kept: number }
  }
  readonly imbalances: readonly string[]
}

interface Failure {
  readonly message: string
  readonly fix: string
  readonly where?: string
}

interface LeftOut {
  readonly path: string
  readonly reason: string
  readonly failure?: Failure
}

/** Files that cannot be used, and what must be said about each. */
const BROKEN: Readonly<Record<string, RegExp>> = {
  'zero.jpg': /empty|zero|no bytes/i,
  'truncated.jpg': /truncated|decoded|damaged|end/i,
  'text.pdf': /holds text/i,
  'damaged.pdf': /damaged|cannot be opened|not a PDF|broken/i,
  'encrypted.pdf': /password|encrypted/i,
  'no pages.pdf': /no pages|0 pages|damaged/i,
  'huge.png': /megapixel|pixels|large/i,
  'runaway.html': /cells|large|MB/i,
}

/** The sheet of a million cells is a page until its structure is looked at. */
const SHEETS_THAT_FAIL_LATER = 1

/** Names that trip scripts; each is a good page. */
const ODD_NAMES = [
  'with space.jpg',
  'quote\'s "double".jpg',
  'colon: here.jpg',
  'Ünïcödé 頁.jpg',
  `${'long'.repeat(49)}.jpg`,
  'really-a-png.jpg',
]

describe('bad input', () => {
  const sources = join(temporaryFolder('bad'), 'manual')
  const project = temporaryFolder('bad-project')
  let log = ''
  let reportPage = ''
  let leftOut: readonly LeftOut[] = []
  let failures: readonly Failure[] = []
  let status: Status
  let code: number | null = null

  beforeAll(async () => {
    mkdirSync(join(sources, '12 - Engine'), { recursive: true })
    const place = (name: string): string => join(sources, '12 - Engine', name)
    copyFileSync(GOOD_PAGE, place('12-01.jpg'))
    for (const [index, name] of ODD_NAMES.entries()) {
      const pages = ['12-02.jpg', '12-03.jpg', '12-04.jpg', '12-00.jpg', '12-00-index-a.jpg', '12-02.jpg']
      copyFileSync(join(REPOSITORY, 'examples/manual/12 - Engine', pages[index]!), place(name))
    }
    const { default: sharp } = await import('sharp')
    writeFileSync(place('really-a-png.jpg'), await sharp(join(REPOSITORY, 'examples/manual/26 - Track Drive/26-02.jpg')).png().toBuffer())
    writeFileSync(place('zero.jpg'), '')
    copyFileSync(GOOD_PAGE, place('truncated.jpg'))
    truncateSync(place('truncated.jpg'), Math.floor(readFileSync(GOOD_PAGE).length / 3))
    writeFileSync(place('text.pdf'), 'This is a letter, not a PDF.\n')
    writeFileSync(place('damaged.pdf'), '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 99 0 R >>\nendobj\ngarbage')
    writeFileSync(place('encrypted.pdf'), encryptedPdf())
    writeFileSync(place('no pages.pdf'), pdfWithoutPages())
    writeFileSync(place('huge.png'), hugePng(30_000, 30_000))
    writeFileSync(place('runaway.html'), runawayTable(1_000_000))
    writeFileSync(place('notes.txt'), 'Not a page format.')
    symlinkSync(sources, join(sources, 'loop'))
    symlinkSync(join(REPOSITORY, 'examples/manual'), join(sources, 'outside'))
    const finished = await pagetune(['run', sources, '--project', project])
    code = finished.code
    log = finished.stderr
    status = JSON.parse((await pagetune(['status', '--project', project, '--json'])).stdout) as Status
    reportPage = readFileSync(join(project, 'data/report.html'), 'utf8')
    leftOut = (JSON.parse(readFileSync(join(project, 'work/inventory/files.json'), 'utf8')) as { left_out: LeftOut[] }).left_out
    const pages = readFileSync(join(project, 'work/logs/failures.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    failures = [
      ...leftOut.flatMap(({ path, failure }) => (failure === undefined ? [] : [{ ...failure, where: path }])),
      ...pages.map((line) => (JSON.parse(line) as { failure: Failure }).failure),
    ]
  }, 400_000)

  it('ends with exit code 1, and everything adds up', () => {
    expect(code, log).toBe(1)
    expect(status.imbalances).toEqual([])
  })

  it('lets every good page through, whatever its name', () => {
    expect(status.accounting.pages.kept).toBe(1 + ODD_NAMES.length + SHEETS_THAT_FAIL_LATER)
  })

  for (const [name, words] of Object.entries(BROKEN)) {
    it(`says what is wrong with ${name}, and how to mend it`, () => {
      const stem = name.replace(/\.\w+$/, '').replaceAll(' ', '-')
      const found = failures.find(({ where }) => where?.includes(name) === true || where?.endsWith(`-${stem}`) === true)
      expect(found, `no failure names ${name}`).toBeDefined()
      expect(found!.message).toMatch(words)
      expect(found!.fix.length).toBeGreaterThan(10)
      expect(reportPage).toContain(name)
    })
  }

  it('does not follow links that loop or lead outside', () => {
    for (const path of ['loop', 'outside']) expect(leftOut.find((file) => file.path === path)?.reason, path).toContain('symbolic link')
  })

  it('says so when a file may not be read', async (test) => {
    if (process.getuid?.() === 0) test.skip('root may read every file, so this cannot be tried as root')
    const folder = join(temporaryFolder('unreadable'), 'manual')
    mkdirSync(folder)
    copyFileSync(GOOD_PAGE, join(folder, 'good.jpg'))
    copyFileSync(GOOD_PAGE, join(folder, 'closed.jpg'))
    chmodSync(join(folder, 'closed.jpg'), 0o000)
    const finished = await pagetune(['run', folder, '--project', temporaryFolder('unreadable-project')])
    expect(finished.code).toBe(1)
    expect(finished.stdout + finished.stderr).toContain('failed')
  })
})
