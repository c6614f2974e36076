import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultSettings } from '../src/contracts/settings.ts'
import { probeEngines } from '../src/ocr/engines.ts'
import { eyeSet, pageName } from './eye-truth.ts'
import type { BenchSet } from './page-truth.ts'
import { comparison, figures } from './print.ts'
import { type EngineName, runSet } from './run-set.ts'
import { scoreSet, type SetScore } from './score.ts'
import { torqueSets } from './torque-truth.ts'

const HELP = `Measures how well and how fast pages are read. Run it in the repository: npm run bench -- [options]

  --only NAME   one set: sample, truth, torque-scans or torque-pdf
  --pages N     only the first N pages of each set
  --json        figures as JSON
  --each        figures of every page, too

The sets truth, torque-scans and torque-pdf need the folder ../shared beside the repository.`

const SHARED = '../shared'
const TORQUE_FOLDER = `${SHARED}/pages/manual/00 - Torque Specs`

async function sets(say: (text: string) => void): Promise<BenchSet[]> {
  const found: BenchSet[] = []
  if (existsSync('examples/truth')) found.push(await eyeSet('sample', 'the sample manual', 'examples/truth', 'examples/manual'))
  if (!existsSync(SHARED)) {
    say(`${SHARED} is not there: only the sample manual is measured.`)
    return found
  }
  found.push(await eyeSet('truth', 'eight scanned pages read by eye', `${SHARED}/truth`, `${SHARED}/pages/manual`))
  return [...found, ...(await torqueSets(TORQUE_FOLDER, 'BMW_Torque_Specs.pdf'))]
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      pages: { type: 'string' },
      json: { type: 'boolean' },
      each: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  if (values.help === true) {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  const limit = values.pages === undefined ? Infinity : Number(values.pages)
  const chosen = (await sets(say)).filter((set) => values.only === undefined || set.name === values.only)
  if (chosen.length === 0 || !(limit > 0)) {
    say(chosen.length === 0 ? `There is no set "${values.only ?? ''}".` : `--pages wants a number, not "${values.pages!}".`)
    return 2
  }
  const probes = await probeEngines(defaultSettings())
  for (const probe of probes) if (!probe.usable) say(`${probe.name} is not measured: ${probe.detail}`)
  const engines = probes.filter((probe) => probe.usable).map((probe): EngineName => probe.name)
  const report: { set: string; engine: EngineName; score: SetScore }[] = []
  for (const set of chosen) {
    const pages = set.pages.slice(0, limit)
    say(`${set.name}: ${set.description}, ${pages.length} pages`)
    const results = await runSet({ ...set, pages }, engines, (done) => say(`  ${done} of ${pages.length}`))
    for (const engine of engines) {
      const own = results.filter((result) => result.engine === engine)
      if (own.length > 0) report.push({ set: set.name, engine, score: scoreSet(own) })
      if (values.each === true) for (const result of own) say(figures(`${pageName(result.page)} ${engine}`, scoreSet([result])))
    }
  }
  process.stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${comparison(report)}\n`)
  return 0
}

process.exitCode = await main()
