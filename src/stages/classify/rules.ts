import type { ContentType } from '../../contracts/classification.ts'
import type { SourceType } from '../../contracts/source.ts'
import { CONTENT_TYPES } from '../../contracts/classification.ts'
import type { Evidence } from './evidence.ts'

const EVERY_TYPE = CONTENT_TYPES.filter((type) => type !== 'unknown')

/** The content types that a source of this kind can show: the older system's lists, held here. */
export const ALLOWED_TYPES: Readonly<Record<SourceType, readonly ContentType[]>> = {
  service_manual: ['index', 'procedure', 'specification', 'diagram', 'troubleshooting', 'text'],
  electrical_manual: ['index', 'wiring', 'pinout', 'fuse_chart', 'flowchart', 'text'],
  ecu_technical: ['diagram', 'specification', 'flowchart', 'oscilloscope', 'text'],
  html_specs: ['specification'],
  unknown: EVERY_TYPE,
}

export interface Judgement {
  readonly content_type: ContentType
  readonly confidence: number
  readonly secondary_types: ContentType[]
  readonly reasoning: string
}

interface Score {
  readonly type: ContentType
  readonly score: number
  readonly why: string
}

const percent = (share: number) => `${Math.round(share * 100)} %`
const atMost = (value: number, limit = 1) => Math.min(limit, value)

/** How strongly the page speaks for each type, 0 to about 1.5, with the reason in words. */
function scores(evidence: Evidence): Score[] {
  const { keywords } = evidence
  const named = (type: string) => keywords[type]?.length ?? 0
  const list = (type: string) => (named(type) === 0 ? '' : `, says ${keywords[type]!.map((word) => `"${word}"`).join(', ')}`)
  const few = evidence.words < 25
  const valueShare = evidence.filledCells === 0 ? 0 : evidence.valueCells / evidence.filledCells
  return [
    {
      type: 'index',
      score: evidence.indexRows >= 5 ? atMost(0.5 + evidence.indexRows / 15, 1.5) * atMost(evidence.tableShare * 1.4) : 0,
      why: `${evidence.indexRows} rows end in a page number`,
    },
    {
      type: 'procedure',
      score: 1.1 * atMost(evidence.stepShare * 1.25) + 0.15 * atMost(evidence.operations) + 0.05 * atMost(named('procedure'), 3),
      why: `${percent(evidence.stepShare)} of the words are instructions, ${evidence.operations} operations${list('procedure')}`,
    },
    {
      type: 'specification',
      score: atMost(evidence.tableShare * 1.2) * (0.45 + atMost(valueShare * 1.5, 0.6)) + 0.06 * atMost(named('specification'), 3),
      why: `${percent(evidence.tableShare)} of the words stand in tables, ${evidence.valueCells} of ${evidence.filledCells} cells in rows with units${list('specification')}`,
    },
    {
      type: 'diagram',
      score: evidence.figures === 0 ? 0 : atMost(evidence.labelShare * 0.9) + 0.06 * atMost(evidence.legendItems, 8) + (few ? 0.5 : 0),
      why: `${evidence.figures} figures, ${percent(evidence.labelShare)} of the words are their labels, ${evidence.legendItems} legend rows`,
    },
    {
      type: 'wiring',
      score: atMost(evidence.wireLabels / 8, 0.9) + atMost(evidence.labelShare * 0.5) + 0.04 * atMost(named('wiring'), 4),
      why: `${evidence.wireLabels} wire and connector labels${list('wiring')}`,
    },
    {
      type: 'troubleshooting',
      score:
        0.3 * atMost(Math.max(0, named('troubleshooting') - 1), 3) +
        (evidence.tableShare > 0.4 && named('troubleshooting') >= 3 ? 0.3 : 0) +
        ((evidence.headingKeywords['troubleshooting'] ?? []).length > 0 ? 1.5 : 0),
      why: `troubleshooting words${list('troubleshooting')}`,
    },
    {
      type: 'pinout',
      score: evidence.namesPins ? 0.5 + atMost(evidence.tableShare) : 0,
      why: 'a table whose header names pins or terminals',
    },
    { type: 'fuse_chart', score: evidence.namesFuses ? 0.6 + atMost(evidence.tableShare) : 0, why: 'a table whose header names fuses' },
    {
      type: 'flowchart',
      score: evidence.chartLinks === 0 ? 0 : 1.2,
      why: `${evidence.chartLinks} lines lead from one text to another`,
    },
    {
      type: 'text',
      score: 0.9 * atMost(evidence.proseShare * 1.2) + 0.05 * atMost(named('text'), 3),
      why: `${percent(evidence.proseShare)} of the words are running text${list('text')}`,
    },
  ]
}

/**
 * Chooses the content type by weighing the evidence, among the types that the source can show. The confidence grows with the
 * strength of the winner and its lead; other types that are nearly as strong are secondary. A page that speaks for nothing is
 * text, or a diagram where it has pictures, at low confidence.
 */
export function judge(evidence: Evidence, source: SourceType): Judgement {
  const allowed = ALLOWED_TYPES[source]
  const ranked = scores(evidence)
    .filter(({ type }) => allowed.includes(type))
    .toSorted((one, other) => other.score - one.score)
  const [first, second] = ranked
  if (source === 'html_specs')
    return { content_type: 'specification', confidence: 0.95, secondary_types: [], reasoning: 'an HTML specification sheet' }
  if (first === undefined || first.score < 0.15) {
    const content_type = evidence.figures > 0 && allowed.includes('diagram') ? 'diagram' : allowed.includes('text') ? 'text' : 'unknown'
    return {
      content_type,
      confidence: 0.35,
      secondary_types: [],
      reasoning: `nothing on the page speaks for a type; ${evidence.words} words, ${evidence.figures} figures`,
    }
  }
  const lead = second === undefined ? first.score : first.score - second.score
  const confidence = Math.min(0.98, 0.42 + 0.33 * atMost(first.score) + 0.4 * atMost(lead, 0.6))
  const secondary_types = ranked
    .slice(1)
    .filter(({ score }) => score >= 0.4 && score >= 0.4 * first.score)
    .map(({ type }) => type)
  return { content_type: first.type, confidence: Math.round(confidence * 100) / 100, secondary_types, reasoning: first.why }
}
