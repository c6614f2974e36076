import type { FormatContext, WrittenFile } from '../contracts/format.ts'
import { FileWriter } from './file-writer.ts'
import { isRecord, readJsonLines } from './jsonl.ts'

/**
 * For formats that want pictures in a folder of their own beside each split's metadata: puts each picture that the metadata names where
 * `placeOf` says, once. `file_name` must end in the picture's own name.
 */
export async function copyImages(
  folder: string,
  context: FormatContext,
  metadata: readonly WrittenFile[],
  placeOf: (split: string, image: string) => string,
): Promise<WrittenFile[]> {
  const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const pageOf = new Map<string, { page_id: string; image: string }>()
  for (const page_id of context.pages.keys()) {
    const image = context.imageOf(page_id)
    if (image !== null) pageOf.set(baseName(image), { page_id, image })
  }
  const placed = new Map<string, WrittenFile>()
  for (const { path, split } of metadata) {
    for await (const item of readJsonLines(folder, path)) {
      const page = isRecord(item) ? pageOf.get(baseName(String(item.value['file_name']))) : undefined
      if (page === undefined || split === undefined) continue
      const target = placeOf(split, page.image)
      if (placed.has(target)) continue
      const file = await FileWriter.open(folder, target)
      await file.write(await context.imageBytes(page.page_id))
      placed.set(target, await file.close())
    }
  }
  return [...placed.values()]
}
