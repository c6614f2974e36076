import { phraseIn } from './phrases.ts'
import { checkNamed, fail } from './verdict.ts'

/** Neither question nor answer speaks of the page, by the configured phrases. */
export const selfReferential = checkNamed('self_referential', ({ question, answer }, _page, settings) => {
  const found = phraseIn(question, settings.check.self_referential_patterns) ?? phraseIn(answer, settings.check.self_referential_patterns)
  return found === null ? null : fail(`self_referential: ${found}`)
})
