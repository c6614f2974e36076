import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Checked, Generated } from '../../src/contracts/example.ts'
import { pagetune, someOfTheManual, temporaryFolder } from '../end-to-end/project.ts'
import { ADVERSARIAL, type Adversarial, GOOD } from './adversarial-answers.ts'

interface RequestLine {
  readonly key: string
  readonly page_id: string
  readonly purpose: string
  readonly turns: readonly {
    readonly parts: readonly ({ readonly type: 'text'; readonly text: string } | { readonly type: 'image'; readonly path: string })[]
  }[]
}

const sources = someOfTheManual(['47 - Brakes/47-01.jpg', '00 - Tightening Torques/Cairn tightening torques.pdf'])
const project = temporaryFolder('file-provider')
const requestsFile = join(project, 'requests.jsonl')
const answersFile = join(project, 'answers.jsonl')
afterAll(() => {
  for (const folder of [project, dirname(sources)]) rmSync(folder, { recursive: true, force: true })
})

const textOf = ({ turns }: RequestLine): string => turns[0]!.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
const pageOf = ({ page_id }: RequestLine): Adversarial['page'] | null =>
  page_id.startsWith('47-01') ? 'brakes' : page_id.endsWith('-p003') ? 'track torques' : null

/** The ids of the places that a pair cites. */
function idsOf(cites: readonly string[], text: string): string[] {
  const blocks = text.split(/\n(?=b\d+ \()/)
  const placesIn = (part: string): { id: string; words: string }[] =>
    [...part.matchAll(/\[((?:l|b)[\d.]+)\] ([^|\n]*)/g)].map(([, id, words]) => ({ id: id!, words: words!.trim() }))
  return cites.flatMap((cite) => {
    if (cite.startsWith('#')) return [cite.slice(1)]
    const [, label, value] = /^@(.+):(.+)$/.exec(cite) ?? []
    const wanted = cite.replace('§', '')
    const found =
      label !== undefined
        ? placesIn(text.split('\n').find((line) => line.includes(`] ${label}`) && line.includes(' | ')) ?? '').filter(({ words }) =>
            words.startsWith(value!),
          )
        : cite.startsWith('§')
          ? placesIn(blocks.find((block) => block.replace(/\s*\n\s*\[\w+\] /g, ' ').includes(wanted)) ?? '')
          : placesIn(text)
              .filter(({ words }) => words.includes(wanted))
              .slice(0, 1)
    if (found.length === 0) throw new Error(`“${cite}” is not in the request`)
    return found.map(({ id }) => id)
  })
}

const pairOf = (
  { q, a, type, cites, for: applies }: Pick<Adversarial, 'q' | 'a' | 'type' | 'cites' | 'for'>,
  text: string,
): Record<string, unknown> => ({
  q,
  a,
  type,
  ev: idsOf(cites, text),
  ...(applies === undefined ? {} : { for: applies }),
})

async function exported(): Promise<RequestLine[]> {
  const { code, stderr } = await pagetune(['batch', 'submit', sources, '--project', project, '--to', requestsFile])
  if (code !== 0) throw new Error(stderr)
  return readFileSync(requestsFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RequestLine)
}

async function imported(answers: readonly unknown[]): Promise<string> {
  writeFileSync(answersFile, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''))
  const { code, stdout, stderr } = await pagetune(['batch', 'collect', '--project', project, '--from', answersFile])
  if (code !== 0) throw new Error(stderr)
  return stdout
}

/** The command that an output tells to type next, as words. */
const told = (output: string, command: string): string[] =>
  output
    .split('\n')
    .find((line) => line.startsWith(`  pagetune ${command} `))!
    .trim()
    .split(' ')
    .slice(1)

describe('answers from a file', () => {
  const pairs: Checked['pairs'] = []
  const refusals: Generated['refusals'] = []
  let revisions: RequestLine[] = []

  beforeAll(async () => {
    const questions = await exported()
    const answers = questions.map((request) => {
      const page = pageOf(request)
      const own = [...GOOD, ...ADVERSARIAL].filter((pair) => pair.page === page)
      return { key: request.key, answer: { pairs: own.map((pair) => pairOf(pair, textOf(request))) } }
    })
    await imported(answers)
    // What does not hold comes back once; whoever answers insists.
    revisions = await exported()
    const output = await imported(revisions.map(({ key }) => ({ key, answer: { pairs: [] } })))
    // As it is told: the whole command, whatever the folder.
    const run = await pagetune(told(output, 'run'))
    if (run.code !== 0) throw new Error(run.stderr)
    const pages = new Set(questions.filter((request) => pageOf(request) !== null).map(({ page_id }) => page_id))
    for (const page_id of pages) {
      pairs.push(...(JSON.parse(readFileSync(join(project, `work/check/${page_id}.json`), 'utf8')) as Checked).pairs)
      refusals.push(...(JSON.parse(readFileSync(join(project, `work/generate/${page_id}.json`), 'utf8')) as Generated).refusals)
    }
  }, 400_000)

  it('exports a page with its picture, lines with ids, and tables cell by cell', () => {
    expect(existsSync(join(project, 'requests.jsonl.images'))).toBe(true)
    const brakes = revisions.find((request) => pageOf(request) === 'brakes')!
    expect(textOf(brakes)).toMatch(/\[l\d{3}\] Chock both tracks/)
    expect(textOf(revisions.find((request) => pageOf(request) === 'track torques')!)).toMatch(
      /\[b\d+\.\d+\.1\] Idler axle nut \| \[b\d+\.\d+\.2\] Cairn 18/,
    )
  })

  it('sends what does not hold back once, with the reason', () => {
    expect(revisions.map(({ purpose }) => purpose)).toEqual(['revision', 'revision'])
    const last = (request: RequestLine): string =>
      request.turns
        .at(-1)!
        .parts.map((part) => (part.type === 'text' ? part.text : ''))
        .join('')
    const all = revisions.map(last).join('\n')
    for (const { q, what } of ADVERSARIAL) expect(all, what).toContain(q)
    for (const { q } of GOOD) expect(all).not.toContain(q)
    expect(all).toMatch(/Wrong: .*4790/)
  })

  it.each(GOOD)('keeps: $q', ({ q }) => {
    const pair = pairs.find(({ candidate }) => candidate.question === q)
    expect(pair?.verdicts.filter(({ result }) => result !== 'pass')).toEqual([])
    expect(pair?.candidate.generator.id).toBe('file/file')
  })

  it.each(ADVERSARIAL.filter(({ rejectedBy }) => rejectedBy === 'evidence'))('refuses $what', ({ q, reason }) => {
    expect(refusals.map((refusal) => refusal.reason).find((text) => text.includes(q))).toMatch(reason)
  })

  it.each(ADVERSARIAL.filter(({ rejectedBy }) => rejectedBy !== 'evidence'))('rejects $what', ({ q, rejectedBy, reason }) => {
    const pair = pairs.find(({ candidate }) => candidate.question === q)
    expect(pair?.outcome).toBe('rejected')
    const said = pair?.verdicts.filter(({ result }) => result === 'fail').map(({ check, reason: why }) => `${check}: ${why}`)
    const own = pair?.verdicts.find(({ check, result }) => check === rejectedBy && result === 'fail')
    expect(own?.reason, said?.join(' · ')).toMatch(reason)
  })
})
