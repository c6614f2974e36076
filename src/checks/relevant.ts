import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block } from '../contracts/structure.ts'
import { ancestors, HEADINGS, isNamedBy } from './headings.ts'
import { cellAt, groupHeading, rowLabels } from './evidence.ts'
import { isGeneric } from './generic-words.ts'
import { quantitiesOf } from './quantities.ts'
import { remembered } from './remembered.ts'
import { sourceOf, strangeWords, type Support, supportOf } from './support.ts'
import { pageCheckNamed, type Finding, review, shortened, worst } from './verdict.ts'
import { contentRoots, contentWords, root } from './words.ts'

/** A place that has so many of the question's words more than the cited one is where its answer stands. */
const BETTER_BY = 2

/**
 * The evidence is about what is asked: the words of the question that say what it is about are read at the cited place, in
 * its headings or its labels, and no other place of the page has markedly more of them.
 */
export const relevant = pageCheckNamed('relevant', (candidate, page) => {
  const support = supportOf(candidate, page)
  // The labels of a drawing say what they are about by where they stand.
  if (support.places.every(({ block }) => block.type === 'caption' || block.type === 'callout')) return null
  return worst([
    operationNamed(candidate, page),
    namedThere(candidate, page, support),
    otherHeading(candidate, page, support),
    betterElsewhere(candidate, page, support),
  ])
})

/** The words and numbers that say what a question is about. */
function tellingWords(candidate: Candidate, page: PageMaterial, support: Support): string[] {
  const aside = contentRoots([...candidate.applies_to, ...page.vehicles, page.page.section.name].join(' '))
  // Where nothing stands over the place, the job that a page goes on with has its name on an earlier page.
  const isUnderHeading = support.places.some(({ block }) => block.parent !== null || block.type === 'table')
  const asked = isUnderHeading ? candidate.question : candidate.question.replace(/\s(?:when|while) \p{L}+ing\b.*$/u, '')
  return [...new Set(contentWords(asked))].filter(
    (word) => word.length > 2 && !isGeneric(root(word)) && !aside.has(root(word)) && !FRAME.has(root(word)),
  )
}

/** Words that ask and are answered in other words: kinds of answers and how they are called. */
const FRAME = new Set(
  `cause remedy correct possible corrective action happen mean apply cover describe interval often many much tight thick wide
  kind way tool gauge rating built run go goes take takes use come belong done mend hold carry drive lead connect drawing stand legend`
    .split(/\s+/)
    .map(root),
)

function namedThere(candidate: Candidate, page: PageMaterial, support: Support): Finding {
  const telling = tellingWords(candidate, page, support)
  const strange = strangeWords(telling.join(' '), sourceOf(support.said))
  if (telling.length < 2 || strange.length < telling.length) return null
  return review(`Nothing that the question names is read at the cited place: ${telling.slice(0, 4).join(', ')}.`)
}

/** 'Which operation is 12 40 230?' is answered with the name that the index or the page gives that number. */
function operationNamed({ question, answer }: Candidate, page: PageMaterial): Finding {
  if (!/^(?:which|what) (?:operation|job|work)\b/i.test(question)) return null
  const entries = [...page.operations, ...(page.section_operations ?? []), ...page.classification.index_entries]
  const entry = entries.find(({ code }) => code !== null && question.includes(code))
  if (entry === undefined) return null
  const said = contentRoots(answer)
  const roots = [...contentRoots(entry.name)]
  return roots.length === 0 || roots.filter((each) => said.has(each)).length > roots.length / 2
    ? null
    : review(`The index calls operation ${entry.code} “${shortened(entry.name)}”.`)
}

/** The question has all the words of a heading of the page, and the evidence stands under another one, which it has not. */
function otherHeading(candidate: Candidate, page: PageMaterial, support: Support): Finding {
  const asked = contentRoots(candidate.question)
  const isNamed = (block: Block): boolean => isNamedBy(asked, block)
  const { blocks } = page.structure
  // A running title that names the machine is what every question of the page says.
  const machines = page.vehicles.map((name) => name.toLowerCase())
  const isMachine = ({ text }: Block): boolean =>
    machines.some((name) => text.toLowerCase().includes(name) || name.includes(text.toLowerCase()))
  const named = blocks.filter((block) => HEADINGS.has(block.type) && isNamed(block) && !isMachine(block))
  if (named.length === 0) return null
  // What headings and captions say themselves stands under no heading.
  if (support.places.every(({ block }) => HEADINGS.has(block.type) || block.type === 'caption')) return null
  const above = support.places.filter(({ structure }) => structure === page.structure).map(({ block }) => ancestors(block, blocks))
  if (above.length === 0 || above.some((own) => own.some((block) => named.includes(block)))) return null
  const own = above.flat().find((block) => HEADINGS.has(block.type))
  if (own === undefined) return null
  const ownRoots = contentRoots(own.text)
  if (named.some(({ text }) => [...contentRoots(text)].every((each) => ownRoots.has(each)))) return null
  return review(
    `The question is about “${shortened(named[0]?.text ?? '')}”; the evidence stands under “${shortened(own.text)}”.`,
    named[0]?.box,
  )
}

/** Another row of the table, or another block of the page, has the question's words where the cited one has not. */
function betterElsewhere(candidate: Candidate, page: PageMaterial, support: Support): Finding {
  const asked = new Set([
    ...tellingWords(candidate, page, support).map(root),
    ...quantitiesOf(candidate.question).map(({ digits }) => digits),
  ])
  if (asked.size === 0) return null
  const own = marksOf(support.said)
  const missed = [...asked].filter((each) => !own.has(each))
  if (missed.length === 0) return null
  for (const place of otherPlaces(candidate, page, support)) {
    const there = marksOf(place)
    const gained = missed.filter((each) => there.has(each))
    const lost = [...asked].filter((each) => own.has(each) && !there.has(each))
    if (gained.length - lost.length >= BETTER_BY)
      return review(`The question speaks of what stands elsewhere on the page: “${shortened(place)}”.`)
  }
  return null
}

const marksOf = remembered(
  (text): ReadonlySet<string> => new Set([...contentRoots(text), ...quantitiesOf(text).map(({ digits }) => digits)]),
)

/** The texts of blocks and table rows that are not cited, with the headings over them. */
function otherPlaces(candidate: Candidate, page: PageMaterial, support: Support): string[] {
  const cited = new Set(candidate.evidence.filter(({ page_id }) => page_id === page.page.page_id).map(({ block }) => block))
  const { blocks, tables } = page.structure
  const heading = (block: Block): string => blocks.find(({ id }) => id === block.parent)?.text ?? ''
  const texts = blocks
    .filter(({ id, type }) => !cited.has(id) && type !== 'table' && type !== 'page_number' && type !== 'header')
    .map((block) => `${block.text}\n${heading(block)}`)
  for (const table of tables) {
    const rows = new Set(
      support.places.filter(({ table: other }) => other === table).flatMap(({ cell }) => (cell === null ? [] : [cell.row])),
    )
    for (let row = 0; row < table.rows.length; row++) {
      const first = cellAt(table, row, table.columns - 1)
      if (rows.has(row) || first === null || first.header) continue
      const labels = [...rowLabels(table, first), first].map(({ text }) => text)
      texts.push([...labels, groupHeading(table, first)?.text ?? '', table.title].join('\n'))
    }
  }
  return texts
}
