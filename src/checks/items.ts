/** Lines of a numbered or bulleted answer without their marks. */
export function itemsOf(answer: string): string[] {
  return answer
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d{1,3}[.)]|[a-z]\)|[-–•])\s+/, '').trim())
    .filter((line) => line !== '')
}

/** Whether an answer is a list of steps: two lines or more with printed or given numbers. */
export const isStepList = (answer: string): boolean => (answer.match(/^\s*\d{1,3}[.)]\s+/gm) ?? []).length >= 2

const BRACKETED = '\\((?:[^()]|\\([^()]*\\))*\\)'
const VALUE_IN_STEP = new RegExp(
  ` \\(specified: (?:[^()]|\\([^()]*\\))*\\)|(?<=\\btorque) ${BRACKETED}|(?<=\\btightening torque): .*?(?=\\.(?: \\p{Lu}|$)|$)`,
  'giu',
)
const NAME_IN_STEP = /\b(see|and) "[^"]+", (?=\p{L}+ [\p{L}\d])/gu

/**
 * A step without the values and names that may come from other pages: 'check runout (specified: 0.2 mm)', 'Tightening torque: 24 Nm',
 * '(see "Bleeding the clutch", operation …)'. Their numbers and words are still held to what is cited.
 */
export function withoutLookedUp(step: string): string {
  return step.replace(VALUE_IN_STEP, '').replace(NAME_IN_STEP, '$1 ')
}
