import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mayAskTheSame, namedTokens } from '../../src/checks/comparison.ts'
import { FactLog } from '../../src/formats/fact-log.ts'

const fact = (question: string) => ({ question, answer: `Answer to ${question}`, applies_to: ['Kestrel'] })
const add = (log: FactLog, question: string, split: string, line: number): void =>
  log.add(fact(question), { file: `${split}.jsonl`, line, split })

const at = (question: string, split: string, line: number) => ({ fact: fact(question), place: { file: `${split}.jsonl`, line, split } })

/** The lines of training and held-out rows that met, as 'training:held', sorted. */
const met = (log: FactLog): string[] => [...log.meetings()].map(([one, other]) => `${one.place.line}:${other.place.line}`).toSorted()

describe('the log of facts', () => {
  it('lets the questions meet that name the same, or one up to two things more that are no numbers or contrasts', () => {
    const things = ['pump', 'housing', 'bolt', 'gasket', 'front', '12', 'torque']
    const questions = Array.from({ length: 1 << things.length }, (_, mask) =>
      ['Kestrel', ...things.filter((_thing, index) => (mask & (1 << index)) !== 0)].join(' '),
    )
    const log = new FactLog()
    for (const [index, question] of questions.entries()) {
      add(log, `What about ${question}?`, 'train', index)
      add(log, `${question.split(' ').toReversed().join(' ')}, what is it?`, index % 2 === 0 ? 'validation' : 'probes', index)
    }
    const more = (one: string, other: string): number => namedTokens(one).length - namedTokens(other).length
    const expected = questions.flatMap((one, training) =>
      questions.flatMap((other, held) => {
        // What is left of a question still names two things.
        const least = Math.min(namedTokens(one).length, namedTokens(other).length)
        const differ = Math.abs(more(one, other))
        return mayAskTheSame(one, other, true) && differ <= 2 && (differ === 0 || least >= 2) ? [`${training}:${held}`] : []
      }),
    )
    expect(expected.length).toBeGreaterThan(500)
    expect(met(log)).toEqual(expected.toSorted())
    log.close()
  })

  it('finds them among more rows than are looked at together, and gives back where they stand and what they state', async () => {
    const [before, room] = [process.env['TMPDIR'], await mkdtemp(join(tmpdir(), 'pagetune-room-'))]
    process.env['TMPDIR'] = room
    try {
      const log = new FactLog()
      const rows = 140_000
      for (let line = 1; line <= rows; line += 1) add(log, `Torque of bolt ${line} of the pump?`, line % 2 === 0 ? 'train' : 'test', line)
      add(log, 'Torque of the greasy bolt 1 of the pump?', 'train', rows + 1)
      add(log, `Torque of the bolt ${rows}?`, 'test', rows + 2)
      add(log, `Torque of the bolt ${rows + 2}?`, 'test', rows + 3)
      expect((await readdir(room)).length).toBeGreaterThan(0)
      const found = [...log.meetings()]
      // Of ten billion pairs a few meet by the chance of their hashes.
      expect(found.length).toBeLessThan(20)
      const alike = found.filter(([one, other]) => mayAskTheSame(one.fact.question, other.fact.question, true))
      expect(alike.toSorted(([one], [other]) => one.place.line - other.place.line)).toEqual([
        [at(`Torque of bolt ${rows} of the pump?`, 'train', rows), at(`Torque of the bolt ${rows}?`, 'test', rows + 2)],
        [at('Torque of the greasy bolt 1 of the pump?', 'train', rows + 1), at('Torque of bolt 1 of the pump?', 'test', 1)],
      ])
      log.close()
      expect(await readdir(room)).toEqual([])
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
      await rm(room, { recursive: true })
    }
  })
})
