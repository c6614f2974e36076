import { quantitiesOf } from './quantities.ts'
import { checkNamed, fail, type Finding, worst } from './verdict.ts'

/** A value by itself ('25 Nm', 'M10', '10.5 : 1', 'C204 pin 9') is whole at any length. */
export const isBareValue = (answer: string): boolean => quantitiesOf(answer).length > 0

/** Short words that answer a question by themselves. */
const WHOLE_ANSWERS = /^(?:yes|no)\b/i

/** Question and answer are within the configured lengths; an answer of words needs at least a word of three letters. */
export const lengths = checkNamed('lengths', ({ question, answer }, _page, { check }) =>
  worst([
    within('question', question.trim().length, check.min_question_length, check.max_question_length),
    within('answer', answer.trim().length, shortest(answer, check.min_answer_length), check.max_answer_length),
  ]),
)

/** The least length that an answer must have: names and bare values are whole below the configured one. */
function shortest(answer: string, configured: number): number {
  const text = answer.trim()
  if (isBareValue(text) || WHOLE_ANSWERS.test(text)) return 1
  return isName(text) ? Math.min(3, configured) : configured
}

/** A name of a part, a colour, a fluid or a firm: one to three whole words without a verb to miss. */
const isName = (text: string): boolean => /^(?:an? |the )?\p{L}[\p{L}'/-]{2,}(?: [\p{L}'/-]{2,}){0,2}\.?$/iu.test(text)

function within(what: string, length: number, min: number, max: number): Finding {
  if (length < min) return fail(`The ${what} has ${length} characters, fewer than ${min}.`)
  if (length > max) return fail(`The ${what} has ${length} characters, more than ${max}.`)
  return null
}
