import type { PageMaterial } from '../contracts/material.ts'
import { isEnglish, isRunTogether } from './dictionary.ts'
import { isStepList, itemsOf } from './items.ts'
import { checkNamed, fail, type Finding, worst } from './verdict.ts'
import { contentWords, plainText, wordsOf } from './words.ts'

/** Words, one of which every question of one sentence holds. */
const ASKING =
  /\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|need|needs)\b/i

/** Words after which a sentence, a value or a list cannot end. */
const DANGLING =
  /(?:^|\s)(?:and|or|the|an|of|to|with|for|from|by|see|at|into|if|than|as|is|are|when|while|between|without|through|onto|x|against|behind|page|step)[.?]?$/i

/** Marks that readers of print leave where there was a line, a speck or a footnote sign. */
/** Signs that no sentence holds; '<' and '>' stand before a number, '_' inside a signal's name. */
const DEBRIS =
  /[|~^\\{}•·■□▪►«»¦§¬]|[<>](?!\s?[\d.])|(?<![A-Z\d])_|_(?![A-Z\d])|\*|={1}|\?{2,}|!{2,}|,{2,}|;\s*;|(?<!\d)\s[.,;:]\s|[\uFFFD]/u

/** Small words that cannot follow each other, and a slash that has lost a side: an instruction or a heading was put into a frame that it does not fit. */
const CLASH =
  /(?<!\d\s)\b(?:the|an?)\s+(?:and|or|of|to|for|with|from|by|is|are|the|an?|in|on|at)\b(?![-/])|\b(?:of|for|with|from|by)\s+(?:and|or|of|by|is|are)\b|(?<!ed )\bwith\s+for\b|\b(?:for|of|the|an?)\s+be\b|\bthe\s+(?:out|off|up|down)\s+(?:of|the)\b|\b(?:the|an?|of|to)\s+\/|(?<=\p{L})(?<!\bw)\/ \p{L}|\p{L} \/\p{L}/iu

/** 'The clutch grabs: what can be the cause?' */
const OPENING = /: (?=(?:what|which|how|why|where|when|who|is|are|does|do|must|may|can|should)\b)/

/** One question put into the frame of another: 'Tell me about What are the details?', 'How do you how to remove it?' */
const NESTED =
  /\b(?:tell me(?: about)?|explain|describe|know|about) (?:What|Which|How|Where|When|Why|Who)\b|\p{L}\s(?:What|Which|How|Where|Why) (?:is|are|do|does|to|should|must)\b|\b(?:[Hh]ow|[Ww]hat|[Ww]hich) (?:do you|is|are|to) (?:how|what|which|where)\b/u

/** Words that are small inside a sentence; with a capital they stand in a heading. */
const HEADING_WORD = /\s(?:Of|The|With|And|Or|Is|Are|For|To|From|By|Not|NOT|AND|THE|WITH|FROM|FOR|Do|On|In|At)\s/

/** More words than this cannot be said in one breath. */
const MAX_WORDS = 40

/** Below this share of letters and digits a sentence is no sentence. */
const MIN_LETTER_SHARE = 0.6
/** Below this share of English words (of four letters or more) a text is not English, or not read well. */
const MIN_ENGLISH_SHARE = 0.5

/** The question is one whole, spelled, grammatical-looking sentence; the answer starts and ends where a sentence, value or list does. */
export const wellFormed = checkNamed('well_formed', (candidate, page, settings) => {
  const { question, answer } = candidate
  const printed = plainText(candidate.evidence.map(({ quote }) => quote).join('\n'))
  const known = trustedWords(page, settings.check.min_confidence)
  return worst([
    questionShape(question, settings.check.require_question_mark),
    namesAsPrinted(question, [...page.vehicles, ...candidate.applies_to]),
    subject(question),
    balance(question, 'question'),
    doubled(question, 'question', ''),
    debris(question, 'question'),
    spelling(question, 'question', known),
    answerShape(answer),
    ...itemsOf(answer).map((item) => worst([balance(item, 'answer'), doubled(item, 'answer', printed), debris(item, 'answer')])),
    spelling(answer, 'answer', known),
    english(question, 'question'),
    english(answer, 'answer'),
  ])
})

function questionShape(question: string, mark: boolean): Finding {
  const text = plainText(question)
  if (text !== text.trim() || /\n|\t| {2}/.test(text)) return fail('The question has stray spaces or line breaks.')
  if (mark && !text.endsWith('?')) return fail('The question does not end with a question mark.')
  if (/[\s,;:.\-–(]\?$/.test(text)) return fail('The question breaks off before its question mark.')
  if (text.slice(0, -1).includes('?')) return fail('The question is more than one sentence.')
  if (!/^["']?[\p{Lu}\d]/u.test(text)) return fail('The question does not start with a capital letter.')
  if (/[.!;]\s+\p{Lu}\p{Ll}/u.test(text.replace(/\b(?:No|Nos|St|Gr|Fig|approx|max|min|incl|excl|dia|cyl|resp)\.\s/gi, ''))) {
    return fail('The question is more than one sentence.')
  }
  const nested = NESTED.exec(text.replace(OPENING, ' '))
  if (nested !== null) return fail(`The question holds another question: “${nested[0]}”.`)
  if (/:/.test(text.replace(/\d\s*:\s*\d/g, '').replace(OPENING, ' ')))
    return fail('The question holds a colon: a heading or a label stands in it.')
  if (/[\p{L}\d)] - [\p{L}\d(]/u.test(text.replace(/"[^"]*"|\([^()]*\)/g, '')))
    return fail('The question holds a dash: a heading or a label stands in it.')
  if (!ASKING.test(text)) return fail('The question asks nothing: it has no question word and no verb.')
  if (
    DANGLING.test(text.replace(/\?$/, '')) &&
    !/\b(?:on|in|to|at|for|from|by|with|of|into|through|against|behind|without|onto|page|step)\?$/i.test(text)
  )
    return fail('The question breaks off.')
  const heading = HEADING_WORD.exec(text.replace(/"[^"]*"|\([^()]*\)/g, ' '))
  if (heading !== null) return fail(`A heading stands in the question: “${heading[0].trim()}”.`)
  if (text.split(/\s+/).length > MAX_WORDS) return fail(`The question has more than ${MAX_WORDS} words.`)
  const letters = (text.match(/[\p{L}\p{N}\s]/gu) ?? []).length
  if (letters < text.length * MIN_LETTER_SHARE) return fail('The question is mostly signs.')
  return null
}

/** Names of vehicles and variants keep their capitals; everyday words that a table prints with a capital ('M52 With cast block') do not. */
function namesAsPrinted(question: string, names: readonly string[]): Finding {
  const capitalised = names.flatMap((name) => name.match(/\b\p{Lu}\p{Ll}{2,}\b/gu) ?? []).filter((word) => !isEnglish(word.toLowerCase()))
  const small = capitalised.find((word) => new RegExp(`\\b${word.toLowerCase()}\\b`, 'u').test(question))
  return small === undefined ? null : fail(`The name “${small}” is written small.`)
}

function subject(question: string): Finding {
  const named = contentWords(question).filter((word) => word.length >= 3)
  if (named.length === 0) return fail('The question has no subject.')
  if (/\b(?:of|for|the|a|an|to)\s+\?$/i.test(question)) return fail('The question has no subject.')
  return null
}

function balance(text: string, where: string): Finding {
  const plain = plainText(text)
  const open: string[] = []
  for (const sign of plain.replace(/^(?:\d{1,2}|[a-z])\)/i, ' ')) {
    if (sign === '(' || sign === '[') open.push(sign)
    else if (sign === ')' || sign === ']') {
      if (open.pop() !== (sign === ')' ? '(' : '[')) return fail(`The ${where} closes a bracket that it does not open.`)
    }
  }
  if (open.length > 0) return fail(`The ${where} opens a bracket that it does not close.`)
  // '15"' is a length, unless the mark closes what another one opened: '"Quick 15"'.
  const quotes = (
    plain
      .replace(/"[^"]*"/g, '')
      .replace(/\d\s?"/g, '')
      .match(/"/g) ?? []
  ).length
  return quotes % 2 === 0 ? null : fail(`The ${where} has a lone quotation mark.`)
}

/** Doubled words are let through where the page prints them ('is broken in in three phases'). */
function doubled(text: string, where: string, printed: string): Finding {
  const twice = /(?<![\p{L}\d-])(\p{L}{2,})\s+\1(?![\p{L}\d-])/iu.exec(plainText(text))
  if (twice === null || /^(?:that|had)$/i.test(twice[1] ?? '')) return null
  return printed.toLowerCase().includes(twice[0].toLowerCase()) ? null : fail(`The ${where} doubles the word “${twice[1]}”.`)
}

function debris(text: string, where: string): Finding {
  const plain = plainText(text)
  const mark = DEBRIS.exec(plain)
  if (mark !== null) return fail(`The ${where} holds a stray “${mark[0].trim()}”.`)
  const digit = /(?<![\p{L}\d])\p{L}*\p{Ll}\d+\p{Ll}{1,}\p{L}*/u.exec(plain)
  if (digit !== null && isEnglish(digit[0].replace(/0/g, 'o').replace(/1/g, 'l').replace(/5/g, 's')))
    return fail(`The ${where} has a digit inside a word: “${digit[0]}”.`)
  const clash = CLASH.exec(plain)
  if (clash !== null) return fail(`The ${where} does not read as a sentence: “${clash[0].trim()}”.`)
  const stop = [...plain.matchAll(/(\p{L}{5,})\. (?=\p{Ll})(?!to\b)/gu)].find(([, word]) => isEnglish(word ?? ''))
  if (stop !== undefined) return fail(`The ${where} has a full stop inside a sentence: “${stop[0].trim()}”.`)
  const number = /(?<!\b(?:No|Nos|Nr|Gr|Fig|type))[.!?]\s+\d{3,}\.?$/i.exec(plain)
  if (number !== null) return fail(`The ${where} ends with a stray number: “${number[0].trim()}”.`)
  const broken = /\p{L}{2,}- (?!and\b|or\b|to\b|nor\b|through\b|but\b|with\b|than\b|as\b)\p{Ll}+/u.exec(plain)
  return broken === null ? null : fail(`The ${where} holds a word broken by a line end: “${broken[0]}”.`)
}

function answerShape(answer: string): Finding {
  const text = plainText(answer)
  if (text !== text.trim()) return fail('The answer has stray spaces around it.')
  if (!/[\p{L}\p{N}]/u.test(text)) return fail('The answer holds no letter and no digit.')
  if (/^[-,;:.)\]/*=+]/.test(text) && !/^(?:[-+]\s?\d|\.\d|- \p{L}.*\n- )/su.test(text)) return fail('The answer starts with a stray sign.')
  if (/[,;:([/=+&-]$/.test(text)) return fail('The answer breaks off.')
  if (DANGLING.test(text)) return fail('The answer breaks off.')
  if (!isStepList(answer) && itemsOf(answer).some((line) => /^\p{L}[\p{L} ]{2,30}:$/u.test(line) && itemsOf(answer).length === 1)) {
    return fail('The answer is a heading.')
  }
  return null
}

const trusted = new WeakMap<PageMaterial, { readonly min_confidence: number; readonly words: ReadonlySet<string> }>()

/** Words of the page that were read with good confidence, and names that its settings give. Lower case; remembered for the page. */
function trustedWords(page: PageMaterial, min_confidence: number): ReadonlySet<string> {
  const before = trusted.get(page)
  if (before?.min_confidence === min_confidence) return before.words
  const words = new Set<string>()
  const add = (text: string): void => wordsOf(text).forEach((word) => words.add(word))
  for (const line of page.reading.lines) {
    for (const word of line.words) if (word.confidence >= min_confidence) add(word.text)
    if (line.words.length === 0 && line.confidence >= min_confidence) add(line.text)
  }
  for (const structure of [page.structure, page.previous?.structure, page.next?.structure]) {
    for (const block of structure?.blocks ?? []) if (block.confidence >= min_confidence) add(block.text)
    for (const cell of structure?.tables.flatMap(({ rows }) => rows.flat()) ?? []) if (cell.confidence >= min_confidence) add(cell.text)
  }
  for (const name of [...page.vehicles, page.page.section.name, page.page.source_path]) add(name)
  for (const { name } of [...page.operations, ...(page.section_operations ?? [])]) add(name)
  trusted.set(page, { min_confidence, words })
  return words
}

function spelling(text: string, where: string, known: ReadonlySet<string>): Finding {
  const words = wordsOf(text)
  const together = words.find(isRunTogether)
  if (together !== undefined) return fail(`The ${where} runs words together: “${together}”.`)
  const strange = words.find((word) => word.length >= 4 && !known.has(word) && !isEnglish(word))
  return strange === undefined ? null : fail(`“${strange}” in the ${where} is neither English nor read on the page with good confidence.`)
}

function english(text: string, where: string): Finding {
  const words = wordsOf(text).filter((word) => word.length >= 4)
  if (words.length < 4) return null
  const share = words.filter(isEnglish).length / words.length
  return share >= MIN_ENGLISH_SHARE
    ? null
    : fail(
        `The ${where} is not English, or badly read: ${words
          .filter((word) => !isEnglish(word))
          .slice(0, 3)
          .join(', ')}.`,
      )
}
