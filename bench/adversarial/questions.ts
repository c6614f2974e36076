import { answerKey, questionKey } from '../../src/checks/comparison.ts'
import type { Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import type { Mutate } from './mutations.ts'

const wholeBlock = (page: PageMaterial, types: readonly string[]): Evidence[] => {
  const block = page.structure.blocks.find(({ type }) => types.includes(type)) ?? page.structure.blocks[0]
  return block === undefined ? [] : [{ page_id: page.page.page_id, block: block.id, box: block.box, quote: block.text }]
}

/** The question is about the paper: numbers, titles, notes and counts of the page, as both older systems asked them. */
export const furnitureAsked: Mutate = ({ pair, page }, { turn }) => {
  const top = wholeBlock(page, ['page_number', 'header', 'heading'])
  const first = top[0]?.quote ?? ''
  const rows = page.structure.tables[0]?.rows.length ?? 0
  const asked = [
    ['What page number is printed at the top of the page?', first],
    [`What is the title of the page about the ${page.page.section.name.toLowerCase()}?`, first],
    [`What is the document number of the ${page.page.section.name} section?`, first],
    ['What is the number of the photo with the two bolts?', first],
    [`How many rows does the table of the ${page.page.section.name.toLowerCase()} have?`, String(rows)],
    [`What is the heading of the ${page.page.section.name} page?`, first],
    ['Which row of the table comes first?', first],
    ['What is the source of supply of the illustration?', 'HWB'],
    [`How many steps are listed for the ${page.page.section.name.toLowerCase()} work?`, String(page.structure.blocks.length)],
    ['What is visible in the background of the photo?', 'A workbench.'],
  ] as const
  const [question, answer] = asked[turn % asked.length] ?? asked[0]
  return top.length === 0 ? null : { ...pair, question, answer, evidence: top, question_type: 'visual' }
}

const FOREIGN_QUESTIONS = [
  'Wie hoch ist der vorgeschriebene Wert für dieses Bauteil des Fahrzeugs?',
  'Qual è il valore prescritto per questo componente della macchina?',
  'Quelle est la valeur prescrite pour cet organe de la machine?',
  'Cuál es el valor prescrito para este componente de la máquina?',
  'Wat is de voorgeschreven waarde voor dit onderdeel van de machine?',
]
const FOREIGN_ANSWERS: readonly ((value: string) => string)[] = [
  (value) => `Die Schrauben mit ${value} über Kreuz festziehen und anschließend sichern.`,
  (value) => `Stringere le viti a croce con ${value} e bloccarle con cura.`,
  (value) => `Serrer les vis en croix à ${value}, puis les bloquer soigneusement.`,
  (value) => `Apretar los tornillos en cruz con ${value} y asegurarlos después.`,
  (value) => `De bouten kruislings met ${value} aanhalen en daarna borgen.`,
]

/** Question or answer is in German, Italian, French, Spanish or Dutch. */
export const otherLanguage: Mutate = ({ pair }, { turn }) => {
  const at = turn % FOREIGN_ANSWERS.length
  if (turn % 2 === 0) return { ...pair, question: FOREIGN_QUESTIONS[at] ?? '' }
  const value = /\d[^\n]{0,12}/.exec(pair.answer)?.[0].trim() ?? ''
  return { ...pair, answer: FOREIGN_ANSWERS[at]?.(value).replace(/ {2,}/g, ' ') ?? '' }
}

/** The answer and evidence of another question on the same page, if it answers something else. */
export const otherAnswer: Mutate = ({ pair, page }, { all, pick }) => {
  const beside = all.filter(
    (other) =>
      other.page === page &&
      other.pair.task === pair.task &&
      questionKey(other.pair.question) !== questionKey(pair.question) &&
      answerKey(other.pair.answer) !== answerKey(pair.answer) &&
      !holdsOneAnother(other.pair.answer, pair.answer) &&
      other.pair.evidence[0]?.quote !== pair.evidence[0]?.quote,
  )
  const other = pick(beside)
  return other === undefined ? null : { ...pair, answer: other.pair.answer, evidence: other.pair.evidence }
}

/** A step of a procedure answers what the procedure answers, in part. */
function holdsOneAnother(one: string, other: string): boolean {
  const [a, b] = [answerKey(one), answerKey(other)]
  return a.includes(b) || b.includes(a)
}
