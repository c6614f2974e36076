import { relative } from 'node:path'
import type { RunFlags } from './options.ts'

/** A word as a shell reads it. */
const quoted = (word: string): string => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** The flag that names a project folder from here; none where it is the current folder. */
function projectFlag(folder: string): string {
  const path = relative(process.cwd(), folder)
  return path === '' ? '' : ` --project ${quoted(path.startsWith('../..') ? folder : path)}`
}

/** A whole command that can be typed as it stands: for this project, and for the pages that this command was for. */
export function nextCommand(command: string, folder: string, flags: RunFlags = { project: '.' }): string {
  const { only, subset, startFrom, sectionFilter, sampleValidation } = flags
  const selection = [
    ...(only === undefined ? [] : [`--only ${quoted(only)}`]),
    ...(subset === undefined ? [] : [`--subset ${subset}`]),
    ...(startFrom === undefined ? [] : [`--start-from ${quoted(startFrom)}`]),
    ...(sectionFilter === undefined ? [] : [`--section-filter ${quoted(sectionFilter)}`]),
    ...(sampleValidation === true ? ['--sample-validation'] : []),
  ]
  return `${[command, ...selection].join(' ')}${projectFlag(folder)}`
}

/** Gives the commands in an advice (`pagetune …` between accents grave) the project folder that they are for. */
export function adviceFor(folder: string, advice: string): string {
  return advice.replace(/`(pagetune [^`]+)`/g, (_, command: string) => `\`${command}${projectFlag(folder)}\``)
}
