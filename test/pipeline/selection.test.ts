import { describe, expect, it } from 'vitest'
import type { PageTask } from '../../src/contracts/stage.ts'
import { selectTasks } from '../../src/pipeline/selection.ts'

function task(page_id: string, id: string, name: string): PageTask {
  const path = `${id} - ${name}/${page_id}.jpg`
  const file = {
    path,
    root: 0,
    file_type: 'jpg' as const,
    bytes: 1,
    sha256: '',
    sha1: '',
    width: 1,
    height: 1,
    pages: 1,
    section: { id, name },
    section_dir: `${id} - ${name}`,
    source_type: 'service_manual' as const,
    page_ids: [page_id],
  }
  return { page_id, page: null, previous: null, next: null, candidate: { file, page: 1 } }
}

const TASKS = [
  ...Array.from({ length: 6 }, (_, index) => task(`21-0${index + 1}`, '21', 'Clutch')),
  ...Array.from({ length: 3 }, (_, index) => task(`34-0${index + 1}`, '34', 'Brakes')),
]
const idsOf = (tasks: readonly PageTask[]): string[] => tasks.map((each) => each.page_id)

describe('selection', () => {
  it('is everything by default', () => {
    expect(selectTasks(TASKS, {})).toEqual(TASKS)
  })

  it('takes pages by id, section id, section name, folder or path', () => {
    for (const only of ['34', 'Brakes', '34-*', '34 - Brakes', '34 - Brakes/*'])
      expect(idsOf(selectTasks(TASKS, { only })), only).toEqual(['34-01', '34-02', '34-03'])
  })

  it('starts at a page, and refuses one that does not exist', () => {
    expect(idsOf(selectTasks(TASKS, { startFrom: '34-02' }))).toEqual(['34-02', '34-03'])
    expect(() => selectTasks(TASKS, { startFrom: '99-01' })).toThrow('No page fits --start-from 99-01')
    expect(() => selectTasks(TASKS, { only: '99*' })).toThrow('No page fits --only 99*')
  })

  it('spreads a subset over the sections, in the original order, the same each time', () => {
    const subset = idsOf(selectTasks(TASKS, { subset: 4 }))
    expect(subset).toEqual(['21-02', '21-05', '34-01', '34-03'])
    expect(idsOf(selectTasks(TASKS, { subset: 4 }))).toEqual(subset)
    expect(selectTasks(TASKS, { subset: 100 })).toEqual(TASKS)
  })
})
