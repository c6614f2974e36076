import type { Candidate, Checked, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { LanguageModel } from '../contracts/model.ts'
import type { Settings } from '../contracts/settings.ts'
import { type Made, madeOf, numbered } from './candidates.ts'
import { conversed } from './conversations.ts'
import { judged } from './judgement.ts'
import type { ModelData } from './model-data.ts'
import { askedPage, picturesOf, questionsRequest } from './page-request.ts'
import { pairsAnswerSchema } from './pair-answer.ts'
import { paraphrased } from './paraphrases.ts'
import { type Complaint, revised } from './revision.ts'
import { askFor } from './structured-answer.ts'

/** What writing by a model needs besides the page. */
export interface ModelTools {
  readonly model: LanguageModel
  readonly data: ModelData
  /** The model that looks over the first one's shoulder; null = none. */
  readonly judge: LanguageModel | null
  /** The same checks that every pair is held to. */
  readonly check: (candidate: Candidate, page: PageMaterial, settings: Settings) => Checked['pairs'][number]
  /** How another wording of a pair's question asks for something else, after what was said before; '' when it asks the same. */
  readonly difference: (wording: string, candidate: Candidate, page: PageMaterial, said: string) => string
  readonly read: (path: string) => Promise<Uint8Array>
  readonly signal: AbortSignal
}

export interface Written {
  readonly candidates: Candidate[]
  readonly refusals: Refusal[]
}

/**
 * Writes the pairs of one page with a model: asks, holds every pair to the checks, sends what does not hold back once, and keeps what
 * remains (what still does not hold is rejected by the stage `check`, with its reason). Pages that deserve no question are not asked
 * about, nor are pages whose kind waits for a person.
 */
export async function writeWithModel(material: PageMaterial, settings: Settings, tools: ModelTools): Promise<Written> {
  const { model, signal } = tools
  const refusals: Refusal[] = []
  const refuse = (reason: string): Written => ({ candidates: [], refusals: [...refusals, { block: 'page', writer: 'model', reason }] })
  if (material.classification.needs_review && !settings.models.ask_pages_in_review) {
    return refuse('what kind of page this is waits for review (work/logs/manual_review_queue.csv)')
  }
  const page = askedPage(material, settings, { can: model.can, data: tools.data })
  if (page.questions === 0) return refuse('nothing on the page deserves a question')
  const pictures = await picturesOf(page, tools.read)
  const request = questionsRequest(page, pictures, settings)
  const answer = await askFor(model, request, pairsAnswerSchema, signal)
  let made: (Made | null)[] = answer.pairs.map((pair) => madeOf(pair, page, model.id))
  const complaints = complaintsAbout(made, material, settings, tools)
  if (complaints.length > 0 && settings.models.revise) {
    const replaced = await revised(complaints, page, request, model, signal)
    made = made.map((one, at) => {
      const other = replaced.get(at)
      if (other !== null) return other ?? one
      refusals.push({ block: 'page', writer: 'model', reason: `given up: “${answer.pairs[at]!.question}”` })
      return null
    })
  }
  const candidates = numbered(kept(made, refusals), refusals)
  return { candidates: await improved(candidates, pictures, material, settings, tools, refusals), refusals }
}

/** Candidates among what was made; a pair without evidence is refused. */
function kept(made: readonly (Made | null)[], refusals: Refusal[]): Candidate[] {
  return made.flatMap((one) => {
    if (one === null) return []
    if ('candidate' in one) return [one.candidate]
    refusals.push({ block: 'page', writer: 'model', reason: `“${one.pair.question}”: ${one.problem}` })
    return []
  })
}

function complaintsAbout(made: readonly (Made | null)[], material: PageMaterial, settings: Settings, { check }: ModelTools): Complaint[] {
  return made.flatMap((one, at): Complaint[] => {
    if (one === null) return []
    if ('problem' in one) return [{ at, pair: one.pair, reasons: [one.problem] }]
    const reasons = check(one.candidate, material, settings).verdicts.flatMap(({ result, reason }) => (result === 'pass' ? [] : [reason]))
    return reasons.length === 0 ? [] : [{ at, pair: one.pair, reasons }]
  })
}

/** Judge, paraphrases and conversations: for the pairs that hold. */
async function improved(
  candidates: readonly Candidate[],
  pictures: Awaited<ReturnType<typeof picturesOf>>,
  material: PageMaterial,
  settings: Settings,
  tools: ModelTools,
  refusals: Refusal[],
): Promise<Candidate[]> {
  const { paraphrases, conversations, max_output_tokens } = settings.models
  const { model, judge, signal } = tools
  const check = (candidate: Candidate): Checked['pairs'][number] => tools.check(candidate, material, settings)
  const difference = (wording: string, candidate: Candidate, said = ''): string => tools.difference(wording, candidate, material, said)
  const holds = (candidate: Candidate): boolean => check(candidate).outcome === 'pass'
  const isSame = (wording: string, candidate: Candidate): boolean =>
    difference(wording, candidate) === '' && holds({ ...candidate, question: wording })
  let good = candidates.filter(holds)
  if (judge !== null) good = await judged(good, pictures, judge, max_output_tokens, refusals, signal)
  if (paraphrases > 0) good = await paraphrased(good, paraphrases, model, max_output_tokens, isSame, signal)
  if (conversations > 0) good = await conversed(good, conversations, model, max_output_tokens, { check, difference }, signal)
  const byId = new Map(good.map((candidate) => [candidate.id, candidate]))
  // In the order written; what does not hold stays for the stage `check` to reject, what the judge refused is gone.
  return candidates.flatMap((candidate) => byId.get(candidate.id) ?? (holds(candidate) ? [] : [candidate]))
}
