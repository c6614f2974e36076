import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { commandLine, REPOSITORY } from '../repository.ts'

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the compiled command line; with `killAfter` (milliseconds) the whole process group is killed without warning. */
export function pagetune(
  args: readonly string[],
  options: { killAfter?: number; environment?: Record<string, string> } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandLine(), ...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const timer = options.killAfter === undefined ? undefined : setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), options.killAfter)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stdout, stderr })
    })
  })
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `pagetune-${name}-`))
}

/** Copies some files of the sample manual into a new source folder, keeping their folders. */
export function someOfTheManual(files: readonly string[]): string {
  const folder = join(temporaryFolder('sources'), 'manual')
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(REPOSITORY, 'examples/manual', file), join(folder, file))
  }
  return folder
}

/** Files that may differ between two equal runs: the log has times, the hash memory has the sources' times. */
const MAY_DIFFER = new Set(['work/logs/run.jsonl', 'work/inventory/hashes.json'])

/** SHA-256 of every file below work/ and data/, by path. */
export function fingerprint(project: string): Record<string, string> {
  const digests: Record<string, string> = {}
  for (const name of ['work', 'data']) {
    for (const entry of readdirSync(join(project, name), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = relative(project, join(entry.parentPath, entry.name))
      if (!MAY_DIFFER.has(path))
        digests[path] = createHash('sha256')
          .update(readFileSync(join(project, path)))
          .digest('hex')
    }
  }
  return digests
}
