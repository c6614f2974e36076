import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { boxSchema } from '../../src/contracts/geometry.ts'
import { REPOSITORY } from '../repository.ts'

const truthSchema = z.object({
  page: z.string(),
  lines: z.array(z.string()),
  words: z.array(z.object({ text: z.string(), box: boxSchema, figure: z.number().nullable() })),
})

/** A page of the sample manual: its picture's path, and what is printed on it (boxes in pixels of the picture). */
export function samplePage(name: string): z.infer<typeof truthSchema> & { path: string } {
  const truth = truthSchema.parse(JSON.parse(readFileSync(join(REPOSITORY, 'examples/truth', `${name}.json`), 'utf8')))
  return { ...truth, path: join(REPOSITORY, 'examples/manual', truth.page) }
}

/** Words of printed or read text in the form in which they are compared: dashes and quotes of one kind. */
export function comparable(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    text
      .normalize('NFKC')
      .replace(/[–—]/g, '-')
      .split(/\s+/)
      .filter((word) => word !== '' && !/^\.+$/.test(word)),
  )
}

/** Share of the printed words that were read, each as often as it is printed. */
export function recall(read: readonly string[], printed: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of read) left.set(word, (left.get(word) ?? 0) + 1)
  let found = 0
  for (const word of printed) {
    const count = left.get(word) ?? 0
    if (count > 0) found++
    left.set(word, count - 1)
  }
  return found / printed.length
}
