import type { Settings } from '../contracts/settings.ts'
import { chosenFirst } from '../text/choose.ts'
import { upperFirst } from '../text/letter-case.ts'
import type { Draft } from './writer.ts'

/** A draft with its wordings still open: all of them mean the same. */
export interface OpenDraft extends Omit<Draft, 'question' | 'paraphrases'> {
  readonly wordings: readonly string[]
}

/** Chooses one wording by the seed and the fact; the others go to the paraphrases, as many as the settings keep. */
export function worded(draft: OpenDraft, settings: Settings): Draft {
  const { wordings, ...rest } = draft
  const tidy = [...new Set(wordings.map(asQuestion))]
  const [question = '', ...others] = chosenFirst(settings.split.random_seed, `${tidy[0] ?? ''}\n${rest.answer}`, tidy)
  return { ...rest, question, paraphrases: others.slice(0, settings.generate.paraphrases) }
}

function asQuestion(wording: string): string {
  const text = upperFirst(
    wording
      .replace(/\s+/g, ' ')
      .replace(/ ([,.;?])/g, '$1')
      .trim(),
  )
  return /[?.]$/.test(text) ? text : `${text}?`
}

/** ', on the E30 M3' style tail for questions whose own words do not name the vehicle; '' when none is configured. */
export function onVehicle(vehicles: readonly string[]): string {
  return vehicles.length === 1 ? ` on the ${vehicles[0] ?? ''}` : ''
}
