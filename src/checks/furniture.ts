import { citedPlaces } from './evidence.ts'
import { checkNamed, fail, type Finding, shortened, worst } from './verdict.ts'
import { plainText } from './words.ts'

/** Questions about the paper instead of the machine. */
const QUESTIONS: readonly (readonly [RegExp, string])[] = [
  [
    /\bwhat\b.*\b(?:page|image|photo|picture|illustration|figure|drawing|document|sheet|form|print|publication|order)\s+(?:number|no\.?|id|code|title)s?\b/i,
    'a number of the paper',
  ],
  [
    /\b(?:page|image|photo|picture|illustration|document|sheet)\s+(?:number|id)\s+(?:is|are|of this|of the page|printed|shown)\b/i,
    'a number of the paper',
  ],
  [
    /\b(?:number|title|heading|name|header|footer|subject)\s+(?:printed\s+)?(?:of|on|at|in)\s+(?:the\s+)?(?:top\s+of\s+the\s+|bottom\s+of\s+the\s+)?(?:[\p{L}]+\s+){0,4}?(?:page|manual|document|chapter|section|book|file)\b/iu,
    'the title or number of the paper',
  ],
  [/\b(?:section|chapter|group)\s+number\b/i, 'the number of a section'],
  [
    /\b(?:source of supply|supplier code|copyright|publisher|published|print(?:ing)? date|revision date|edition|logo|watermark|favicon)\b/i,
    'who printed or supplies it',
  ],
  [
    /\bhow many\s+(?:\p{L}+\s+){0,3}(?:rows|columns|entries|lines|items|steps|operations|sections|pages|specifications|values|photos|pictures|images|figures|tables|notes|procedures)\b/iu,
    'a count over the page',
  ],
  [/\b(?:highest|lowest|largest|smallest|greatest)\s+(?:\p{L}+\s+){0,3}(?:listed|in the table|among)\b/iu, 'a comparison over a table'],
  [/\b(?:row|line|column|table|sequence|item)\s+(?:label|number|header|heading|code)s?\b/i, 'a label of the table'],
  [/\bwhich (?:row|column|line|cell)\b/i, 'a place in the table'],
  [/\bwhat\b.*\b(?:is|are) (?:visible|in the background)\b/i, 'the look of a photograph'],
]

/** Answers that are notes about the paper. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:[*†]+\s*)?(?:source(?: of supply)?\s*:?\s*)?[A-Z]{2,4}\.?$/, 'a source note'],
  [/^(?:[*†]+\s*)?source(?: of supply)?\s*:/i, 'a source note'],
  [/^(?:page|p\.)\s*\d[\w-]*\s+of\s+\d+$/i, 'a page number'],
  [/^(?:copyright|©|\(c\)\s)/i, 'a copyright note'],
]

/** Blocks that hold nothing to ask about. */
const FURNITURE_BLOCKS = new Set(['page_number', 'header', 'callout'])

/** A footnote tells something of what it stands under ('* with new bolts'); a running foot does not. */
const isFurniture = ({ type, text }: { readonly type: string; readonly text: string }): boolean =>
  FURNITURE_BLOCKS.has(type) || (type === 'footer' && !/^\s*[*†‡¹²³(\d]/.test(text))

/** The pair is about the machine, not about page numbers, titles, source notes, labels and counts of rows. */
export const furniture = checkNamed('furniture', (candidate, page) => {
  const places = citedPlaces(candidate.evidence, page)
  return worst([
    asked(plainText(candidate.question)),
    told(candidate.question, plainText(candidate.answer).trim()),
    cited(places.map(({ block }) => block)),
  ])
})

function asked(question: string): Finding {
  for (const [pattern, what] of QUESTIONS) {
    const found = pattern.exec(question)
    if (found !== null) return fail(`The question asks for ${what}: “${shortened(found[0])}”.`)
  }
  return null
}

function told(question: string, answer: string): Finding {
  for (const [pattern, what] of ANSWERS) {
    if (!pattern.test(answer)) continue
    if (what === 'a source note' && !/source|supply|supplie/i.test(`${question} ${answer}`)) continue
    return fail(`The answer is ${what}: “${shortened(answer)}”.`)
  }
  return null
}

function cited(blocks: readonly { readonly type: string; readonly text: string }[]): Finding {
  if (blocks.length === 0 || !blocks.every(isFurniture)) return null
  return fail(`All the evidence is page furniture (${blocks[0]?.type}: “${shortened(blocks[0]?.text ?? '')}”).`)
}
