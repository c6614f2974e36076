/** Lines of a numbered or bulleted answer without their marks. */
export function itemsOf(answer: string): string[] {
  return answer
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d{1,3}[.)]|[a-z]\)|[-–•])\s+/, '').trim())
    .filter((line) => line !== '')
}

/** Whether an answer is a list of steps: two lines or more with printed or given numbers. */
export const isStepList = (answer: string): boolean => (answer.match(/^\s*\d{1,3}[.)]\s+/gm) ?? []).length >= 2
