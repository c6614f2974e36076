import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block } from '../contracts/structure.ts'
import type { Settings } from '../contracts/settings.ts'
import { parseInstruction } from '../text/instructions.ts'
import { runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, isPlural, withArticles } from '../text/noun-phrases.ts'
import { topicOf } from '../text/topics.ts'
import { spokenSection } from './headings.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { onVehicle, worded } from './phrasing.ts'
import { type Prose, proseOf, toldAlone } from './prose.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'descriptions'
/** Headings that say where in the book one is, not what the text is about. */
const GENERAL =
  /^(?:introduction|general(?: information)?|overview|foreword|preface|description|notes?|contents|index|summary|background|purpose|scope)$/i
/** Below this many words a text under a heading is told by its sentences alone. */
const SHORTEST_TEXT = 12

/** Running text that describes: what a heading's text says of its thing as a whole. Single sentences: see explanations.ts. */
export const descriptionsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || !/^(?:text|unknown|procedure|specification)$/.test(page.classification.content_type))
      return { drafts, refusals }
    if (page.structure.blocks.some(({ type }) => type === 'operation')) return { drafts, refusals }
    for (const prose of proseOf(page)) {
      const whole = wholeText(prose, page, settings)
      if (typeof whole === 'string') refusals.push({ block: firstBlock(prose), writer: NAME, reason: whole })
      else if (whole !== null) drafts.push(whole)
    }
    return { drafts, refusals }
  },
}

const firstBlock = ({ heading, sentences }: Prose): string => heading?.id ?? sentences[0]?.blocks[0]?.id ?? 'page'

/** What the text is about, as it stands in a question; null when no heading says so. */
export function nameOf({ heading, sentences }: Prose, page: PageMaterial): string | null {
  const name = cleaned(heading?.text ?? '').replace(/[\s:.]+$/, '')
  const topic = topicOf(name)
  if (
    heading === null ||
    topic === null ||
    topic.verbs.length > 0 ||
    /^(?:what|how|when|where|why|who|which)\b/i.test(name) ||
    GENERAL.test(name) ||
    /, (?:not|or|and|but)\b/i.test(name) ||
    /[^\p{L}\d\s'’/(),.+–-]/u.test(name) ||
    name.split(' ').length > 8
  )
    return null
  const words = new Set(sentences.flatMap(({ text }) => text.match(/(?<=\p{Ll},? |The |A )\p{Lu}\p{Ll}+/gu) ?? []))
  // What the text writes with a capital within its sentences is a name: 'the Boots self-locking nut'.
  const said = runningCase(name).replace(/\p{L}+/gu, (word) => (words.has(upperFirst(word)) ? upperFirst(word) : word))
  const section = page.page.section.name
  const whole = /^\p{L}+$/u.test(said) && /^\p{L}+$/u.test(section) && !isPlural(section) ? ` of the ${spokenSection(section)}` : ''
  // 'Balancing', 'carburetor icing' are doings, which take no article.
  return `${/^(?:\p{L}+ )?\p{L}+ing$/u.test(said) && !/^(?:.+ )?(?:bearing|housing|ring|spring|bushing|fitting|casing|lining|opening|wing|string|coupling|wiring)$/.test(said) ? said : definite(withArticles(said))}${whole}`
}

export function placeOf(page: PageMaterial): string {
  const vehicle = onVehicle(page.vehicles)
  if (vehicle !== '') return vehicle
  const section = page.page.section.name
  // A section that only repeats a file's name ('aviation-handbook') tells nothing.
  const isName = section !== '' && !/[-_.]|\d|\b(?:manual|handbook|bulletins?)$/i.test(section)
  return isName ? ` (${spokenSection(section)})` : ''
}

/** Words by which a text leans on what is not in it. */
const LEANS =
  /\b(?:(?:the|this) (?:following|table|figure|list|diagram|picture|screenshot)|tables?|shown|listed|described|explained|see|refer to) (?:below|above|shows?|lists?|the|at|in|on|chapter|section)\b|\bthe following (?:diagrams?|figures?|tables?|lists?|pictures?|examples?|sections?|images?)\b|\b(?:as follows|for example|e\.g\.|above|below)(?![\p{L}\s]*\d)|https?:|<[^>]*>/iu

/** A list, a table or steps under the heading are part of what is said there, and so are its sub-headings' texts. */
function holdsMore({ heading }: Prose, { structure: { blocks } }: PageMaterial): boolean {
  if (heading === null) return false
  const at = blocks.findIndex(({ id }) => id === heading.id)
  const rest = blocks.slice(at + 1)
  const end = rest.findIndex(({ type }) => type === 'heading' || type === 'operation')
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .some(({ type }) => type === 'list_item' || type === 'table' || type === 'specification')
}

function wholeText(prose: Prose, page: PageMaterial, settings: Settings): Draft | string | null {
  const asked = askedByHeading(prose, page)
  const name = asked === null ? nameOf(prose, page) : ''
  if (name !== null && asked === null) {
    if (holdsMore(prose, page)) return 'the heading heads more than running text'
    if (namesThePlace(name, page)) return 'the heading names the machine, not what the text is about'
  }
  if (name === null) return prose.heading === null ? null : 'the heading does not say what the text is about'
  const told = prose.sentences.map(({ text }) => toldAlone(text))
  if (told.some((sentence) => sentence === null)) return 'a sentence is cut or broken'
  if (asked === null && told.some((sentence) => sentence !== null && LEANS.test(sentence))) return 'the text leans on what is not in it'
  const texts = told.filter((sentence) => sentence !== null && sentence !== '')
  if (texts.join(' ').split(' ').length < SHORTEST_TEXT) return prose.isCut ? 'the text goes on where it cannot be followed' : null
  if (prose.isCut && texts.length < 2) return 'the text goes on where it cannot be followed'
  if (texts.length > settings.generate.task_rules.explanation.max_sentences)
    return 'more sentences than task_rules.explanation.max_sentences'
  if (texts.filter((sentence) => parseInstruction(sentence ?? '') !== null).length > texts.length / 2)
    return 'the text gives instructions, and no heading names the job'
  if (
    /^(?:this|it|they|these|then|its|their|thus|therefore|hence|so|also|however|otherwise|instead|moreover|in addition)\b/i.test(
      texts[0] ?? '',
    )
  )
    return 'it cannot be understood without what stands before it'
  const blocks = [...new Set(prose.sentences.flatMap((sentence) => sentence.blocks))]
  if (![prose.heading, ...blocks].every((block) => block === null || isSure(block, settings.generate.min_confidence)))
    return 'read with too little confidence'
  const inSection = placeOf(page)
  // 'The fuel of the engine (engine)'
  const place = inSection !== '' && name.toLowerCase().endsWith(` ${inSection.replace(/^ \(|\)$/g, '')}`) ? '' : inSection
  const isAre = isPlural(name) ? 'are' : 'is'
  const bare = name.replace(/^the /, '')
  const defines = new RegExp(`^(?:the |an? )?${escaped(bare)} (?:is|are|consists?|may|can|has|have)\\b`, 'i').test(texts[0] ?? '')
  return worded(
    {
      wordings: asked?.wordings ?? [
        `What should one know about ${name}${place}?`,
        `Can you describe ${name}${place}?`,
        ...(defines
          ? [`What ${isAre} ${name}${place}, and how ${isPlural(name) ? 'do they' : 'does it'} work?`]
          : [`What is there to know about ${name}${place}?`]),
      ],
      answer: texts.join(' '),
      task: 'explanation',
      question_type: 'component',
      applies_to: [],
      operation: null,
      evidence: [asked?.title ?? null, prose.heading, ...blocks].flatMap((block) =>
        block === null ? [] : [blockEvidence(page.page.page_id, block)],
      ),
    },
    settings,
  )
}

/** 'What to look for' under the title 'Cracked tray hinge' asks by itself; null for other headings, or without a title above. */
function askedByHeading({ heading }: Prose, page: PageMaterial): { wordings: string[]; title: Block } | null {
  const [, task] = /^what (happens|to (?:do|look for|look out for|check|observe|watch for))[?:.]?$/i.exec(heading?.text.trim() ?? '') ?? []
  const title = page.structure.blocks.find(({ type }) => type === 'heading')
  if (task === undefined || heading === null || title === undefined || title.id === heading.id) return null
  const tail = ` (${runningCase(cleaned(title.text))})${placeOf(page)}?`
  const asking = task.slice(3).toLowerCase()
  const wordings =
    task.toLowerCase() === 'happens'
      ? [`What happens${tail}`, `What is the trouble${tail}`]
      : [`What should you ${asking}${tail}`, `What must you ${asking}${tail}`]
  return { wordings, title }
}

/** A running title that was taken for a heading: it says no more than the section or the machine. */
function namesThePlace(name: string, page: PageMaterial): boolean {
  const place = [page.page.section.name, ...page.vehicles].join(' ').toLowerCase()
  const words = name.toLowerCase().match(/[\p{L}\d]{2,}/gu) ?? []
  return place !== '' && words.filter((word) => word !== 'the').every((word) => place.includes(word))
}

const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
