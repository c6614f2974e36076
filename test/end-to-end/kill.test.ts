import { expect, it } from 'vitest'
import { FEWEST_PAGES } from './few-pages.ts'
import { fingerprint, pagetune, someOfTheManual, temporaryFolder } from './project.ts'

const KILLS = 20

/** Mulberry32: small, seeded, good enough to choose moments. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

it(`ends with the same bytes after ${KILLS} kills at random moments`, { timeout: 900_000 }, async () => {
  const sources = someOfTheManual(FEWEST_PAGES)
  const undisturbed = temporaryFolder('undisturbed')
  const started = performance.now()
  expect((await pagetune(['run', sources, '--project', undisturbed])).code).toBe(0)
  const whole = performance.now() - started

  const disturbed = temporaryFolder('disturbed')
  const random = seeded(20261122)
  let killed = 0
  for (let round = 0; round < KILLS; round++) {
    // From just after the start up to the length of a whole run, so that every stage has its turn; each next run goes on from there.
    const { signal } = await pagetune(['run', sources, '--project', disturbed], { killAfter: 300 + random() * Math.max(1500, whole / 4) })
    if (signal === 'SIGKILL') killed += 1
  }
  expect(killed).toBeGreaterThan(KILLS / 2)
  const last = await pagetune(['run', sources, '--project', disturbed])
  expect(last.code, last.stderr).toBe(0)
  expect(fingerprint(disturbed)).toEqual(fingerprint(undisturbed))
})
