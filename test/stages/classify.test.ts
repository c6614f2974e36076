import { expect, test } from 'vitest'
import { classifyStage } from '../../src/stages/classify/index.ts'
import { completedCode, normalisedPage } from '../../src/stages/classify/index-entries.ts'
import { fileDigests, taskKey } from '../../src/pipeline/keys.ts'
import { artifactPath, CATALOGUE_PATH, readReferences, sectionIndexPath } from '../../src/stages/artifacts.ts'
import { generateStage } from '../../src/stages/generate/index.ts'
import type { CataloguePage } from '../../src/contracts/page.ts'
import type { SourceType } from '../../src/contracts/source.ts'
import type { PageTask } from '../../src/contracts/stage.ts'
import type { Block, BlockType, Cell, Structure, Table } from '../../src/contracts/structure.ts'
import { temporaryContext } from '../context.ts'

const section = { id: '34', name: 'Brakes' }

function block(id: number, type: BlockType, text: string): Block {
  return { id: `b${id}`, type, text, box: [0, id * 20, 500, id * 20 + 10], lines: [`l${id}`], column: 1, parent: null, confidence: 0.95 }
}

const blocks = (...entries: readonly (readonly [BlockType, string])[]) => entries.map(([type, text], index) => block(index + 1, type, text))

function table(rows: readonly (readonly string[])[], ruled: boolean, headers = 0): Table {
  const columns = Math.max(...rows.map((row) => row.length))
  const cell = (text: string, row: number, column: number): Cell => {
    return {
      text,
      box: [column * 100, row * 20, column * 100 + 90, row * 20 + 10],
      row_span: 1,
      column_span: 1,
      row,
      column,
      header: row < headers,
      confidence: 1,
    }
  }
  const grid = rows.map((row, at) => row.map((text, index) => cell(text, at, ruled ? index : columns - row.length + index)))
  return { block: 'b1', title: '', ruled, columns, rows: grid, confidence: 1 }
}

function structure(page_id: string, parts: readonly Block[], tables: readonly Table[] = []): Structure {
  const tableBlocks = tables.map((each, index) =>
    block(
      parts.length + index + 1,
      'table',
      each.rows
        .flat()
        .map((cell) => cell.text)
        .join(' '),
    ),
  )
  return { page_id, columns: 1, blocks: [...parts, ...tableBlocks], tables: [...tables] }
}

function page(page_id: string, source_type: SourceType, file = `${page_id}.jpg`): CataloguePage {
  const image = { path: `work/prepare/${page_id}.png`, width: 1000, height: 1000, sha256: '' }
  return {
    page_id,
    candidate_id: page_id,
    kind: 'image',
    section,
    source_type,
    source_path: `34 - Brakes/${file}`,
    source_page: 1,
    image,
    aliases: [],
  }
}

const taskOf = (entry: CataloguePage): PageTask => ({ page_id: entry.page_id, page: entry, previous: null, next: null, candidate: null })

async function project(entries: readonly (readonly [CataloguePage, Structure])[]) {
  const context = await temporaryContext()
  await context.workspace.write(CATALOGUE_PATH, entries.map(([entry]) => `${JSON.stringify(entry)}\n`).join(''))
  for (const [entry, found] of entries) {
    await context.workspace.write(artifactPath('structure', entry.page_id), JSON.stringify(found))
    const reading = { page_id: entry.page_id, image: null, origin: 'ppocr', engine: 'test', mean_confidence: 1, lines: [] }
    await context.workspace.write(artifactPath('read', entry.page_id), JSON.stringify(reading))
  }
  return context
}

async function classified(entry: CataloguePage, found: Structure) {
  return classifyStage.run(taskOf(entry), await project([[entry, found]]))
}

const procedure = blocks(
  ['page_number', '34-10'],
  ['operation', '34 21 320 REMOVING AND INSTALLING REAR BRAKE DISC'],
  ['step', 'Remove and install rear wheel.'],
  ['step', 'Unscrew bolts (1) and pull off the caliper.'],
  ['caution', 'Important! Always replace both discs.'],
  ['figure', ''],
  ['callout', '1'],
)
const torques = table(
  [
    ['Screw', 'Torque', 'Unit'],
    ['Cylinder head M10', '47', 'Nm'],
    ['Main bearing M12', '66', 'Nm'],
    ['Oil sump M6', '9', 'Nm'],
  ],
  true,
  1,
)
const indexRows = table(
  [
    ['34 00 009', 'Brakes – check on test stand', '34 - 1'],
    ['046', 'Brakes – bleed', '34 - 2'],
    ['34 10 014', 'Parking brake – adjust', '34 - 3'],
    ['Brake pipe layout', '34 - 10a'],
    ['34 21 530', 'Rear brake shoes – remove and install', '34 - 6'],
    ['600', 'Rear brake cylinders – remove and install', '34 - 7'],
  ],
  false,
)

test('a page in another language is marked, and goes to a person', async () => {
  const text =
    'Questa istruzione per la ricerca dei guasti vale per i seguenti modelli di autovetture, validi al momento della compilazione del sistema.'
  const found = await classified(page('it', 'ecu_technical'), structure('it', blocks(['paragraph', text])))
  expect(found).toMatchObject({ language: 'it', needs_review: true })
  expect(found.reasoning).toMatch(/^Italian text/)
  expect((await classified(page('en', 'service_manual'), structure('en', procedure))).language).not.toBe('it')
})

test('a page of instructions is a procedure, with the printed page number', async () => {
  const found = await classified(page('34-10', 'service_manual'), structure('34-10', procedure))
  expect(found).toMatchObject({ content_type: 'procedure', is_index: false, needs_review: false, printed_page: '34-10', index_entries: [] })
  expect(found.reasoning).toMatch(/instructions/)
})

test('a table of values with units is a specification, also where a word of wiring is part of another word', async () => {
  const parts = blocks(['heading', 'Tightening torques'], ['paragraph', 'Spinning pinion'])
  const found = await classified(page('t', 'unknown'), structure('t', parts, [torques]))
  expect(found.content_type).toBe('specification')
  expect(found.confidence).toBeGreaterThan(0.7)
})

test('only the types of the source are given: the same labels are wiring in an electrical manual, a diagram in a service manual', async () => {
  const labels = blocks(
    ['figure', ''],
    ...['2.5 RD/YL', '.75 GY/GN', 'C203', 'S341', '1.5 GN/VI', '1 GY/BK', 'C104', '2.5 RD/GY', 'FUSE 21'].map(
      (text) => ['caption', text] as const,
    ),
  )
  const electrical = await classified(page('w', 'electrical_manual'), structure('w', labels))
  const service = await classified(page('w', 'service_manual'), structure('w', labels))
  expect([electrical.content_type, service.content_type]).toEqual(['wiring', 'diagram'])
})

test('a page that shows nothing goes to review', async () => {
  const found = await classified(page('e', 'service_manual'), structure('e', []))
  expect(found).toMatchObject({ content_type: 'text', needs_review: true })
})

test('an index is known by its rows, and its entries get full operation numbers and pages', async () => {
  const found = await classified(page('34-00', 'service_manual'), structure('34-00', blocks(['heading', '34 Brakes']), [indexRows]))
  expect(found.is_index).toBe(true)
  expect(found.index_entries.map(({ code, page: at }) => [code, at])).toEqual([
    ['34 00 009', '34-1'],
    ['34 00 046', '34-2'],
    ['34 10 014', '34-3'],
    [null, '34-10a'],
    ['34 21 530', '34-6'],
    ['34 21 600', '34-7'],
  ])
})

test('completed codes: tails, lost blanks, nothing to complete from', () => {
  const pattern = /^\d{2} \d{2} \d{3}$/
  expect(completedCode('046', '34 00 009', pattern)).toBe('34 00 046')
  expect(completedCode('11 13010', '11 12 000', pattern)).toBe('11 13 010')
  expect(completedCode('046', null, pattern)).toBe('046')
  expect(completedCode('A12', '34 00 009', pattern)).toBe('A12')
  expect(['34 - 10a', '34–10 a', '34 2', '12'].map(normalisedPage)).toEqual(['34-10a', '34-10a', '34-2', '12'])
})

test('gathering writes the older tables, one index per section, and the review queue', async () => {
  const entries = [
    [page('z-10', 'service_manual'), structure('z-10', procedure)],
    [page('a-index', 'service_manual', '34-00-index-a.jpg'), structure('a-index', [], [indexRows])],
    [page('m-empty', 'service_manual'), structure('m-empty', [])],
  ] as const
  const context = await project(entries)
  const done: string[] = []
  for (const [entry] of entries) {
    await context.workspace.write(artifactPath('classify', entry.page_id), JSON.stringify(await classifyStage.run(taskOf(entry), context)))
    done.push(entry.page_id)
  }
  await classifyStage.gather?.(done, context)
  const text = async (path: string) => (await context.workspace.read(path)).toString('utf8')
  const rows = (await text('work/classified/pages.csv')).trim().split('\n')
  expect(rows[0]).toMatch(
    /^page_id,image_path,section_id,section_name,source_type,content_type,is_index,confidence,secondary_types,needs_review/,
  )
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['a-index', 'm-empty', 'z-10'])
  expect(await text('work/logs/manual_review_queue.csv')).toMatch(
    /^page_id,image_path,content_type,confidence,secondary_types\nm-empty,[^\n]+\n$/,
  )
  const index = JSON.parse(await text(sectionIndexPath(section)))
  expect(index.index_pages).toEqual(['34-00-index-a.jpg'])
  expect(index.page_to_procedures).toMatchObject({ '34-2': ['34 00 046'], '34-7': ['34 21 600'] })
  expect(index.without_code).toEqual([{ name: 'Brake pipe layout', page: '34-10a' }])
  expect(await text('work/logs/stage3_classification_report.md')).toMatch(/Index pages: 1/)
})

test('what a section is sent to is gathered for it, and a changed target redoes the pages of that section alone', async () => {
  const citing = page('34-05', 'service_manual')
  const target = { ...page('36-01', 'service_manual'), section: { id: '36', name: 'Wheels' }, source_path: '36 - Wheels/36-01.jpg' }
  const torqueSheet = page('34-90', 'service_manual')
  const other = { ...page('11-01', 'service_manual'), section: { id: '11', name: 'Engine' }, source_path: '11 - Engine/11-01.jpg' }
  const wheels = (title: string) => structure('36-01', [{ ...block(1, 'operation', `36 10 300 ${title}`), code: '36 10 300' }])
  const entries = (title: string) =>
    [
      [
        citing,
        structure(
          '34-05',
          blocks(
            ['operation', '34 11 220 REMOVING AND INSTALLING BRAKE DISC'],
            ['step', 'Remove wheels – see 36 10 300.'],
            ['step', 'The slip control system (SCS) must be off, see page 34-99.'],
            ['footer', '* See Specifications'],
          ),
        ),
      ],
      [target, wheels(title)],
      [torqueSheet, structure('34-90', blocks(['heading', 'Tightening torques']), [torques])],
      [other, structure('11-01', blocks(['step', 'The synchronous cam shaft (SCS) turns.']))],
    ] as const
  const gathered = async (title: string) => {
    const context = await project(entries(title))
    for (const [entry, found] of entries(title)) {
      const classification = await classifyStage.run(taskOf(entry), await project([[entry, found]]))
      await context.workspace.write(artifactPath('classify', entry.page_id), JSON.stringify(classification))
    }
    await classifyStage.gather?.(
      entries(title).map(([entry]) => entry.page_id),
      context,
    )
    const digests = fileDigests(context.workspace)
    const keyOf = async (entry: CataloguePage) => taskKey(generateStage, 'generate', taskOf(entry), new Map(), digests)
    return { references: await readReferences(context.workspace, section), keys: await Promise.all([citing, other].map(keyOf)) }
  }
  const first = await gathered('REMOVING AND INSTALLING FRONT WHEELS')
  expect(first.references?.targets).toEqual([
    {
      kind: 'operation',
      number: '36 10 300',
      name: 'REMOVING AND INSTALLING FRONT WHEELS',
      shown: { page_id: '36-01', block: 'b1' },
    },
  ])
  expect(first.references?.pages.map(({ page_id, is_specification }) => [page_id, is_specification])).toEqual([
    ['34-90', true],
    ['36-01', false],
  ])
  // Two sections mean two things by it: each explains its own.
  expect(first.references?.abbreviations).toEqual([{ short: 'SCS', long: 'slip control system' }])
  expect((await gathered('REMOVING AND INSTALLING FRONT WHEELS')).keys).toEqual(first.keys)
  const changed = await gathered('REMOVING FRONT WHEELS')
  expect(changed.keys[0]).not.toEqual(first.keys[0])
  expect(changed.keys[1]).toEqual(first.keys[1])
})
