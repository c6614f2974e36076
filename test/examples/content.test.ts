import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CONTENT_TYPES } from '../../src/contracts/classification.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { corpus, EXAMPLES, filesBelow, pages, sheet, type PageTruth } from './truth.ts'

const CODE = /\b\d{2} \d{2} \d{3}\b/g
const joined = (page: PageTruth) => page.blocks.map(({ text }) => text).join(' ')
const tokens = (text: string) => text.toLowerCase().match(/[\p{L}\d]+(?:[.,/-][\p{L}\d]+)*|[°±%]/gu) ?? []

/** An index with its codes completed: the first row of a group prints the whole code, the next ones only the tail. */
function indexRows(page: PageTruth): { code: string | null; name: string; page: string }[] {
  let group = ''
  return page.tables.flatMap(({ rows }) =>
    rows.map(([printed, name, reference]) => {
      if (printed!.length > 3) group = printed!.slice(0, -3)
      return {
        code: printed === '' ? null : printed!.length > 3 ? printed! : group + printed!,
        name: name!,
        page: reference!.replaceAll(' ', ''),
      }
    }),
  )
}

const indices = pages.filter(({ kind }) => kind === 'index')
const operations = indices.flatMap(indexRows)

describe('the sample manual', () => {
  it('has the pages and facts that it promises, in less than 8 MB', () => {
    expect(pages.length).toBeGreaterThanOrEqual(24)
    const facts = [...pages.flatMap((page) => page.facts), ...sheet.facts]
    expect(facts.length).toBeGreaterThanOrEqual(120)
    const bytes = ['manual', 'truth'].flatMap((folder) => filesBelow(folder).map((file) => statSync(`${EXAMPLES}${folder}/${file}`).size))
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8e6)
  })

  it('accounts for every file', () => {
    const told = [
      ...pages.map(({ page }) => page),
      sheet.page,
      ...corpus.copies.map(({ file }) => file),
      ...corpus.no_pages.map(({ file }) => file),
    ]
    expect(filesBelow('manual')).toEqual([...new Set(told)].sort())
  })

  it('has a settings file that the schema takes', () => {
    expect(settingsSchema.parse(parse(readFileSync(`${EXAMPLES}pagetune.yaml`, 'utf8'))).sources).toEqual(['manual'])
  })

  it('asks each question once, of a page that prints every word and number of the answer', () => {
    const questions = pages.flatMap((page) => page.facts.map(({ question }) => question))
    expect(new Set(questions).size).toBe(questions.length)
    expect(pages.filter(({ facts }) => facts.length < 2).map(({ id }) => id)).toEqual([])
    const ungrounded = pages.flatMap((page) => {
      const rows = page.kind === 'index' ? indexRows(page).map((row) => `${row.code ?? ''} ${row.page}`) : []
      const printed = new Set(tokens([joined(page), ...page.figure_text, ...rows].join(' ')))
      const grounded = (answer: string) => tokens(answer).every((token) => printed.has(token))
      return page.facts.filter(({ answer }) => !grounded(answer)).map(({ question, answer }) => `${page.id}: ${question} ${answer}`)
    })
    expect(ungrounded).toEqual([])
  })

  it('refers only to operations that an index lists, and lists only operations that a page describes', () => {
    const known = new Set(operations.map(({ code }) => code))
    const others = pages.filter(({ kind }) => kind !== 'index')
    const unknown = others.flatMap((page) =>
      (joined(page).match(CODE) ?? []).filter((code) => !known.has(code)).map((code) => `${page.id}: ${code}`),
    )
    expect(unknown).toEqual([])
    const described = operations.filter(({ code, page: reference }) =>
      others.some(({ blocks }) => {
        const numbered = blocks.some(({ type, text }) => type === 'page_number' && text === reference)
        return numbered && (code === null || blocks.some(({ type, text }) => type === 'heading' && text.startsWith(code)))
      }),
    )
    expect(described).toEqual(operations)
  })

  it('gives a torque the same value wherever it is printed', () => {
    const listed = new Map<string, string>()
    for (const page of pages.filter(({ id }) => id.startsWith('TT-'))) {
      let key = ''
      let name = ''
      for (const [, joint, type, thread, value, unit] of page.tables[0]!.rows) {
        const step = joint!.startsWith('Step')
        if (!step) {
          name = joint === '' ? name : joint!
          key = `${name}, ${type}, ${thread}`
        }
        if (value === '') continue
        const text = `${step ? `${joint}: ` : ''}${value}${unit === '°' ? '' : ' '}${unit}`
        listed.set(key, listed.has(key) ? `${listed.get(key)}, ${text}` : text)
      }
    }
    const specified = pages.flatMap(({ id, tables }) =>
      tables[1]?.header[0] === 'Tightening torques' ? [{ id, rows: tables[1].rows }] : [],
    )
    expect(specified).toHaveLength(4)
    for (const { id, rows } of specified) {
      let name = ''
      for (const [joint, type, thread, torque] of rows) {
        name = joint === '' ? name : joint!
        expect([id, name, listed.get(`${name}, ${type}, ${thread}`)]).toEqual([id, name, torque])
      }
    }
  })

  it('has an HTML sheet with spans and placeholders', () => {
    expect(sheet.grid.some(({ row_span }) => row_span > 1)).toBe(true)
    expect(sheet.grid.filter(({ text }) => text === '???').map(({ column_span }) => column_span)).toEqual([1, 1, 2])
    const html = readFileSync(`${EXAMPLES}manual/${sheet.page}`, 'utf8')
    expect(html.match(/<t[dh][ >]/g)).toHaveLength(sheet.grid.length)
  })
})

describe('the truth of each page', () => {
  it('puts every line into one block, every word into its line, every box inside the picture', () => {
    for (const page of pages) {
      expect(CONTENT_TYPES).toContain(page.content_type)
      const inBlocks = page.blocks.flatMap(({ lines }) => lines)
      expect(inBlocks.toSorted((a, b) => a - b)).toEqual(page.lines.map((_, index) => index))
      const leader = page.kind === 'index' ? ' ' : ' ... '
      const fromWords = page.lines.map((_, index) =>
        page.words
          .filter(({ line }) => line === index)
          .map(({ text }) => text)
          .join(' '),
      )
      expect(fromWords).toEqual(page.lines.map((line) => line.replaceAll(' ... ', leader)))
      const [width, height] = page.size
      expect(page.words.filter(({ box }) => box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height)).toEqual([])
    }
  })
})
