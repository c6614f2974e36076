import { z } from 'zod'

/** Whether a text is a regular expression that this Node understands. */
function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch {
    // The answer is the point: a person reads it with the file and line of the setting.
    return false
  }
}

/** A regular expression in the settings: a broken one is reported with its line, before anything runs. */
export const pattern = z.string().refine(isRegularExpression, { error: 'This is not a regular expression.' })
