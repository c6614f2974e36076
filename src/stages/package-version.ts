import { createRequire } from 'node:module'

/** The version in package.json. */
export function packageVersion(): string {
  const require = createRequire(import.meta.url)
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const value: unknown = require(path)
      if (typeof value === 'object' && value !== null && 'name' in value && value.name === 'pagetune' && 'version' in value)
        return String(value.version)
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')) throw cause
    }
  }
  return 'unknown'
}
