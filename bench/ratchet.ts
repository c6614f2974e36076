import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { pageName } from './eye-truth.ts'
import type { PageResult } from './run-set.ts'
import { scoreSet } from './score.ts'

/** Scores of single pages, by set and page name: no text of a page. Shares from 0 to 1; errors as a rate. */
const scoresSchema = z.record(z.string(), z.record(z.string(), z.object({ f1: z.number(), numF1: z.number(), cerAll: z.number() })))
export type Scores = z.infer<typeof scoresSchema>

export const SCORES_FILE = 'bench/scores.json'
/** Scores may differ by so much between processors: the last digits of a network's output do. One word of 250. */
const TOLERANCE = 0.004

/** Pages that the ratchet reads, by set: kinds of pages as different as there are, and few enough for two minutes. */
export const RATCHET_PAGES: Readonly<Record<string, readonly string[]>> = {
  sample: ['12-04.jpg', '26-02.jpg', '47-00-index-a.jpg', '6100-03.jpg'],
  truth: ['34-05.jpg', '0670-05.jpg', '00-08.jpg'],
}

export function scoresOf(set: string, results: readonly PageResult[]): Scores {
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
  const pages = results.map((result) => {
    const { f1, numF1, cerAll } = scoreSet([result])
    return [pageName(result.page), { f1: rounded(f1), numF1: rounded(numF1), cerAll: rounded(cerAll) }] as const
  })
  return { [set]: Object.fromEntries(pages) }
}

/** The recorded scores. */
export async function recordedScores(file: string): Promise<Scores> {
  return scoresSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** Writes scores over those of the same sets; other sets keep theirs. */
export async function recordScores(file: string, fresh: Scores): Promise<void> {
  const merged: Scores = { ...(await recordedScores(file)), ...fresh }
  await writeFile(file, `${JSON.stringify(merged, null, 2)}\n`)
}

/** What got worse, in words with the page's name; empty where nothing did. Pages that were not read now are passed over. */
export function regressions(recorded: Scores, fresh: Scores): string[] {
  return Object.entries(fresh).flatMap(([set, pages]) =>
    Object.entries(pages).flatMap(([page, now]) => {
      const before = recorded[set]?.[page]
      if (before === undefined) return [`${set}: ${page} has no recorded score; record it with --record.`]
      const worse = (['f1', 'numF1', 'cerAll'] as const).filter((key) => {
        const loss = key === 'cerAll' ? now[key] - before[key] : before[key] - now[key]
        return loss > TOLERANCE
      })
      return worse.map((key) => `${set}: ${page} got worse: ${key} was ${before[key]}, is ${now[key]}.`)
    }),
  )
}
