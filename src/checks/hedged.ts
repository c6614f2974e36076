import { citedPlaces, isQuoted } from './evidence.ts'
import { phraseIn } from './phrases.ts'
import { checkNamed, fail } from './verdict.ts'

/** The answer states what the page states, without hedging of its own. A hedge that the manual itself prints at the cited place is no hedge. */
export const hedged = checkNamed('hedged', (candidate, page, settings) => {
  const quotes = citedPlaces(candidate.evidence, page)
    .filter((place) => isQuoted(place, page))
    .map(({ evidence }) => evidence.quote)
  const phrases = settings.check.generic_answer_patterns.filter((phrase) => phraseIn(quotes.join('\n'), [phrase]) === null)
  const found = phraseIn(candidate.answer, phrases)
  return found === null ? null : fail(`generic_answer: ${found}`)
})
