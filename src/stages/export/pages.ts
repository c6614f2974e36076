import type { CataloguePage } from '../../contracts/page.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { byteLines } from '../../formats/jsonl.ts'
import { CATALOGUE_PATH, parseArtifact } from '../artifacts.ts'
import { cataloguePageSchema } from '../../contracts/page.ts'

/** The catalogue as the dataset shows it; both by page id. */
export interface ShownPages {
  /** Every page, with its picture in the size in which the dataset shows it. */
  readonly shown: ReadonlyMap<string, CataloguePage>
  /** Pages whose picture is shown smaller than it was prepared: as they were prepared. */
  readonly scaled: ReadonlyMap<string, CataloguePage>
}

const NONE: CataloguePage['aliases'] = []

/** Reads the catalogue line by line. `longest` is the longest side of a shown picture, pixels. */
export async function readShownPages(workspace: Workspace, longest: number | null): Promise<ShownPages> {
  const shown = new Map<string, CataloguePage>()
  const scaled = new Map<string, CataloguePage>()
  const sections = new Map<string, CataloguePage['section']>()
  const texts = new Map<string, string>()
  const shared = <Text extends string>(text: Text): Text => {
    if (!texts.has(text)) texts.set(text, text)
    return texts.get(text) as Text
  }
  // Says what is missing, as for every artifact.
  if (!(await workspace.has(CATALOGUE_PATH))) await workspace.read(CATALOGUE_PATH)
  for await (const { bytes } of byteLines(workspace.localPath(CATALOGUE_PATH))) {
    if (bytes.length === 0) continue
    const { section, kind, source_type, source_path, aliases, ...rest } = parseArtifact(
      bytes.toString('utf8'),
      CATALOGUE_PATH,
      cataloguePageSchema,
    )
    // What many pages have in common they share: with a hundred thousand of them that is most of the memory.
    const key = `${section.id}\0${section.name}`
    const prepared: CataloguePage = {
      ...rest,
      section: sections.get(key) ?? section,
      kind: shared(kind),
      source_type: shared(source_type),
      source_path: shared(source_path),
      aliases: aliases.length === 0 ? NONE : aliases,
    }
    sections.set(key, prepared.section)
    const page = shownPage(prepared, longest)
    shown.set(page.page_id, page)
    if (page !== prepared) scaled.set(page.page_id, prepared)
  }
  return { shown, scaled }
}

/** The page with its picture in the size in which a dataset shows it: no side longer than `longest` pixels. */
function shownPage(page: CataloguePage, longest: number | null): CataloguePage {
  const { image } = page
  if (image === null || longest === null || Math.max(image.width, image.height) <= longest) return page
  const scale = longest / Math.max(image.width, image.height)
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale))
  return { ...page, image: { ...image, width: side(image.width), height: side(image.height) } }
}
