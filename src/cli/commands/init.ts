import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SETTINGS_FILE } from '../../config/load.ts'
import { PagetuneError } from '../../contracts/error.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

const TEMPLATE = `# Settings of this Pagetune project. Every key is optional; a wrong one is reported with its line.
# All keys with their defaults: docs/settings.md, or \`pagetune init --print-schema\`.

# Folders or files with the manuals. They are only read, never written to.
sources:
  - data_src

# What the manuals are about, as a person would say it. It is named in questions where it is needed.
vehicle:
  names: []

# Seed and share of the split between training and validation.
split:
  train_split: 0.9
  random_seed: 42
`

/** Starts a project: a folder for the sources and a commented pagetune.yaml. Never overwrites one. */
export async function initCommand(folder: string, json: boolean): Promise<ExitCode> {
  const project = resolve(folder)
  const file = join(project, SETTINGS_FILE)
  if (await exists(file)) {
    throw new PagetuneError('ALREADY_THERE', `${file} is there already.`, { where: file, fix: 'Edit it, or choose another folder.' })
  }
  await mkdir(join(project, 'data_src'), { recursive: true })
  await writeFile(file, TEMPLATE)
  const next = ['Put the manuals into data_src/, in folders such as "21 - Clutch", then:', '', '  pagetune run']
  process.stdout.write(
    json ? JSON.stringify({ project, created: [SETTINGS_FILE, 'data_src/'] }) + '\n' : `Made ${file}.\n${next.join('\n')}\n`,
  )
  return EXIT.well
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false
    throw cause
  }
}
