import type { Judged, TokenFigures } from './data.ts'
import { counted, grouped, median, percent } from './numbers.ts'

/** Sentences that report.html and report.md both say. */

const share = (value: number): string => `${(value * 100).toFixed(1)}\u202f%`

/** What people judged, with the interval; and whose decisions are not in it. */
export function judgedSentences(judged: Judged | null): string {
  if (judged === null) return 'No decision of a person is recorded in review.jsonl: how many pairs are right has not been judged.'
  const { pairs, good, edited, isRandom, interval, notCounted, elsewhere, unreadable } = judged
  const drawn = isRandom
    ? 'These pairs were drawn at random, so the true share lies'
    : 'Nothing says how these pairs were drawn; only if it was at random does the true share lie'
  const figures =
    pairs === 0
      ? 'None of the decisions in review.jsonl is on a pair of the dataset as it is now.'
      : `${grouped(good)} of ${counted(pairs, 'judged pair')} accepted as they stand (${percent(good, pairs)}), ${grouped(edited)} after a correction, ${grouped(pairs - good - edited)} refused. ${drawn} between ${share(interval.low)} and ${share(interval.high)} (Wilson interval, 95\u202f%).`
  const beside = [
    ...(notCounted > 0 ? [`${counted(notCounted, 'decision')} on pairs not drawn at random`] : []),
    ...(elsewhere > 0 ? [`${grouped(elsewhere)} on pairs that are not in the dataset, or read otherwise by now`] : []),
    ...(unreadable > 0 ? [`${counted(unreadable, 'line')} that hold no decision`] : []),
  ]
  return beside.length === 0 ? figures : `${figures} Not counted: ${beside.join('; ')}.`
}

/** The size of the pairs in tokens. */
export function tokenSentence({ tokenizer, counts, step }: TokenFigures): string {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const most = counts.reduce((most, count) => Math.max(most, count), 0)
  const of = step === 1 ? '' : ` Counted for every ${step}th pair.`
  return `Tokens of question and answer by the tokenizer ${tokenizer}, without task tags, chat template and pictures: median ${grouped(median(counts))}, most ${grouped(most)}, all together ${step === 1 ? '' : 'about '}${grouped(total * step)}.${of}`
}
