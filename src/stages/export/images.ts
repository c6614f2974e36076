import { createHash, randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { link, lstat, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { dirname, posix, relative, sep } from 'node:path'
import sharp from 'sharp'
import { IMAGES_FOLDER } from '../../formats/validate.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Settings } from '../../contracts/settings.ts'
import { TEMPORARY_PREFIX, type Workspace } from '../../contracts/workspace.ts'
import { asPagetuneError, PagetuneError } from '../../contracts/error.ts'
import { dataPath, describeFile, type ManifestFile } from './dataset-folder.ts'
import type { ShownPages } from './pages.ts'

const NAME_LENGTH = 120

/**
 * Names of the dataset's pictures by page id, relative to the dataset folder: the page id where that is plain ASCII, else made so, with
 * eight digits of its SHA-256 where the name would not be the page's alone (also on file systems that ignore case).
 */
export function imageNames(pages: Iterable<CataloguePage>): Map<string, string> {
  const pictured = [...pages].filter((page) => page.image !== null)
  const plain = new Map(pictured.map((page) => [page.page_id, plainName(page.page_id)]))
  const taken = new Map<string, number>()
  for (const name of plain.values()) taken.set(name.toLowerCase(), (taken.get(name.toLowerCase()) ?? 0) + 1)
  const names = new Map<string, string>()
  for (const { page_id, image } of pictured) {
    const name = plain.get(page_id) ?? ''
    const own = name === page_id && taken.get(name.toLowerCase()) === 1
    const hash = createHash('sha256').update(page_id).digest('hex').slice(0, 8)
    const ending = posix.extname(image?.path ?? '').toLowerCase()
    names.set(page_id, `${IMAGES_FOLDER}/${own ? name : `${name}-${hash}`}${ending}`)
  }
  return names
}

function plainName(page_id: string): string {
  const ascii = page_id
    .normalize('NFKD')
    .replace(/[^\x21-\x7e]+/g, '_')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
  const trimmed = ascii
    .replace(/_{2,}/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, NAME_LENGTH)
  return trimmed === '' ? 'page' : trimmed
}

/** How many pictures are kept at hand: pairs come page by page. */
const REMEMBERED = 4

/** Gives the bytes of pages' pictures as the dataset shows them. */
export class ShownImages {
  readonly #workspace: Workspace
  readonly #pages: ShownPages
  readonly #recent = new Map<string, Buffer>()

  constructor(workspace: Workspace, pages: ShownPages) {
    this.#workspace = workspace
    this.#pages = pages
  }

  /** Whether the picture is the prepared one, not a scaled copy. */
  isPrepared(page_id: string): boolean {
    return !this.#pages.scaled.has(page_id)
  }

  async bytes(page_id: string): Promise<Buffer> {
    const found = this.#recent.get(page_id)
    if (found !== undefined) return found
    const shown = this.#pages.shown.get(page_id)?.image
    if (!shown) {
      throw new PagetuneError('NOT_FOUND', `The page ${page_id} has no picture.`, {
        where: page_id,
        fix: 'Run `pagetune prepare --force`.',
      })
    }
    const prepared = await this.#workspace.read(shown.path)
    const bytes = this.isPrepared(page_id) ? prepared : await resized(prepared, shown.path, shown)
    this.#recent.set(page_id, bytes)
    const [oldest] = this.#recent.keys()
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest)
    return bytes
  }
}

function resized(bytes: Buffer, path: string, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const picture = sharp(bytes).resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
  return posix.extname(path).toLowerCase() === '.png' ? picture.png().toBuffer() : picture.jpeg({ quality: 92 }).toBuffer()
}

/** Puts one page's picture into the dataset folder; one that is there already stays untouched. A scaled picture is always a copy. */
export async function placeImage(
  page: CataloguePage,
  name: string,
  mode: Exclude<Settings['export']['image_copy_mode'], 'embedded'>,
  images: ShownImages,
  workspace: Workspace,
): Promise<ManifestFile> {
  const target = dataPath(name)
  const bytes = await images.bytes(page.page_id)
  const file = describeFile(name, bytes)
  if (mode === 'copy' || page.image === null || !images.isPrepared(page.page_id)) {
    if (!(await isSameCopy(workspace, target, file))) await workspace.write(target, bytes)
  } else await placeLink(workspace.localPath(page.image.path), workspace.localPath(target), mode, name)
  return file
}

async function isSameCopy(workspace: Workspace, target: string, file: ManifestFile): Promise<boolean> {
  const status = await lstatOrNull(workspace.localPath(target))
  if (status === null || !status.isFile() || status.nlink > 1 || status.size !== file.bytes) return false
  return describeFile(file.path, await workspace.read(target)).sha256 === file.sha256
}

/** A hard link, or a symbolic link with a relative target, made beside and renamed. */
async function placeLink(source: string, target: string, mode: 'hardlink' | 'relative', name: string): Promise<void> {
  const temporary = `${dirname(target)}${sep}${TEMPORARY_PREFIX}${randomBytes(6).toString('hex')}`
  const relativeSource = relative(dirname(target), source)
  try {
    await mkdir(dirname(target), { recursive: true })
    const status = await lstatOrNull(target)
    if (mode === 'hardlink') {
      const wanted = await lstatOrNull(source)
      if (status !== null && wanted !== null && status.ino === wanted.ino && status.dev === wanted.dev) return
      await link(source, temporary)
    } else {
      if (status?.isSymbolicLink() && (await readlink(target)) === relativeSource) return
      await symlink(relativeSource, temporary)
    }
    await rename(temporary, target)
  } catch (cause) {
    throw asPagetuneError(cause, name)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch {
    return null
  }
}
