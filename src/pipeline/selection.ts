import picomatch from 'picomatch'
import { PagetuneError } from '../contracts/error.ts'
import type { PageTask } from '../contracts/stage.ts'

/** Which pages a run works on; all of them when empty. Corpus stages always see every page that is done. */
export interface Selection {
  /** Glob over page ids, section ids, section names, section folders and source paths. */
  readonly only?: string
  /** So many pages, spread over the sections. */
  readonly subset?: number
  /** The first page in order; pages before it are left alone. */
  readonly startFrom?: string
}

/** Picks from all candidates, in their order. Throws NO_SUCH_PAGE when nothing matches. */
export function selectTasks(tasks: readonly PageTask[], selection: Selection): PageTask[] {
  let chosen = [...tasks]
  const { only, subset, startFrom } = selection
  if (startFrom !== undefined) {
    const start = chosen.findIndex((task) => task.page_id === startFrom)
    if (start === -1) throw noSuchPage(`--start-from ${startFrom}`)
    chosen = chosen.slice(start)
  }
  if (only !== undefined) {
    const fits = picomatch(only)
    chosen = chosen.filter((task) => names(task).some((name) => name === only || fits(name)))
    if (chosen.length === 0) throw noSuchPage(`--only ${only}`)
  }
  return subset === undefined ? chosen : spread(chosen, subset)
}

function names(task: PageTask): string[] {
  const file = task.candidate?.file
  return file === undefined ? [task.page_id] : [task.page_id, file.section.id, file.section.name, file.section_dir, file.path]
}

/** `count` tasks, taken in turn from each section and evenly within it, in their original order. */
function spread(tasks: readonly PageTask[], count: number): PageTask[] {
  const sections = new Map<string, PageTask[]>()
  for (const task of tasks) {
    const section = `${task.candidate?.file.section.id} ${task.candidate?.file.section.name}`
    sections.set(section, [...(sections.get(section) ?? []), task])
  }
  const share = new Map([...sections.keys()].map((section) => [section, 0]))
  let left = Math.min(count, tasks.length)
  while (left > 0) {
    for (const [section, members] of sections) {
      const taken = share.get(section)!
      if (left > 0 && taken < members.length) {
        share.set(section, taken + 1)
        left -= 1
      }
    }
  }
  const chosen = new Set<PageTask>()
  for (const [section, members] of sections) {
    const taken = share.get(section)!
    for (let index = 0; index < taken; index++) chosen.add(members[Math.floor(((index + 0.5) * members.length) / taken)]!)
  }
  return tasks.filter((task) => chosen.has(task))
}

function noSuchPage(flag: string): PagetuneError {
  return new PagetuneError('NO_SUCH_PAGE', `No page fits ${flag}.`, {
    where: flag,
    fix: 'See work/inventory.csv for the files and work/pages.jsonl for the page ids of this project.',
  })
}
