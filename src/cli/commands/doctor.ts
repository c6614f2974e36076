import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { loadSettings } from '../../config/load.ts'
import { asPagetuneError } from '../../contracts/error.ts'
import { defaultSettings } from '../../contracts/settings.ts'
import { probeEngines } from '../../ocr/engines.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { RunFlags } from '../options.ts'
import { packageVersion } from '../../stages/package-version.ts'

interface Finding {
  readonly what: string
  readonly ok: boolean
  /** A finding that is not ok, but that a run can do without. */
  readonly optional: boolean
  readonly detail: string
  readonly fix: string
}

const LEAST_NODE: readonly [number, number] = [20, 19]
const LEAST_DISK_GIGABYTES = 2

/** Checks the installation, and says for everything that is wrong how to mend it. */
export async function doctorCommand(flags: RunFlags): Promise<ExitCode> {
  const folder = resolve(flags.project)
  const findings = [
    checkNode(),
    await checkSharp(),
    ...(await checkEngines(folder)),
    await checkFolder(folder),
    await checkDisk(folder),
    await checkSettings(folder),
  ]
  const well = findings.every((finding) => finding.ok || finding.optional)
  if (flags.json === true) process.stdout.write(JSON.stringify({ version: packageVersion(), ok: well, findings }, null, 2) + '\n')
  else {
    const lines = [`pagetune ${packageVersion()}`]
    for (const { what, ok, optional, detail, fix } of findings) {
      lines.push(`${ok ? '✓' : optional ? '–' : '✗'} ${what}: ${detail}`)
      if (!ok) lines.push(`    → ${fix}`)
    }
    process.stdout.write(lines.join('\n') + '\n')
  }
  return well ? EXIT.well : EXIT.imperfect
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])
  return { what: 'Node', ok, optional: false, detail: process.versions.node, fix: `Install Node ${LEAST_NODE.join('.')} or newer.` }
}

async function checkSharp(): Promise<Finding> {
  const what = 'pictures (sharp)'
  try {
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
      .jpeg()
      .toBuffer()
    return { what, ok: true, optional: false, detail: `libvips ${sharp.versions.vips}`, fix: '' }
  } catch (thrown) {
    return {
      what,
      ok: false,
      optional: false,
      detail: asPagetuneError(thrown).message,
      fix: 'Install again with `npm ci --include=optional`.',
    }
  }
}

async function checkEngines(folder: string): Promise<Finding[]> {
  const chosen = await loadSettings(folder).then(
    (loaded) => loaded.settings,
    // Wrong settings are a finding of their own.
    () => defaultSettings(),
  )
  const probes = await probeEngines(chosen)
  return probes.map((probe) => ({
    what: `reading (${probe.name})`,
    ok: probe.usable,
    optional: probe.name !== chosen.read.engine && probe.name !== chosen.read.agreement,
    detail: probe.detail,
    fix: probe.fix,
  }))
}

async function checkFolder(folder: string): Promise<Finding> {
  const what = 'project folder'
  try {
    const trial = await mkdtemp(join(folder, '.pagetune-trial-'))
    await writeFile(join(trial, 'file'), 'x')
    await rm(trial, { recursive: true })
    return { what, ok: true, optional: false, detail: `${folder} can be written to`, fix: '' }
  } catch (thrown) {
    return {
      what,
      ok: false,
      optional: false,
      detail: asPagetuneError(thrown).message,
      fix: 'Give --project a folder that exists and that you may write to.',
    }
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  const what = 'free disk space'
  try {
    const { bavail, bsize } = await statfs(folder)
    const free = (Number(bavail) * Number(bsize)) / 1e9
    return {
      what,
      ok: free >= LEAST_DISK_GIGABYTES,
      optional: true,
      detail: `${free.toFixed(1)} GB`,
      fix: 'Free some space: a thousand scanned pages need about 1 GB.',
    }
  } catch (thrown) {
    return { what, ok: false, optional: true, detail: asPagetuneError(thrown).message, fix: 'Check the project folder.' }
  }
}

async function checkSettings(folder: string): Promise<Finding> {
  const what = 'settings'
  try {
    const { sources } = await loadSettings(folder)
    return { what, ok: true, optional: false, detail: `valid; sources: ${sources.join(', ')}`, fix: '' }
  } catch (thrown) {
    const error = asPagetuneError(thrown)
    return { what, ok: false, optional: false, detail: error.message, fix: error.fix }
  }
}
