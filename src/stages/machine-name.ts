import type { CataloguePage } from '../contracts/page.ts'
import type { Settings } from '../contracts/settings.ts'

/** What a page is about: vehicles or other machines by the first path rule that matches, else the manual's. Patterns are case-insensitive. */
export function vehiclesOf(page: Pick<CataloguePage, 'source_path'>, settings: Settings): readonly string[] {
  const rule = settings.vehicle.by_path.find(({ pattern }) => new RegExp(pattern, 'i').test(page.source_path))
  if (rule !== undefined) return rule.names
  if (settings.vehicle.names.length > 0) return settings.vehicle.names
  const named = namedByPath(page.source_path)
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
  return words.every((word) => /^[\p{L}\d-]+$/u.test(word)) && words.some((word) => isCode(word) || isMark(word)) && /\d/.test(folder)
}
