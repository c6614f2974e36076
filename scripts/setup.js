// Plain JavaScript, because it runs before anything is installed: installs and builds what a fresh clone lacks.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the repository; ends this process with its code when it fails. */
export function run(command, args, { mayFail = false } = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' } })
  const code = result.status ?? 1
  if (code !== 0 && !mayFail) process.exit(code)
  return code
}

/**
 * Installs what the lockfile names when node_modules does not fit it; then builds. `npm install --no-save` and not `npm ci`,
 * because a registry that lacks the optional binaries of other platforms makes `npm ci` refuse a lockfile that is good for this one.
 */
export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Pagetune needs Node 20.19 or newer; this is ${process.versions.node}.`)
    process.exit(2)
  }
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex')
  const mark = `${root}node_modules/.pagetune-lock`
  const installed = existsSync(mark) && readFileSync(mark, 'utf8') === lock && statSync(`${root}node_modules`).isDirectory()
  if (!installed) {
    console.error('Installing …')
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
    writeFileSync(mark, lock)
  }
  run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', '.'])
}
