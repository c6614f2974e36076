import type { Box } from '../contracts/geometry.ts'
import type { WiringItem } from '../contracts/structure.ts'
import { bounds } from './boxes.ts'
import type { PlacedWord, Row } from './rows.ts'

/** A label of a diagram, in upright pixels, before it has an id. */
export interface WiringLabel extends Pick<WiringItem, 'kind' | 'text' | 'size' | 'colours' | 'rating'> {
  readonly words: readonly PlacedWord[]
  readonly box: Box
}

/** Labels of circuit diagrams as most makers print them: cross section in mm² and colours, C = connector, S = splice, G = earth. */
const SIZE = /^(?:\d{1,2}|\d{0,2}\.\d{1,2})$/
const COLOURS = /^\p{Lu}{2}(?:\/\p{Lu}{2}){0,2}$/u
/** A wire's colours without its cross section. */
const STRIPED = /^\p{Lu}{2}\/\p{Lu}{2}$/u
const CONNECTOR = /^[CX]\d{1,4}[A-Z]?$/
const SPLICE = /^S\d{3,4}$/
const EARTH = /^G\d{2,4}$/
const PIN = /^(?:\d{1,3}|[A-Z])$/
const FUSE = /^FUSE [A-Z]{0,2}\d{1,3}$/i
const RATING = /^\d{1,3}(?:\.\d)? ?(?:A|AMPS?)\.?$/i
const REMARK = /^\(.+\)$/

/** A lone character that was read with less confidence is as likely a stroke of the drawing. */
const DOUBTFUL = 0.89

const textOf = (words: readonly PlacedWord[]) => words.map((word) => word.text.trim()).join(' ')

function label(kind: WiringLabel['kind'], words: readonly PlacedWord[], more: Partial<WiringLabel> = {}): WiringLabel {
  return { kind, text: textOf(words), words, box: bounds(words.map((word) => word.upright)), ...more }
}

/** What one piece of text names: '22 C103' is a pin and a connector, '1.5 RD/WT' a wire, 'FUSE 24' a fuse; all else a component. */
function labelsOf(row: Row): WiringLabel[] {
  const words = row.words.filter((word, at, all) => {
    const isPinOf = CONNECTOR.test(all[at + 1]?.text.trim() ?? '')
    return all.length === 1 || word.text.trim().length > 1 || word.confidence >= DOUBTFUL || isPinOf
  })
  const whole = textOf(words)
  if (FUSE.test(whole)) return [label('fuse', words)]
  if (RATING.test(whole)) return [label('rating', words)]
  if (REMARK.test(whole)) return [label('remark', words)]
  const labels: WiringLabel[] = []
  let name: PlacedWord[] = []
  const close = () => {
    if (name.length > 0) labels.push(label(name.length === 1 && PIN.test(name[0]!.text) ? 'pin' : 'component', name))
    name = []
  }
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at]!, words[at + 1]]
    const text = word.text.trim()
    if (SIZE.test(text) && next !== undefined && COLOURS.test(next.text.trim())) {
      close()
      labels.push(label('wire', [word, next], { size: text, colours: next.text.trim().split('/') }))
      at += 1
    } else if (STRIPED.test(text)) {
      close()
      labels.push(label('wire', [word], { colours: text.split('/') }))
    } else if (CONNECTOR.test(text) || SPLICE.test(text) || EARTH.test(text)) {
      close()
      labels.push(label(CONNECTOR.test(text) ? 'connector' : SPLICE.test(text) ? 'splice' : 'earth', [word]))
    } else if (text.startsWith('(') && words.slice(at).some((other) => other.text.endsWith(')'))) {
      close()
      const end = words.findIndex((other, index) => index >= at && other.text.endsWith(')'))
      labels.push(label('remark', words.slice(at, end + 1)))
      at = end
    } else if (PIN.test(text) && name.length === 0 && next !== undefined && CONNECTOR.test(next.text.trim())) {
      labels.push(label('pin', [word]))
    } else name.push(word)
  }
  close()
  return labels
}

/**
 * The labels of a circuit diagram. Names on several lines, under each other with a common edge or middle, are one; a rating belongs
 * to the fuse above it.
 */
export function wiringLabels(rows: readonly Row[], em: number): WiringLabel[] {
  const result: WiringLabel[] = []
  for (const found of rows.flatMap(labelsOf)) {
    const above = result.findLastIndex((other) => isAbove(other.box, found.box, em) && belongsUnder(found, other))
    if (above === -1) {
      result.push(found)
      continue
    }
    const other = result[above]!
    const words = [...other.words, ...found.words]
    result[above] =
      found.kind === 'rating'
        ? { ...other, words, box: bounds([other.box, found.box]), rating: found.text }
        : { ...other, words, box: bounds([other.box, found.box]), text: `${other.text} ${found.text}` }
  }
  return result
}

const belongsUnder = (found: WiringLabel, above: WiringLabel) =>
  found.kind === 'rating' ? above.kind === 'fuse' && above.rating === undefined : found.kind === 'component' && above.kind === 'component'

/** Whether a box stands right under another one, with a common left edge or middle. */
function isAbove(above: Box, box: Box, em: number): boolean {
  const gap = box[1] - above[3]
  const aligned = Math.abs(above[0] - box[0]) < 1.2 * em || Math.abs(above[0] + above[2] - box[0] - box[2]) < 1.6 * em
  return aligned && gap < 0.9 * em && gap > -0.5 * em
}
