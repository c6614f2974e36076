import { decodeGlance, type Glance } from '../../imaging/signature.ts'
import type { PageImage } from './verdicts.ts'

/** What is known of a page for finding its copies; kept in memory for all pages of the corpus. */
export interface PageTraits {
  readonly page_id: string
  readonly kind: 'image' | 'html'
  /** Source file's SHA-256, page and half: equal for pages of identical files. */
  readonly origin: string
  readonly image: (PageImage & { readonly pixels: number }) | null
  readonly isFromPdf: boolean
  /** Digest of the words of a trusted text layer; null without one. */
  readonly trustedText: string | null
  readonly signature: string | null
}

/** A page shown by another one's entry, and how the copy was recognised. */
export interface Copy {
  readonly of: number
  readonly how: string
}

/**
 * Which pages are copies of which: for each page the index of the page that stands for it, or null when it stands for
 * itself. Of several that show the same, the one with a trusted text layer stands for the others, else the one with the
 * most pixels, else the first.
 */
export async function findCopies(
  pages: readonly PageTraits[],
  similarPairs: (glances: readonly (Glance | null)[]) => readonly (readonly [number, number])[],
  isSamePicture: (one: PageImage, other: PageImage) => Promise<boolean>,
): Promise<(Copy | null)[]> {
  const copies: (Copy | null)[] = pages.map(() => null)
  const partners = pages.map((): number[] => [])
  for (const [one, other] of similarPairs(pages.map(({ signature }) => (signature === null ? null : decodeGlance(signature))))) {
    partners[one]!.push(other)
    partners[other]!.push(one)
  }
  const firstOf = { origin: new Map<string, number>(), image: new Map<string, number>() }
  const settled = new Set<number>()
  for (const index of byPreference(pages)) {
    const page = pages[index]!
    copies[index] = exactCopy(page, firstOf) ?? (await pictureCopy(index))
    settled.add(index)
    if (copies[index] !== null) continue
    firstOf.origin.set(page.origin, index)
    if (page.image !== null) firstOf.image.set(page.image.sha256, index)
  }
  return copies

  async function pictureCopy(index: number): Promise<Copy | null> {
    const page = pages[index]!
    for (const other of partners[index]!) {
      const model = pages[other]!
      if (!settled.has(other) || copies[other] !== null || page.image === null || model.image === null) continue
      // Two text layers that can be trusted say more than the pictures.
      if (page.trustedText !== null && model.trustedText !== null && page.trustedText !== model.trustedText) continue
      if (await isSamePicture(model.image, page.image)) return { of: other, how: howAlike(page, model) }
    }
    return null
  }
}

function byPreference(pages: readonly PageTraits[]): number[] {
  const rank = (index: number): [number, number] => [pages[index]!.trustedText === null ? 1 : 0, -(pages[index]!.image?.pixels ?? 0)]
  return pages
    .map((_, index) => index)
    .sort((one, other) => {
      const [a, b] = [rank(one), rank(other)]
      return a[0] - b[0] || a[1] - b[1] || one - other
    })
}

function exactCopy(page: PageTraits, firstOf: { origin: Map<string, number>; image: Map<string, number> }): Copy | null {
  const sameFile = firstOf.origin.get(page.origin)
  if (sameFile !== undefined) return { of: sameFile, how: 'same file' }
  const samePicture = page.image === null ? undefined : firstOf.image.get(page.image.sha256)
  return samePicture === undefined ? null : { of: samePicture, how: 'same picture' }
}

function howAlike(page: PageTraits, model: PageTraits): string {
  return page.isFromPdf === model.isFromPdf ? 'same page at another size, compression or scan' : 'picture of the same page as in the PDF'
}
