import { checkNamed, fail, type Finding, worst } from './verdict.ts'
import { isGeneric } from './generic-words.ts'
import { contentWords, FUNCTION_WORDS, plainText, root, wordsOf } from './words.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/).map(root))

/** What may be asked of a machine as a whole, once it is named. */
const OF_WHOLE_VEHICLES = words('engine length width height weight speed model dimension code power long wide high heavy fast far carry')

const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:this|these|those)\b/i, 'points at something that only the page shows'],
  [
    /\b(?:the|on|in|of|from|per|to|at|see)\s+(?:the\s+)?(?:given\s+|above\s+|following\s+|accompanying\s+)?(?:page|image|photo|photograph|picture|figure|illustration|text|document|paragraph|excerpt|passage|scan|screenshot|chart)s?\b(?!\s*(?:gauge|light|lamp|number\s+\S+\s+of))/i,
    'refers to the page or a picture',
  ],
  [
    /\b(?:in|on|of|from|by|per)\s+the\s+(?:table|diagram|drawing|schematic|list|legend|manual(?!\s+\p{L}*(?:transmission|gear|shift|mode|clutch|operation|adjust|valve|control|lever)))\b(?!\s+(?:of|for)\b)/iu,
    'refers to a table or a drawing without naming it',
  ],
  [/\b(?:fig|figure|image|photo|picture|illustration|illus)\.?\s*\(?\d/i, 'refers to a picture by its number'],
  [/(?<!\b(?:which|what) (?:page|pages|section|chapter)\b.*)\bshown\b/i, 'refers to a picture'],
  [/\b(?:pictured|depicted|illustrated|captioned|highlighted|labell?ed(?!\s+["']?[A-Z]{0,3}\d))\b/i, 'refers to a picture'],
  [/\b(?:listed|mentioned|stated|discussed)\b/i, 'refers to a text'],
  [/(?<!\b(?:which|what) (?:page|pages|section|chapter|operation)\b.*)\bdescribed\b/i, 'refers to a text'],
  [
    /\b(?:the following|the above|the below|as above|as below|see above|see below|above-mentioned|aforementioned|previous step|preceding step|next step|last step|steps? above|steps? below|(?:mentioned|given|listed) (?:above|below))\b/i,
    'refers to what stands before or after it',
  ],
  [/\b(?:above|below|here)\s*\?$/i, 'refers to what stands before or after it'],
  [/\(\s*(?:\d{1,2}|[A-Z])\s*\)/, 'names a callout of a drawing'],
  [/\barrows?(?:\s+|\s*\()(?:\d|[A-Z]\b(?!'))/, 'names a callout of a drawing'],
]

/** Drawings may be asked about by their item numbers where the question names the drawing. */
const NAMED_DRAWING = /\b(?:\p{L}{4,}\s+)+(?:drawing|diagram|assembly|view|legend|schematic|layout)\b/iu
const CALLOUT =
  /\b(?:item|items|position|pos|callout|callouts|key|detail|part|component|label|reference)\s+(?:no\.?\s*|number\s+)?(?:\d{1,2}|[A-Z])\b(?!\s?(?:mm|cm|m\b|Nm|V\b|A\b|°|x\b|[.,/-]?\d))/

/** Asked without the page, the question says what it is about. */
export const selfContained = checkNamed('self_contained', (candidate, page, settings) => {
  const question = plainText(candidate.question)
  return worst([
    pageReference(question),
    callout(question),
    danglingPronoun(question),
    namesOperation(question, settings.classify.operation_code_pattern)
      ? null
      : contentNoun(question, [...candidate.applies_to, ...page.vehicles, candidate.operation ?? '']),
    answerReference(plainText(candidate.answer)),
  ])
})

function pageReference(question: string): Finding {
  for (const [pattern, what] of REFERENCES) {
    const found = pattern.exec(question)
    if (found !== null) return fail(`The question ${what}: “${found[0].trim()}”.`)
  }
  return null
}

function callout(question: string): Finding {
  const found = CALLOUT.exec(question)
  return found === null || NAMED_DRAWING.test(question) ? null : fail(`The question asks about a bare callout: “${found[0]}”.`)
}

const PRONOUNS = new Set(['it', 'its', 'they', 'them', 'their'])

/** A pronoun with nothing before it that it could stand for. */
function danglingPronoun(question: string): Finding {
  for (const word of wordsOf(question)) {
    if (PRONOUNS.has(word)) return fail(`“${word}” in the question stands for nothing that was named before.`)
    if (!FUNCTION_WORDS.has(word) && !isGeneric(root(word))) return null
  }
  return null
}

/** 'Which operation is 12 40 230?': a whole operation number is a subject. */
const namesOperation = (question: string, pattern: string): boolean =>
  new RegExp(`\\boperation\\b.*(?<!\\d)(?:${pattern})(?!\\d)`, 'i').test(question)

function contentNoun(question: string, names: readonly string[]): Finding {
  const aside = new Set(names.flatMap(wordsOf).map(root))
  const named =
    names.some((name) => name !== '' && question.toLowerCase().includes(name.toLowerCase())) ||
    names
      .flatMap((name) => name.match(/\p{Lu}\p{L}{2,}/gu) ?? [])
      .some((word) => new RegExp(`\\b${word} \\p{Lu}*\\d`, 'u').test(question)) ||
    /\b\p{Lu}{1,3}\d{2,}\b/u.test(question)
  const tells = (word: string): boolean => !isGeneric(word) || (named && OF_WHOLE_VEHICLES.has(word))
  const telling = contentWords(question).filter((word) => word.length >= 3 && tells(root(word)) && !aside.has(root(word)))
  return telling.length > 0 ? null : fail('The question does not say which part or system it is about.')
}

/** Answers that only the page explains. */
function answerReference(answer: string): Finding {
  const found =
    /\b(?:(?:as )?(?:shown|illustrated|depicted|pictured) (?:in|on|here|above|below|at)|see (?:fig|figure|illustration|illus|picture|photo|image|above|below|arrow)s?\b|(?:in|on) (?:the|this) (?:figure|illustration|photo|picture|image|page)\b|(?:the|this) page\b|direction of (?:the )?arrows?\b|\barrows?\s*\(?\d|\(arrows?\)|\b(?:at|see) (?:the )?arrows?\b)/i.exec(
      answer,
    )
  return found === null ? null : fail(`The answer refers to the page: “${found[0]}”.`)
}
