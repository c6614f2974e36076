import { itemsOf } from '../../src/checks/items.ts'
import { quantitiesOf } from '../../src/checks/quantities.ts'
import { compact } from '../../src/checks/evidence.ts'
import type { Evidence } from '../../src/contracts/example.ts'
import type { Mutate } from './mutations.ts'

const NEGATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bDo not (\p{L})/u, ''],
  [/\bdo not /, ''],
  [/\bmust not\b/, 'must'],
  [/\bNever (\p{L})/u, ''],
  [/\bNeither may\b/, 'Both may'],
  [/\bNo drop may\b/, 'A drop may'],
  [/\bare not\b/, 'are'],
  [/, without /, ', with '],
  [/ without /, ' with '],
  [/, but not\b/, ', but'],
]

/** The first negation is taken out of the answer. */
export const droppedNot: Mutate = ({ pair }) => {
  // 'What must not be done?' is answered without a 'not'.
  if (/\b(?:not|never|avoided)\b/.test(pair.question)) return null
  for (const [pattern, instead] of NEGATIONS) {
    const match = pattern.exec(pair.answer)
    if (match === null) continue
    const rest = match[1] === undefined ? instead : match[1].toUpperCase()
    return { ...pair, answer: pair.answer.slice(0, match.index) + rest + pair.answer.slice(match.index + match[0].length) }
  }
  return null
}

const STEP = /^(\s*\d{1,3}[.)]\s+)(.*)$/

interface Steps {
  readonly lines: string[]
  /** Indices of the numbered lines. */
  readonly numbered: number[]
}

function stepsIn(answer: string): Steps | null {
  const lines = answer.split('\n')
  const numbered = lines.flatMap((line, at) => (STEP.test(line) ? [at] : []))
  return numbered.length < 2 ? null : { lines, numbered }
}

const textOf = (line: string): string => STEP.exec(line)?.[2] ?? line

/** Two steps that follow each other change places; the numbers stay where they are. */
export const stepsReordered: Mutate = ({ pair }, { turn }) => {
  const steps = stepsIn(pair.answer)
  if (steps === null) return null
  const { lines, numbered } = steps
  const first = turn % (numbered.length - 1)
  const [one, other] = [numbered[first] ?? 0, numbered[first + 1] ?? 0]
  const [a, b] = [lines[one] ?? '', lines[other] ?? '']
  if (textOf(a) === textOf(b)) return null
  lines[one] = (STEP.exec(a)?.[1] ?? '') + textOf(b)
  lines[other] = (STEP.exec(b)?.[1] ?? '') + textOf(a)
  return { ...pair, answer: lines.join('\n') }
}

/** One step is missing and the rest are numbered anew; every second time its evidence is missing, too. */
export const stepLeftOut: Mutate = ({ pair }, { turn }) => {
  const steps = stepsIn(pair.answer)
  if (steps === null || steps.numbered.length < 3) return null
  const out = steps.numbered[turn % steps.numbered.length] ?? 0
  const gone = textOf(steps.lines[out] ?? '')
  let number = 0
  const answer = steps.lines
    .filter((_, at) => at !== out)
    .map((line) => (STEP.test(line) ? line.replace(/\d+/, String(++number)) : line))
    .join('\n')
  const isItsOwn = ({ quote }: Evidence): boolean => compact(quote).includes(compact(gone).slice(0, 25))
  const evidence = turn % 2 === 0 ? pair.evidence : pair.evidence.filter((each) => !isItsOwn(each))
  return evidence.length === 0 ? null : { ...pair, answer, evidence }
}

const VAGUE = [
  'What is the specified value?',
  'How is it removed?',
  'What should be checked?',
  'Which tool is used for this step?',
  'What must be observed during installation?',
  'What is the correct procedure for this part?',
]

/** The question has lost what it is about. */
export const vagueSubject: Mutate = ({ pair }, { turn }) => {
  const units = new Set(quantitiesOf(pair.answer).map(({ unit }) => unit))
  const question = units.has('Nm')
    ? ['What is the tightening torque?', 'To what torque should the bolts be tightened?', 'How tight are they?'][turn % 3]
    : units.has('bar')
      ? 'What is the pressure?'
      : units.has('mm')
        ? ['What is the clearance?', 'What is the minimum thickness?'][turn % 2]
        : VAGUE[turn % VAGUE.length]
  return { ...pair, question: question ?? '' }
}

const HEDGES: readonly ((answer: string, small: string) => string)[] = [
  (answer) => `It appears to be ${answer}`,
  (answer) => `Typically ${answer}`,
  (_, small) => `It is probably ${small}`,
  (answer) => `I believe it is ${answer}`,
  (answer) => `${answer.replace(/\.$/, '')}, usually.`,
  (answer) => `It cannot be seen clearly, but likely ${answer}`,
  (answer) => `This seems to be ${answer}`,
  (answer) => `${answer.replace(/\.$/, '')}, although this is not specified.`,
  (_, small) => `Perhaps ${small}`,
  (answer) => `As far as can be seen, ${answer}`,
  (answer) => `Most likely ${answer}`,
  (answer) => `It might be ${answer}`,
]

/** The answer hedges. */
export const hedgedAnswer: Mutate = ({ pair }, { turn }) => {
  const hedge = HEDGES[turn % HEDGES.length]
  if (hedge === undefined || pair.answer.includes('\n')) return null
  return { ...pair, answer: hedge(pair.answer, pair.answer.charAt(0).toLowerCase() + pair.answer.slice(1)) }
}

const TOOLS: readonly ((answer: string) => string)[] = [
  (answer) => `${answer}, using special tool 21 4 560`,
  (answer) => `${answer} with puller FT 9917`,
  (answer) => `${answer}; use a slide hammer`,
  (answer) => `${answer}, with a torque angle gauge`,
  (answer) => `${answer} with a rubber mallet`,
  (answer) => `${answer}, secured with Loctite 270`,
  (answer) => `${answer}, measured with a caliper`,
  (answer) => `Use a hydraulic press: ${answer.charAt(0).toLowerCase()}${answer.slice(1)}`,
]

/** A tool or material is added that the page does not name at the place. */
export const inventedTool: Mutate = ({ pair }, { turn }) => {
  const lines = pair.answer.split('\n')
  const at =
    lines.length > 1
      ? Math.max(
          0,
          lines.findLastIndex((line) => STEP.test(line)),
        )
      : 0
  const [, mark = '', body = ''] = /^(\s*(?:\d{1,3}[.)]|[-–•])\s+)?(.*)$/s.exec(lines[at] ?? '') ?? []
  lines[at] = `${mark}${TOOLS[turn % TOOLS.length]?.(body.replace(/\.$/, '')) ?? body}.`
  return { ...pair, answer: lines.join('\n') }
}

/** Letters and signs as readers of print confuse them. */
const DEBRIS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/([a-z]{3,})t([a-z]{2,})/, '$1l$2'),
  (text) => text.replace(/(\p{Ll})o(\p{Ll})/u, '$10$2'),
  (text) => text.replace(/(\p{L}{4,}) (\p{L}{4,})/u, '$1 | $2'),
  (text) => text.replace(/\b(and|the|of|is|to) (\p{Ll}{3,})/u, '$1$2'),
  (text) => text.replace(/(\p{Ll}{3,})m(\p{Ll})/u, '$1rn$2'),
  (text) => text.replace(/(\p{L}{3,}) /u, '$1 ~ '),
  (text) => text.replace(/(\p{L}{2})(\p{L}{3,})/u, '$1- $2'),
  (text) => text.replace(/(\p{Ll}{2})e(\p{Ll}{2})/u, '$1c$2'),
]

/** What a bad reading leaves, in the question or, every second time and where it has words, in the answer. */
export const ocrDebris: Mutate = ({ pair }, { turn }) => {
  const inAnswer = turn % 2 === 1 && itemsOf(pair.answer).join(' ').split(' ').length > 4
  const text = inAnswer ? pair.answer : pair.question.replace(/\?$/, '')
  for (let offset = 0; offset < DEBRIS.length; offset++) {
    const spoiled = DEBRIS[(turn + offset) % DEBRIS.length]?.(text) ?? text
    if (spoiled !== text) return inAnswer ? { ...pair, answer: spoiled } : { ...pair, question: `${spoiled}?` }
  }
  return null
}
