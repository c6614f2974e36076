import type { Example } from '../../contracts/example.ts'
import { exampleSchema } from '../../contracts/example.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { byteLines } from '../../formats/jsonl.ts'
import { parseArtifact, SPLIT_EXAMPLES_PATH } from '../artifacts.ts'
import type { ShownPages } from './pages.ts'

/**
 * The accepted pairs with their split, one after the other, in the order of the split stage; boxes in pixels of the pictures that the
 * dataset shows. `checked` says that every line has been held against its schema in this run already.
 */
export async function* streamExamples(workspace: Workspace, pages: ShownPages, checked = false): AsyncIterable<Example> {
  // Says what is missing, as for every artifact.
  if (!(await workspace.has(SPLIT_EXAMPLES_PATH))) await workspace.read(SPLIT_EXAMPLES_PATH)
  for await (const { bytes } of byteLines(workspace.localPath(SPLIT_EXAMPLES_PATH))) {
    if (bytes.length === 0) continue
    const text = bytes.toString('utf8')
    yield scaled(checked ? (JSON.parse(text) as Example) : parseArtifact(text, SPLIT_EXAMPLES_PATH, exampleSchema), pages)
  }
}

function scaled(example: Example, pages: ShownPages): Example {
  if (pages.scaled.size === 0 || !example.evidence.some(({ page_id }) => pages.scaled.has(page_id))) return example
  const evidence = example.evidence.map((one) => {
    const [prepared, shown] = [pages.scaled.get(one.page_id)?.image, pages.shown.get(one.page_id)?.image]
    return one.box === null || !prepared || !shown ? one : { ...one, box: scaledBox(one.box, prepared, shown) }
  })
  return { ...example, evidence }
}

type Size = Readonly<{ width: number; height: number }>

/** The whole pixels that the scaled box touches, inside the picture. */
export function scaledBox([left, top, right, bottom]: Box, from: Size, to: Size): Box {
  const [x, y] = [to.width / from.width, to.height / from.height]
  return [Math.floor(left * x), Math.floor(top * y), Math.min(to.width, Math.ceil(right * x)), Math.min(to.height, Math.ceil(bottom * y))]
}
