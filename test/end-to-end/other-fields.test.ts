import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Example, exampleSchema } from '../../src/contracts/example.ts'
import { REPOSITORY } from '../repository.ts'
import { pagetune, temporaryFolder } from './project.ts'

const FOLDER = join(REPOSITORY, 'examples/other-fields')
const alternatives = z.array(z.array(z.string()))
const facts = z
  .array(z.object({ page: z.string(), question: alternatives, answer: alternatives }))
  .parse(JSON.parse(readFileSync(join(FOLDER, 'facts.json'), 'utf8')))

/** Facts that were answered when this was written; a change that loses some must say why. */
const ANSWERED = 90

const holds = (text: string, words: readonly (readonly string[])[]): boolean =>
  words.every((one) => one.some((word) => text.toLowerCase().includes(word.toLowerCase())))

describe('pages of other fields', () => {
  let examples: Example[]

  beforeAll(async () => {
    const project = temporaryFolder('fields')
    const finished = await pagetune(['run', join(FOLDER, 'pages'), '--project', project, '--json'])
    if (finished.code !== 0) throw new Error(finished.stderr)
    examples = readFileSync(join(project, 'data/examples.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => exampleSchema.parse(JSON.parse(line)))
  }, 300_000)

  it(`answers at least ${ANSWERED} of ${facts.length} facts`, () => {
    const missing = facts.filter(
      (fact) =>
        !examples.some(
          ({ page_id, question, answer }) => page_id.includes(fact.page) && holds(question, fact.question) && holds(answer, fact.answer),
        ),
    )
    expect(
      facts.length - missing.length,
      missing.map(({ page, question }) => `${page}: ${question.join(' ')}`).join('\n'),
    ).toBeGreaterThanOrEqual(ANSWERED)
  })

  it('names the machine or its folder in every question about a value', () => {
    const bare = examples.filter(
      ({ task, question }) =>
        task === 'spec' &&
        !/power supply|PSU|airplane|lawn tractor|LT-1[68]0|avionics|pump|HX.40|oscilloscope|excavator| when | during /i.test(question),
    )
    expect(bare.map(({ question }) => question)).toEqual([])
  })
})
