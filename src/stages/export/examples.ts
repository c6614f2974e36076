import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Example } from '../../contracts/example.ts'
import { exampleSchema } from '../../contracts/example.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { parseArtifact, SPLIT_EXAMPLES_PATH } from '../artifacts.ts'

/** A page's picture in the project, and as the dataset shows it. */
export interface ShownPage {
  readonly page: CataloguePage
  readonly shown: CataloguePage
}

/**
 * The accepted pairs with their split, one after the other, in the order of the split stage; boxes in pixels of the pictures that the
 * dataset shows.
 */
export async function* streamExamples(workspace: Workspace, pages: ReadonlyMap<string, ShownPage>): AsyncIterable<Example> {
  if (!(await workspace.has(SPLIT_EXAMPLES_PATH))) await workspace.read(SPLIT_EXAMPLES_PATH)
  const input = createReadStream(workspace.localPath(SPLIT_EXAMPLES_PATH), { highWaterMark: 1 << 18 })
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line !== '') yield scaled(parseArtifact(line, SPLIT_EXAMPLES_PATH, exampleSchema), pages)
  }
}

function scaled(example: Example, pages: ReadonlyMap<string, ShownPage>): Example {
  const resized = ({ page_id }: { page_id: string }): ShownPage | undefined => {
    const found = pages.get(page_id)
    return found?.page.image && found.shown.image && found.page.image.width !== found.shown.image.width ? found : undefined
  }
  if (!example.evidence.some(resized)) return example
  const evidence = example.evidence.map((one) => {
    const { page, shown } = resized(one) ?? {}
    return one.box === null || !page?.image || !shown?.image ? one : { ...one, box: scaledBox(one.box, page.image, shown.image) }
  })
  return { ...example, evidence }
}

type Size = Readonly<{ width: number; height: number }>

/** The whole pixels that the scaled box touches, inside the picture. */
export function scaledBox([left, top, right, bottom]: Box, from: Size, to: Size): Box {
  const [x, y] = [to.width / from.width, to.height / from.height]
  return [Math.floor(left * x), Math.floor(top * y), Math.min(to.width, Math.ceil(right * x)), Math.min(to.height, Math.ceil(bottom * y))]
}
