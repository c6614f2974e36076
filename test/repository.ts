import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root, whether this file runs as written (vitest) or compiled (dist/test). */
export const REPOSITORY = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url))

/** A compiled module: worker processes cannot run TypeScript on every supported Node. `npm test` builds first. */
export function compiled(path: string): URL {
  const url = new URL(`file://${REPOSITORY}dist/${path.replace(/\.ts$/, '.js')}`)
  if (!existsSync(fileURLToPath(url))) throw new Error(`${fileURLToPath(url)} is missing: run \`npm run build\` first.`)
  return url
}

/** The compiled command line. */
export const commandLine = (): string => fileURLToPath(compiled('src/cli/main.ts'))
