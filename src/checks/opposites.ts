import { supportOf } from './support.ts'
import { fail, pageCheckNamed } from './verdict.ts'
import { wordsOf } from './words.ts'

/** Words that compare or turn one way, and those that say the contrary. Endings count: 'higher' is not read in 'height'. */
const CONTRARIES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['higher'], ['lower']],
  [['more'], ['less', 'fewer']],
  [
    ['larger', 'bigger', 'greater'],
    ['smaller', 'less'],
  ],
  [['longer'], ['shorter']],
  [['thicker'], ['thinner']],
  [['wider'], ['narrower']],
  [['heavier'], ['lighter']],
  [['faster'], ['slower']],
  [
    ['hotter', 'warmer'],
    ['colder', 'cooler'],
  ],
  [['tighter'], ['looser']],
  [['above'], ['below']],
  [['clockwise'], ['counterclockwise', 'anticlockwise']],
  [
    ['increase', 'increases', 'increased', 'rises', 'rise'],
    ['decrease', 'decreases', 'decreased', 'reduced', 'reduces', 'falls', 'drops'],
  ],
]
const OPPOSITE = new Map<string, readonly string[]>()
for (const [some, others] of CONTRARIES) {
  for (const word of some) OPPOSITE.set(word, [...(OPPOSITE.get(word) ?? []), ...others])
  for (const word of others) OPPOSITE.set(word, [...(OPPOSITE.get(word) ?? []), ...some])
}

/** The answer does not say the contrary of what is read: 'higher' where the cited place says 'lower' and nowhere 'higher'. */
export const opposite = pageCheckNamed('opposite', (candidate, page) => {
  const turned = (text: string): Set<string> => new Set(wordsOf(text.replace(/\b(counter|anti)[-\s]?(?=clockwise)/gi, '$1')))
  const said = turned(supportOf(candidate, page).said)
  for (const word of turned(candidate.answer)) {
    if (said.has(word)) continue
    const contrary = OPPOSITE.get(word)?.find((other) => said.has(other))
    if (contrary !== undefined) return fail(`The cited place says “${contrary}”, the answer “${word}”.`)
  }
  return null
})
