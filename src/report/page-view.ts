import sharp from 'sharp'
import type { Generated } from '../contracts/example.ts'
import type { Reading } from '../contracts/reading.ts'
import type { Block, Structure, Table } from '../contracts/structure.ts'
import { html, type Markup, raw } from './markup.ts'
import { BLOCK_COLOURS, OVERLAY_LAYERS, type OverlayLayer, pageOverlay } from './page-overlay.ts'

/** A page with all that its view shows. `image` is the prepared image as a file holds it. */
export interface ViewedPage {
  readonly page_id: string
  readonly image: Uint8Array
  readonly structure: Structure
  readonly reading: Reading
  /** What the page was taken for, in words; '' when it is not classified yet. */
  readonly kind: string
  /** What the writers made of it; null when they have not seen it yet. */
  readonly generated: Pick<Generated, 'candidates' | 'refusals' | 'coverage'> | null
}

/** '22 blocks and cells used, 5 refused, 2 of no interest'. */
export function coverageText({ used, refused, no_interest }: Generated['coverage']): string {
  return `${used} blocks and cells used, ${refused} refused, ${no_interest} of no interest`
}

/** PNG of the page with its structure drawn over it, in the size of the prepared image. */
export async function pagePicture(page: ViewedPage, layers: readonly OverlayLayer[] = OVERLAY_LAYERS): Promise<Buffer> {
  const picture = sharp(page.image, { limitInputPixels: false, failOn: 'none' }).flatten({ background: 'white' }).toColourspace('srgb')
  const { width, height } = await picture.metadata()
  const overlay = Buffer.from(pageOverlay(page.structure, page.reading, { width, height }, layers))
  return picture
    .composite([{ input: overlay }])
    .png({ compressionLevel: 6 })
    .toBuffer()
}

const STYLE = `
body { font: 14px/1.4 system-ui, sans-serif; margin: 0; display: flex; height: 100vh; }
main { flex: 3; overflow: auto; background: #555; } aside { flex: 2; overflow: auto; padding: 0 1rem; }
figure { margin: 0; position: relative; } figure img, figure svg { display: block; width: 100%; height: auto; } figure svg { position: absolute; inset: 0; }
ol { list-style: none; padding: 0; } li { border-left: 4px solid; padding: .2rem .5rem; margin: .2rem 0; }
small { color: #666; } table { border-collapse: collapse; font-size: 12px; } td, th { border: 1px solid #999; padding: 1px 4px; text-align: left; vertical-align: top; }
`
const TOGGLE = `document.querySelectorAll('input').forEach((box) => box.addEventListener('change', () => { document.querySelectorAll('g.' + box.value).forEach((layer) => { layer.style.display = box.checked ? '' : 'none' }) }))`

/** One self-contained HTML page: the picture with layers to switch, and the blocks in reading order beside it. */
export async function pageView(page: ViewedPage): Promise<string> {
  const { width, height, format } = await sharp(page.image, { failOn: 'none' }).metadata()
  const source = `data:image/${format};base64,${Buffer.from(page.image).toString('base64')}`
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>${page.page_id}</title>
      <style>
        ${raw(STYLE)}
      </style>
      <main>
        <figure><img src="${source}" alt="${page.page_id}" />${raw(pageOverlay(page.structure, page.reading, { width, height }))}</figure>
      </main>
      <aside>
        <h1>${page.page_id}</h1>
        <p>${page.kind}</p>
        <p>${page.generated === null ? '' : coverageText(page.generated.coverage)}</p>
        <p>${OVERLAY_LAYERS.map((layer) => html`<label><input type="checkbox" value="${layer}" checked /> ${layer}</label> `)}</p>
        <ol>
          ${page.structure.blocks.map((block) =>
            blockItem(
              block,
              page.structure.tables.find((table) => table.block === block.id),
              fateOf(block, page),
            ),
          )}
        </ol>
      </aside>
      <script>
        ${raw(TOGGLE)}
      </script>
    </html>`.text
}

/** How many questions rest on a block, else why none does. */
function fateOf(block: Block, { page_id, generated }: ViewedPage): string | undefined {
  const cites = (one: { readonly page_id: string; readonly block: string }) => one.page_id === page_id && one.block === block.id
  const asked = generated?.candidates.filter(({ evidence }) => evidence.some(cites)).length ?? 0
  if (asked > 0) return `${asked} ${asked === 1 ? 'question' : 'questions'}`
  const reasons = new Set(generated?.refusals.filter((refusal) => refusal.block === block.id).map(({ reason }) => reason))
  return reasons.size === 0 ? undefined : `refused: ${[...reasons].join('; ')}`
}

function blockItem(block: Block, table: Table | undefined, fate: string | undefined): Markup {
  const about = [block.id, block.type, block.code, block.parent === null ? undefined : `of ${block.parent}`, fate]
  const content = table === undefined ? html`${block.text}` : tableView(table)
  return html`<li style="border-color: ${BLOCK_COLOURS[block.type]}">
    <small>${about.filter((part) => part !== undefined).join(' · ')}</small><br />${content}
  </li>`
}

function tableView(table: Table): Markup {
  return html`<small>${table.title} (grid ${table.confidence.toFixed(2)})</small>
    <table>
      ${table.rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td rowspan="${cell.row_span}" colspan="${cell.column_span}">${cell.header ? html`<b>${cell.text}</b>` : cell.text}</td>`)}
          </tr>`,
      )}
    </table>`
}
