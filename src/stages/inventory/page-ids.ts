import { createHash } from 'node:crypto'
import { sectionSlug } from '../artifacts.ts'
import { type Placed, stemOf } from './sections.ts'

/** Room for page and half ('-p0123_L') is left within 100 characters. */
const LONGEST_BASE = 90
const HASH_LENGTH = 8
/** So much of the section's name stands in the id of a numbered page: '21-03_clutch', '00-01_torque-s'. */
const NAME_LENGTH = 8

/**
 * Gives every page an id: ASCII, fit for a file name on any system, the same on every run, unique over all files (also
 * where upper and lower case are one). Numbered pages of a numbered section are '21-03_clutch'; others '<section>-<name>';
 * pages of documents end in '-p001'. Files whose ids would clash, or whose names do not survive in ASCII, carry a hash of
 * their path. Call it for the files in their order.
 */
export function pageIdMaker(): (file: { path: string; root: number; isDocument: boolean; pages: number }, placed: Placed) => string[] {
  const taken = new Set<string>()

  /** Halves of a double page may come to be called '<id>_L' and '<id>_R'. */
  const claims = (id: string): string[] => [id, `${id}_L`, `${id}_R`].map((claim) => claim.toLowerCase())
  const isFree = (ids: readonly string[]) => ids.every((id) => claims(id).every((claim) => !taken.has(claim)))

  return ({ path, root, isDocument, pages }, placed) => {
    const hash = createHash('sha256').update(`${root} ${path}`).digest('hex')
    const plain = baseId(path, placed, hash)
    let ids = numbered(plain, isDocument, pages)
    for (let length = HASH_LENGTH; !isFree(ids); length += HASH_LENGTH) {
      ids = numbered(`${plain.slice(0, LONGEST_BASE - length - 1)}-${hash.slice(0, length)}`, isDocument, pages)
    }
    for (const id of ids) for (const claim of claims(id)) taken.add(claim)
    return ids
  }
}

function numbered(base: string, isDocument: boolean, pages: number): string[] {
  if (!isDocument) return [base]
  const digits = Math.max(3, String(pages).length)
  return Array.from({ length: pages }, (_, index) => `${base}-p${String(index + 1).padStart(digits, '0')}`)
}

function baseId(path: string, placed: Placed, hash: string): string {
  const stem = stemOf(path.split('/').at(-1)!)
  const ascii = asciiName(stem)
  const name = ascii.isFaithful ? ascii.name : [ascii.name, hash.slice(0, HASH_LENGTH)].filter((part) => part !== '').join('-')
  const id = placed.isNumbered && stem.startsWith(placed.section.id) ? numberedPageId(name, placed) : sectionedId(name, placed)
  return id.length <= LONGEST_BASE
    ? id
    : `${id.slice(0, LONGEST_BASE - HASH_LENGTH - 1).replace(/[-_.]+$/, '')}-${hash.slice(0, HASH_LENGTH)}`
}

function numberedPageId(name: string, { section }: Placed): string {
  const slug = sectionSlug({ id: '', name: section.name }).slice(0, NAME_LENGTH).replace(/-+$/, '')
  return `${name}_${slug}`
}

function sectionedId(name: string, { section, isNumbered, sectionFolder }: Placed): string {
  if (sectionFolder === '' || asciiName(sectionFolder).name === name) return name
  return `${sectionSlug(isNumbered ? section : { id: '', name: sectionFolder })}-${name}`
}

/** Letters, digits, '-', '_' and '.' are kept, accents dropped, all else becomes '-'. Not faithful: letters or digits were lost. */
function asciiName(text: string): { name: string; isFaithful: boolean } {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '')
  const name = plain
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return { name, isFaithful: name !== '' && !/[^\p{ASCII}\P{L}]|[^\p{ASCII}\P{N}]/u.test(plain) }
}
