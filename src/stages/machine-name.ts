import type { CataloguePage } from '../contracts/page.ts'
import type { Block, Structure } from '../contracts/structure.ts'
import type { Settings } from '../contracts/settings.ts'

/** What a page is about: vehicles or other machines by the first path rule that matches, else the manual's. Patterns are case-insensitive. */
export function vehiclesOf(
  page: Pick<CataloguePage, 'source_path'> & Partial<Pick<CataloguePage, 'image'>>,
  settings: Settings,
  structure: Structure | null = null,
): readonly string[] {
  const rule = settings.vehicle.by_path.find(({ pattern }) => new RegExp(pattern, 'i').test(page.source_path))
  if (rule !== undefined) return rule.names
  if (settings.vehicle.names.length > 0) return settings.vehicle.names
  const named = namedByPath(page.source_path) ?? (structure === null ? null : namedByHeader(structure, page.image?.height ?? 0))
  return named === null ? [] : [named]
}

/** What a manual is about, where a folder or file says so: '1990 BMW M3 Electrical Troubleshooting Manual' names the 1990 BMW M3. */
function namedByPath(path: string): string | null {
  const parts = path.replace(/\.\w+$/, '').split('/')
  for (const part of parts) {
    const match =
      /^(.+?)[\s_-]+(?:(?:electrical|electronic|service|workshop|repair|shop|maintenance|owner'?s|user|technical|troubleshooting|operating|installation|hardware|reference)[\s_-]+)*(?:manual|handbook|guide)s?\b/i.exec(
        part,
      )
    const name = match?.[1]?.replace(/[_-]+/g, ' ').trim() ?? ''
    // A machine's name holds a figure or a code beside its maker ('BMW M3'); 'Aviation' alone names none.
    if (/\p{L}{2}/u.test(name) && /\d/.test(name) && /^[\p{Lu}\d]/u.test(name) && name.length <= 40) return name
  }
  // Of the folders that are named after a machine alone, the one nearest to the page.
  return parts.slice(0, -1).findLast((folder) => isMachine(folder)) ?? null
}

/** Folders that are counted or made by programs: 'Chapter 12', 'scans_2024'. */
const NO_MACHINE =
  /\b(?:chapters?|parts?|groups?|sections?|vol(?:ume)?s?|books?|binders?|folders?|files?|pages?|sheets?|scan(?:s|ned)?|images?|img|dpi|pdfs?|batch|bulletins?|appendix|rev(?:ision)?|version|draft|copy|new|old|set|lot|box|torques?|specs?|specifications?|data|engines?|index|system|unit)\b/i

/** 'ecoTherm 24', 'Lumen-M4 Board', 'Seagull D2': a name of at most four words, one of them of letters and figures or cased like a mark. */
function isMachine(folder: string): boolean {
  const words = folder.trim().split(/\s+/)
  if (words.length < 2 || words.length > 4 || /[_.]/.test(folder) || /^\d/.test(folder) || NO_MACHINE.test(folder)) return false
  const isCode = (word: string): boolean => /^[\p{L}-]*\p{Lu}[\p{L}-]*\d[\p{L}\d-]*$/u.test(word)
  const isMark = (word: string): boolean => /^\p{L}*\p{Ll}\p{Lu}\p{Ll}+$/u.test(word)
  const isPlain = words.every((word) => /^[\p{L}\d-]+$/u.test(word))
  // 'HackRF One', 'Rotair 15': a mark with several capitals, or a name with a number behind it.
  const isNamed = words.some((word) => /\p{Ll}\p{Lu}/u.test(word)) || /^\p{Lu}\p{Ll}{3,} \d{1,4}$/u.test(folder.trim())
  return isPlain && (isNamed || (words.some((word) => isCode(word) || isMark(word)) && /\d/.test(folder)))
}

/** The share of a page's height in which its running titles stand. */
const HEAD = 0.1
/** Words behind a machine's name in a running title. */
const OF_THE_BOOK =
  /[\s,–—-]+(?:(?:operating|operation|service|owner'?s|user'?s?|user|reference|instruction|installation|maintenance|technical|hardware|pilot'?s?|flight|product)\s+)*(?:manual|handbook|guide|instructions|documentation|data ?sheet|supplement|series manual)\b.*$/i
/** Codes of books, chapters and issues, which name no machine. */
const NO_NAME =
  /\b(?:section|chapter|part|appendix|table|figure|fig|page|rev(?:ision)?|issue|release|version|v\d|doc(?:ument)?|no|edition|group|book|volume|copyright|\p{L}+day|january|february|march|april|may|june|july|august|september|october|november|december|tm|poh|fm|iso|din|en)\b|\d{4,}|\d+-\d+-\d+|[©:;=?!]/iu

/** The machine that a running title names: 'MX-220 Motor Driver Board', 'SKYLARK MODEL 185F'; null where none does. */
function namedByHeader({ blocks }: Structure, height: number): string | null {
  const isHigh = (box: readonly number[] | null): boolean => box !== null && height > 0 && (box[3] ?? 0) < HEAD * height
  const foot = blocks.findLast(({ type }) => type !== 'page_number' && type !== 'table' && type !== 'figure')
  const titles = blocks
    .filter(
      (block) =>
        block.type === 'header' || (block.type === 'heading' && isHigh(block.box)) || (block === foot && / [|•·–—] /.test(block.text)),
    )
    // 'Barista 8 | Operating instructions | 23'
    .flatMap((block) => (block === foot && block.type !== 'header' && block.type !== 'heading' ? partsOf(block) : [block]))
  const names = titles.flatMap(({ type, text, box }) => {
    // A heading at the top is a running title where something else stands on its line.
    const isBeside = blocks.some(
      (other) => other.box !== null && box !== null && other.box !== box && Math.abs(other.box[1] - box[1]) < 0.01 * height,
    )
    const name = text.replace(OF_THE_BOOK, '').trim()
    const words = name.split(/\s+/)
    const isCode = (word: string): boolean => /^(?=[^\d]*\d)(?=.*\p{L})[\p{L}\d/-]{2,10}$/u.test(word)
    const isName =
      words.length >= 2 &&
      words.length <= 5 &&
      !NO_NAME.test(name) &&
      words.every((word) => /^[\p{L}\d&'/-]+$/u.test(word)) &&
      (words.some(isCode) || (words.length >= 3 && /\p{Lu}\p{L}+ \d{1,4}(?= \p{L}|$)/u.test(name))) &&
      words.every((word) => /^[\p{Lu}\d]|^\p{Ll}+\p{Lu}/u.test(word))
    return isName && (type === 'header' || isBeside || name !== text.trim()) ? [spelled(name)] : []
  })
  return new Set(names).size === 1 ? (names[0] ?? null) : null
}

/** The parts of a running foot that names its book; none of another line. */
function partsOf(block: Block): Block[] {
  const parts = block.text.split(/\s+[|•·–—]\s+/)
  const isOfBook = parts.some((part) => OF_THE_BOOK.test(` ${part}`) && !/\d/.test(part))
  return isOfBook ? parts.map((text) => ({ ...block, type: 'header', text })) : []
}

/** 'SKYLARK MODEL 185F' as a name in a sentence: 'Skylark Model 185F'. */
const spelled = (name: string): string =>
  name.replace(/\p{L}{4,}/gu, (word) => (word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word))
