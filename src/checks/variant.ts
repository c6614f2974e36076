import { cellContext, type CitedPlace, citedPlaces } from './evidence.ts'
import { quantitiesOf, sameNumber } from './quantities.ts'
import { pageCheckNamed, fail, shortened } from './verdict.ts'
import { contentRoots, plainText, sentencesOf } from './words.ts'

/** 'Cairn 24', 'fuse F7', 'pin 3', 'cylinder 1', 'step 2': a name, and the number or code that tells it from its sisters. */
const DESIGNATION = /(?<![\p{L}\d])(\p{L}{3,})[ \t]+((?:\p{Lu}{1,2}-?)?\d{1,4}\p{L}?)(?![\p{L}\d.,/]*[\p{L}\d])/gu

/** Words that stand before numbers without naming anything. */
const NO_NAMES = new Set(
  'about approx approximately than and for with from the least most max min every after before each other further another by over under between until only exactly torque'.split(
    ' ',
  ),
)

/** Names with their designations, lower case. */
export function designationsOf(text: string): { readonly name: string; readonly code: string }[] {
  return [...plainText(text).matchAll(DESIGNATION)]
    .map(([, name = '', code = '']) => ({ name: name.toLowerCase(), code: code.toLowerCase() }))
    .filter(({ name }) => !NO_NAMES.has(name))
}

/**
 * Of several models, pins, fuses or steps the evidence is about the one that the question names: where the place (or the
 * sentence in it that answers) names that thing with other designations only, it is not.
 */
export const variant = pageCheckNamed('variant', (candidate, page) => {
  const asked = designationsOf([candidate.question, ...candidate.applies_to].join('\n'))
  if (asked.length === 0) return null
  for (const text of citedPlaces(candidate.evidence, page).flatMap((place) => saidAt(place, candidate.answer))) {
    const said = designationsOf(text)
    for (const { name, code } of asked) {
      const codes = said.filter((other) => other.name === name).map((other) => other.code)
      if (codes.length > 0 && !codes.includes(code))
        return fail(`The question names “${name} ${code}”; the cited place speaks of ${name} ${codes[0]}: “${shortened(text)}”.`)
    }
  }
  return null
})

/** A cell with what says what it is about; or the sentences of a block that hold the answer. */
function saidAt({ table, cell, evidence }: CitedPlace, answer: string): string[] {
  if (table !== null && cell !== null) return cell.header ? [] : [`${cell.text}\n${cellContext(table, cell)}`]
  const wanted = contentRoots(answer)
  const numbers = quantitiesOf(answer)
  return sentencesOf(evidence.quote).filter((sentence) => {
    const roots = contentRoots(sentence)
    const words = [...wanted].filter((each) => roots.has(each)).length
    const found = quantitiesOf(sentence)
    const holdsNumbers = numbers.every((number) => found.some((other) => sameNumber(number, other)))
    return holdsNumbers && words >= wanted.size * 0.6 && words + numbers.length > 0
  })
}
