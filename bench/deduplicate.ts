import { decide } from '../src/stages/deduplicate/decide.ts'
import { answerKey, questionKey } from '../src/checks/comparison.ts'
import type { PassedPair } from '../src/stages/deduplicate/pairs.ts'

/** Deduplicates a million made-up pairs (or as many as the argument says) and prints time and memory. */

const COUNT = Number(process.argv[2] ?? 1_000_000)
const PARTS = 'bolt nut plug cover flange pump shaft gear valve spring hose pipe clamp bracket lever cable sensor relay switch lamp'.split(
  ' ',
)
const PLACES =
  'engine gearbox axle brake clutch steering cooling fuel exhaust heater door seat roof dash tank wheel hub frame tray mast'.split(' ')
const WHAT = ['tightening torque', 'diameter', 'clearance', 'part number', 'length', 'minimum thickness']

/** A pair of one of four kinds: new, an exact repetition, the same in near words, the same question on another page. */
function pairAt(index: number): PassedPair {
  const kind = index % 10
  const fact = kind === 9 ? index - 9 : kind === 8 ? index - 8 : index
  const part = PARTS[fact % PARTS.length] ?? ''
  const place = PLACES[Math.floor(fact / PARTS.length) % PLACES.length] ?? ''
  const what = WHAT[Math.floor(fact / 400) % WHAT.length] ?? ''
  const machine = `M${Math.floor(fact / 2400)}`
  const question =
    kind === 8
      ? `What is the specified ${what} of the ${place} ${part} of the ${machine}?`
      : `What is the ${what} of the ${place} ${part} of the ${machine}?`
  const answer = `${10 + ((fact * 7919) % 490)} ${what === 'tightening torque' ? 'Nm' : 'mm'}`
  const page_id = `page-${Math.floor(fact / 12)}`
  return {
    id: `${page_id}-q${index}`,
    page_id,
    question,
    answer,
    question_key: questionKey(question),
    answer_key: answerKey(answer),
    applies_to: [],
    section: '',
    source_type: 'service_manual',
    places: [{ page_id, block: `b${fact % 12}`, cell: null }],
  }
}

const made = performance.now()
const pairs = Array.from({ length: COUNT }, (_, index) => pairAt(index))
const start = performance.now()
const cpu = process.cpuUsage()
const { fates, duplicates, contradictions } = await decide(
  pairs,
  { max_question_similarity: 0.8, cross_page: true, min_similarity: 0.9 },
  async (members) => members,
)
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
const count = (kind: string): number => fates.filter((fate) => fate.kind === kind).length
console.log(
  JSON.stringify({
    pairs: COUNT,
    made_seconds: Math.round((start - made) / 100) / 10,
    seconds: Math.round(seconds * 10) / 10,
    cpu_seconds: Math.round((user + system) / 100_000) / 10,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    kept: count('kept'),
    duplicate: count('duplicate'),
    review: count('review'),
    groups: duplicates.length,
    contradictions: contradictions.length,
  }),
)
