import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { nearest } from '../../config/suggest.ts'
import { PagetuneError } from '../../contracts/error.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { OVERLAY_LAYERS, type OverlayLayer } from '../../report/page-overlay.ts'
import { coverageText, pagePicture, pageView, type ViewedPage } from '../../report/page-view.ts'
import {
  artifactPath,
  CATALOGUE_PATH,
  readCatalogue,
  readClassification,
  readGenerated,
  readReading,
  readStructure,
} from '../../stages/artifacts.ts'
import { folderWorkspace } from '../../workspace/folder.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { RunFlags } from '../options.ts'

export interface InspectFlags extends RunFlags {
  readonly out?: string
  readonly open?: boolean
  readonly layers?: readonly OverlayLayer[]
}

/** Parses `--layers lines,blocks`. */
export function overlayLayers(text: string): OverlayLayer[] {
  return text.split(',').map((name) => {
    const layer = OVERLAY_LAYERS.find((known) => known === name.trim())
    if (layer === undefined) throw new InvalidArgumentError(`The layers are ${OVERLAY_LAYERS.join(', ')}.`)
    return layer
  })
}

/** Draws what was found on a page over its picture: a PNG, or with --open a page for the browser. Prints the file's path, and what was made of the page. */
export async function inspectCommand(wanted: string, flags: InspectFlags): Promise<ExitCode> {
  const workspace = folderWorkspace(resolve(flags.project))
  const page = await pageNamed(wanted, workspace)
  const viewed = await viewedPage(page, workspace)
  const content = flags.open === true ? await pageView(viewed) : await pagePicture(viewed, flags.layers)
  const path = `work/inspect/${page.page_id}.${flags.open === true ? 'html' : 'png'}`
  const file = flags.out === undefined ? workspace.localPath(path) : resolve(flags.out)
  await (flags.out === undefined ? workspace.write(path, content) : writeFile(file, content))
  const { structure, generated } = viewed
  const coverage = generated?.coverage ?? null
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ page_id: page.page_id, file, coverage, structure }, null, 2)}\n`)
  else process.stdout.write(`${file}\n${coverage === null ? '' : `${coverageText(coverage)}\n`}`)
  if (flags.open === true) openInBrowser(file)
  return EXIT.well
}

/** The page of that id or alias, else the only one whose id or source path contains the text. Throws NOT_FOUND, also for several. */
async function pageNamed(wanted: string, workspace: Workspace): Promise<CataloguePage> {
  if (!(await workspace.has(CATALOGUE_PATH))) {
    throw new PagetuneError('NOT_FOUND', 'The project has no pages yet.', { where: CATALOGUE_PATH, fix: 'Run `pagetune structure` first.' })
  }
  const pages = await readCatalogue(workspace)
  const exact = pages.find((page) => page.page_id === wanted || page.aliases.some((alias) => alias.page_id === wanted))
  if (exact !== undefined) return exact
  const text = wanted.toLowerCase()
  const fitting = pages.filter((page) => page.page_id.toLowerCase().includes(text) || page.source_path.toLowerCase().includes(text))
  const [only, ...others] = fitting
  if (only !== undefined && others.length === 0) return only
  const ids = pages.map((page) => page.page_id)
  const near = nearest(wanted, ids)
  const shown = fitting.slice(0, 8).map((page) => page.page_id)
  throw new PagetuneError('NOT_FOUND', only === undefined ? `No page fits "${wanted}".` : `${fitting.length} pages fit "${wanted}".`, {
    where: wanted,
    fix:
      only === undefined
        ? `Name a page of ${CATALOGUE_PATH}${near === undefined ? '' : `, perhaps ${near}`}.`
        : `Name one of them: ${shown.join(', ')}${fitting.length > shown.length ? ' …' : ''}.`,
  })
}

async function viewedPage(page: CataloguePage, workspace: Workspace): Promise<ViewedPage> {
  const { page_id, image } = page
  if (image === null) {
    throw new PagetuneError('NOT_FOUND', `${page_id} is an HTML page: it has no picture to draw on.`, {
      where: page_id,
      fix: `Look into ${artifactPath('structure', page_id)}.`,
    })
  }
  if (!(await workspace.has(artifactPath('structure', page_id)))) {
    throw new PagetuneError('NOT_FOUND', `${page_id} has no structure yet.`, { where: page_id, fix: 'Run `pagetune structure` first.' })
  }
  const classified = (await workspace.has(artifactPath('classify', page_id))) ? await readClassification(workspace, page_id) : null
  return {
    page_id,
    image: await workspace.read(image.path),
    structure: await readStructure(workspace, page_id),
    reading: await readReading(workspace, page_id),
    generated: (await workspace.has(artifactPath('generate', page_id))) ? await readGenerated(workspace, page_id) : null,
    kind: classified === null ? '' : `${classified.content_type}: ${classified.reasoning}`,
  }
}

/** Opens a file as the desktop does. Where there is no desktop, the printed path has to do. */
function openInBrowser(file: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  const child = spawn(command!, [...args, file], { detached: true, stdio: 'ignore' })
  child.on('error', () => process.stderr.write(`No browser could be started; open ${file} yourself.\n`))
  child.unref()
}
