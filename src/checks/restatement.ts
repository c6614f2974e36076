import { quantitiesOf, sameNumber } from './quantities.ts'
import { checkNamed, fail } from './verdict.ts'
import { contentRoots, contentWords, root, wordsOf } from './words.ts'

/** Words with which an answer chooses or agrees; such an answer may repeat the question. */
const CHOOSING = /^(?:yes|no|always|never|only|both|neither|before|after|once|twice|first|last|without|with)\b/i

/** The answer adds something to the question; a question is not the beginning of its own answer. */
export const restatement = checkNamed('restatement', ({ question, answer }) => {
  if (/^(?:explain|describe|tell|what does .* say)\b/i.test(question) && opensWith(answer, question))
    return fail('The question is the beginning of its own answer.')
  if (CHOOSING.test(answer.trim()) || /\bor\b/i.test(question)) return null
  const asked = contentRoots(question)
  const words = contentWords(answer)
  const numbers = quantitiesOf(answer)
  const added =
    words.some((word) => !asked.has(root(word))) ||
    wordsOf(answer).some((word) => /^(?:not|no|without|before|after|off|out|up|down)$/.test(word) && !wordsOf(question).includes(word))
  // 'Thread locker M': the letter is what was asked for.
  const code = (answer.match(/(?<![\p{L}\d])\p{Lu}(?![\p{L}\d])/gu) ?? []).some(
    (letter) => !new RegExp(`\\b${letter}\\b`, 'u').test(question),
  )
  const newNumber = numbers.some(
    (number) => !quantitiesOf(question).some((other) => sameNumber(number, other) && other.unit === number.unit),
  )
  return added || code || newNumber || words.length + numbers.length < 2 ? null : fail('The answer only repeats the question.')
})

/** Whether the first five words of the answer stand in the question in the same order. */
function opensWith(answer: string, question: string): boolean {
  const start = wordsOf(answer).slice(0, 5).join(' ')
  return start !== '' && wordsOf(question).join(' ').includes(start)
}
