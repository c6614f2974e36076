import { checkNamed, fail, shortened } from './verdict.ts'
import { plainText } from './words.ts'

/** What is printed, or was written by older generators, where there is no value. */
const PLACEHOLDER =
  /^(?:n\.?\s?\/?\s?a\.?|tb[adc]|none|nil|null|undefined|unknown|not (?:available|applicable|known|given)|no data|not yet (?:known|available)|x{2,}|\.{2,}|no (?:steps|checks|wiring details|details|information)[\w\s]* available\.?)$/i

/** The answer is a value or a statement, not the mark of a missing one. */
export const placeholder = checkNamed('placeholder', ({ question, answer }) => {
  const text = plainText(answer).trim()
  if (!/[\p{L}\p{N}]/u.test(text)) return fail(`The answer “${shortened(text)}” is a placeholder.`)
  if (/\?{2,}/.test(text) || /\?{2,}/.test(question)) return fail('A part is unknown (“??”).')
  if (PLACEHOLDER.test(text)) return fail(`The answer “${shortened(text)}” is a placeholder.`)
  return /:\s*(?:$|\n|[-–?]+\s*(?:$|\n))/m.test(text) && text.split('\n').length === 1
    ? fail('The answer names something and gives no value for it.')
    : null
})
