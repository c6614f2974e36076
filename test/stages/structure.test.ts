import { expect, test } from 'vitest'
import { structureStage } from '../../src/stages/structure/index.ts'
import { encodePng } from '../../src/imaging/raster.ts'
import { artifactPath } from '../../src/stages/artifacts.ts'
import type { CataloguePage, CleanedPage, PreparedPage } from '../../src/contracts/page.ts'
import type { PageTask } from '../../src/contracts/stage.ts'
import { temporaryContext } from '../context.ts'
import { column, line, pageWith } from '../layout/lines.ts'

const section = { id: '34', name: 'Brakes' }
const image = { path: 'work/clean/p.png', width: 1200, height: 900, sha256: '' }

function taskFor(kind: 'image' | 'html'): PageTask {
  const page: CataloguePage = {
    page_id: 'p',
    candidate_id: 'p',
    kind,
    section,
    source_type: kind === 'html' ? 'html_specs' : 'service_manual',
    source_path: '34 - Brakes/p',
    source_page: 1,
    image: kind === 'html' ? null : image,
    aliases: [],
  }
  return { page_id: 'p', page, previous: null, next: null, candidate: null }
}

async function pixelProject(settings: Record<string, unknown> = {}) {
  const context = await temporaryContext(settings)
  const cleaned: CleanedPage = { page_id: 'p', image, turn: 0, skew: 0, transform: [1, 0, 0, 0, 1, 0], steps: [] }
  const lines = [
    line('n', 560, 30, '34-10'),
    ...column('a', 320, 80, ['B-12 Changing The Oil', 'Remove the plug.', 'Drain the oil.', 'Refit the plug.']),
  ]
  await context.workspace.write(image.path, await encodePng(pageWith(1200, 900, [[20, 80, 300, 300]])))
  await context.workspace.write(artifactPath('clean', 'p'), JSON.stringify(cleaned))
  await context.workspace.write(
    artifactPath('read', 'p'),
    JSON.stringify({ page_id: 'p', image, origin: 'ppocr', engine: 'test', mean_confidence: 0.95, lines }),
  )
  return context
}

test('a page that was read from pixels gets typed blocks, by the configured form of operation numbers', async () => {
  const context = await pixelProject({ classify: { operation_code_pattern: 'B-\\d+' } })
  const structure = await structureStage.run(taskFor('image'), context)
  expect(structureStage.output.parse(structure)).toEqual(structure)
  expect(structure.blocks.map((block) => [block.type, block.code ?? null])).toEqual([
    ['page_number', null],
    ['figure', null],
    ['operation', 'B-12'],
    ['step', null],
    ['step', null],
    ['step', null],
  ])
})

test('the same page gives the same bytes', async () => {
  const [one, other] = [await pixelProject(), await pixelProject()]
  const [first, second] = [await structureStage.run(taskFor('image'), one), await structureStage.run(taskFor('image'), other)]
  expect(JSON.stringify(first)).toBe(JSON.stringify(second))
})

test('an HTML page is structured from its markup, without boxes', async () => {
  const context = await temporaryContext()
  const prepared: PreparedPage = {
    page_id: 'p',
    kind: 'html',
    source: { path: 'specs.html', root: 0, sha256: '', page: 1, half: null },
    section,
    source_type: 'html_specs',
    image: null,
    markup: 'work/prepare/p.html',
    text_layer: null,
    signature: null,
  }
  await context.workspace.write(
    'work/prepare/p.html',
    '<h1>Engine</h1><table><tr><td>Displacement</td><td>2302 cc</td></tr><tr><td>Bore</td><td>93.4 mm</td></tr></table>',
  )
  await context.workspace.write(artifactPath('prepare', 'p'), JSON.stringify({ page_id: 'p', pages: [prepared], skipped: null }))
  const structure = await structureStage.run(taskFor('html'), context)
  expect(structure.tables[0]?.rows[0]?.map((cell) => cell.text)).toEqual(['Displacement', '2302 cc'])
  expect(structure.blocks.every((block) => block.box === null)).toBe(true)
})
