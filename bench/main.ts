import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultSettings } from '../src/contracts/settings.ts'
import { probeEngines } from '../src/ocr/engines.ts'
import { calibration, judgedWords } from './calibration.ts'
import { degradedSet } from './degrade.ts'
import { eyeSet, pageName } from './eye-truth.ts'
import { CURVES_FILE, fitConfidence } from './fit-confidence.ts'
import type { BenchSet } from './page-truth.ts'
import { type Peer, PEER_NAMES, type PeerName, startPeer } from './peers.ts'
import { calibrationTable, comparison, figures } from './print.ts'
import { RATCHET_PAGES, recordedScores, recordScores, regressions, type Scores, SCORES_FILE, scoresOf } from './ratchet.ts'
import { type EngineName, type PageResult, runSet } from './run-set.ts'
import { scoreSet, type SetScore } from './score.ts'
import { torqueSets } from './torque-truth.ts'

const HELP = `Measures how well and how fast pages are read. Run it in the repository: npm run bench -- [options]

  --set NAMES    sets, with commas between: sample, degraded, truth, torque-scans, torque-pdf
  --pages WHICH  the first N pages of each set, or those whose names hold one of the given parts (commas between)
  --engine NAME  one of Pagetune's own engines, instead of all that are usable
  --peers        reads with ppu-paddle-ocr and RapidOCR, too; they are installed in a temporary folder the first time
  --json         figures as JSON
  --each         figures of every page, too
  --ratchet      reads a few pages with ppocr, and fails where one of them got worse than bench/scores.json says
  --fit-confidence  fits the curves from the engines' figures to the share of right words anew, with both engines, over the chosen pages
  --record       writes the scores of the ratchet's pages to that file

The sets truth, torque-scans and torque-pdf need the folder ../shared beside the repository.`

const SHARED = '../shared'
const TORQUE_FOLDER = `${SHARED}/pages/manual/00 - Torque Specs`

async function sets(say: (text: string) => void, wanted: (name: string) => boolean): Promise<BenchSet[]> {
  const found: BenchSet[] = []
  if (existsSync('examples/truth')) {
    const sample = await eyeSet('sample', 'the sample manual', 'examples/truth', 'examples/manual')
    found.push(sample, degradedSet(sample))
  }
  if (!existsSync(SHARED)) {
    say(`${SHARED} is not there: only the sample manual is measured.`)
    return found.filter(({ name }) => wanted(name))
  }
  found.push(await eyeSet('truth', 'eight scanned pages read by eye', `${SHARED}/truth`, `${SHARED}/pages/manual`))
  // The torque sets draw and lay out a whole PDF first.
  if (wanted('torque-scans') || wanted('torque-pdf')) found.push(...(await torqueSets(TORQUE_FOLDER, 'BMW_Torque_Specs.pdf')))
  return found.filter(({ name }) => wanted(name))
}

/** The pages of a set that --pages names: a number of them, or parts of their names. */
function selected(set: BenchSet, which: string | undefined): BenchSet {
  if (which === undefined) return set
  if (/^\d+$/.test(which)) return { ...set, pages: set.pages.slice(0, Number(which)) }
  const parts = which.split(',')
  return { ...set, pages: set.pages.filter((page) => parts.some((part) => pageName(page).includes(part))) }
}

/** Reads the ratchet's pages; the exit code. */
async function ratchet(record: boolean, say: (text: string) => void): Promise<number> {
  const fresh: Scores = {}
  for (const set of await sets(say, (name) => name in RATCHET_PAGES)) {
    const pages = set.pages.filter((page) => RATCHET_PAGES[set.name]!.includes(pageName(page)))
    Object.assign(fresh, scoresOf(set.name, await runSet({ ...set, pages }, ['ppocr'], [], () => undefined)))
  }
  if (record) await recordScores(SCORES_FILE, fresh)
  const worse = regressions(await recordedScores(SCORES_FILE), fresh)
  const count = Object.values(fresh).reduce((sum, pages) => sum + Object.keys(pages).length, 0)
  process.stdout.write(worse.length === 0 ? `${count} pages are read no worse than recorded.\n` : `${worse.join('\n')}\n`)
  return worse.length === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string' },
      pages: { type: 'string' },
      engine: { type: 'string' },
      peers: { type: 'boolean' },
      json: { type: 'boolean' },
      each: { type: 'boolean' },
      ratchet: { type: 'boolean' },
      record: { type: 'boolean' },
      'fit-confidence': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  if (values.help === true) {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  if (values.ratchet === true || values.record === true) return ratchet(values.record === true, say)
  const chosen = (await sets(say, (name) => values.set === undefined || values.set.split(',').includes(name)))
    .map((set) => selected(set, values.pages))
    .filter((set) => set.pages.length > 0)
  if (chosen.length === 0) {
    say('No page is chosen by --set and --pages.')
    return 2
  }
  const probes = await probeEngines(defaultSettings())
  for (const probe of probes) if (!probe.usable) say(`${probe.name} is not measured: ${probe.detail}`)
  const fits = values['fit-confidence'] === true
  if (fits && probes.some(({ usable }) => !usable)) {
    say('Both engines are needed to fit the confidence.')
    return 2
  }
  const engines = probes
    .filter(({ usable, name }) => usable && (values.engine === undefined || values.engine === name))
    .map((probe): EngineName => probe.name)
  const peers: Peer[] = []
  for (const name of values.peers === true ? PEER_NAMES : []) {
    try {
      peers.push(await startPeer(name))
    } catch (thrown) {
      say(`${name} is not measured: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    }
  }
  const report: { set: string; engine: EngineName | PeerName; score: SetScore }[] = []
  const read: PageResult[] = []
  for (const set of chosen) {
    const count = set.pages.length
    say(`${set.name}: ${set.description}, ${count} pages`)
    const results = await runSet(set, engines, peers, (done) => say(`  ${done} of ${count}`), fits ? 'tesseract' : 'none')
    read.push(...results)
    for (const engine of [...engines, ...peers.map(({ name }) => name)]) {
      const own = results.filter((result) => result.engine === engine)
      if (own.length > 0) report.push({ set: set.name, engine, score: scoreSet(own) })
      if (values.each === true) for (const result of own) say(figures(`${pageName(result.page)} ${engine}`, scoreSet([result])))
    }
  }
  for (const peer of peers) peer.close()
  if (fits) {
    process.stdout.write(`${await fitConfidence(read, CURVES_FILE)}\n`)
    return 0
  }
  const buckets = calibration(judgedWords(read.filter(({ engine }) => engine === 'ppocr')))
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ sets: report, calibration: buckets }, null, 2)}\n`
      : `${comparison(report)}\n\n${read.length === 0 ? '' : `${calibrationTable(buckets)}\n`}`,
  )
  return 0
}

process.exitCode = await main()
