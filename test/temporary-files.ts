import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives the tests, and what they start, a folder of their own for temporary files; it goes when they are through. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'pagetune-tests-'))
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
