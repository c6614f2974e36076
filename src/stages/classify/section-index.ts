import type { Classification, SectionIndex } from '../../contracts/classification.ts'
import type { CataloguePage } from '../../contracts/page.ts'

/** A page with what was found on it. */
export interface ClassifiedPage {
  readonly page: CataloguePage
  readonly classification: Classification
}

/**
 * Merges the index pages of one section: jobs by full code; the same code on several pages keeps them all; of differing names
 * the first stays and a warning names the other; rows without a code are kept apart.
 */
export function mergedIndex(pages: readonly ClassifiedPage[]): SectionIndex {
  const indexPages = pages.filter(({ classification }) => classification.is_index)
  const procedures = new Map<string, { code: string; name: string; pages: Set<string> }>()
  const without_code: SectionIndex['without_code'] = []
  const merge_warnings: string[] = []
  for (const { classification } of indexPages) {
    for (const { code, name, page } of classification.index_entries) {
      if (code === null) {
        if (!without_code.some((entry) => entry.name === name && entry.page === page)) without_code.push({ name, page })
        continue
      }
      const known = procedures.get(code)
      if (known === undefined) {
        procedures.set(code, { code, name, pages: new Set([page]) })
        continue
      }
      known.pages.add(page)
      if (known.name !== name)
        merge_warnings.push(`${code}: "${known.name}" kept, "${name}" on page ${page} differs (${classification.page_id})`)
    }
  }
  const merged = [...procedures.values()]
    .map((procedure) => ({ ...procedure, pages: [...procedure.pages].toSorted(byNumber) }))
    .toSorted((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0))
  const page_to_procedures: Record<string, string[]> = {}
  for (const { code, pages: numbers } of merged) {
    for (const number of numbers) (page_to_procedures[number] ??= []).push(code)
  }
  const sorted = Object.entries(page_to_procedures).toSorted(([one], [other]) => byNumber(one, other))
  return {
    section_id: pages[0]?.page.section.id ?? '',
    section_name: pages[0]?.page.section.name ?? '',
    index_pages: indexPages.map(({ page }) => page.source_path.slice(page.source_path.lastIndexOf('/') + 1)),
    procedures: merged,
    page_to_procedures: Object.fromEntries(sorted),
    merge_warnings,
    without_code,
  }
}

/** '21-9' before '21-10': numbers by value, the rest by character. */
function byNumber(one: string, other: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? []
  const [a, b] = [parts(one), parts(other)]
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = Number(a[at]) - Number(b[at])
    if (Number.isFinite(difference) && difference !== 0) return difference
    if (!Number.isFinite(difference) && a[at] !== b[at]) return a[at]! < b[at]! ? -1 : 1
  }
  return a.length - b.length
}
