import sharp from 'sharp'
import type { BenchPage, BenchSet } from './page-truth.ts'

/** What scanning does to a page. Sizes are shares of the drawn page, which stands for `DRAWN_DPI`. */
interface Damage {
  readonly name: string
  readonly dpi: number
  readonly jpeg: number
  /** Degrees clockwise. */
  readonly lean: number
  readonly turn: 0 | 90 | 180 | 270
  /** Specks a million pixels, and the grey of the paper (255 = white). */
  readonly specks: number
  readonly paper: number
}

/** The sample manual's pages have 1,240 pixels on a width of 8.27 inches. */
const DRAWN_DPI = 150
const NONE = { lean: 0, turn: 0, specks: 0, paper: 255 } as const

/** The damages, one for each page in turn. */
export const DAMAGES: readonly Damage[] = [
  { ...NONE, name: '150 dpi, JPEG 40', dpi: 150, jpeg: 40 },
  { ...NONE, name: '200 dpi, JPEG 70, leans 2.3°', dpi: 200, jpeg: 70, lean: 2.3 },
  { ...NONE, name: '300 dpi, JPEG 95, leans −5°', dpi: 300, jpeg: 95, lean: -5 },
  { ...NONE, name: '150 dpi, JPEG 60, on its side', dpi: 150, jpeg: 60, turn: 90 },
  { ...NONE, name: '200 dpi, JPEG 80, upside down, leans 0.7°', dpi: 200, jpeg: 80, turn: 180, lean: 0.7 },
  { ...NONE, name: '150 dpi, JPEG 80, speckled', dpi: 150, jpeg: 80, specks: 150 },
  { ...NONE, name: '150 dpi, JPEG 70, grey paper', dpi: 150, jpeg: 70, paper: 190 },
  { ...NONE, name: '150 dpi, JPEG 50, on its other side, grey, leans −1.4°', dpi: 150, jpeg: 50, turn: 270, paper: 210, lean: -1.4 },
]

/** The picture pages of a set, each damaged in one of the ways; PDFs, HTML and double pages are left out. */
export function degradedSet(clean: BenchSet): BenchSet {
  const pictures = clean.pages.filter(({ path, half }) => /\.jpe?g$/i.test(path) && half === null)
  const damaged = pictures.map((page, index): { page: BenchPage; damage: Damage; from: string } => ({
    page: { ...page, path: page.path.replace(/(\.\w+)$/, `-damaged.jpg`) },
    damage: DAMAGES[index % DAMAGES.length]!,
    from: page.path,
  }))
  return {
    name: 'degraded',
    description: `pages of the sample manual in ${DAMAGES.length} states of damage`,
    pages: damaged.map(({ page }) => page),
    bytes: async (path) => {
      const { damage, from } = damaged.find(({ page }) => page.path === path)!
      return damagedPicture(await clean.bytes(from), damage)
    },
  }
}

/** The bytes of a JPEG picture of a damaged page: always the same for the same picture. */
export async function damagedPicture(picture: Uint8Array, { dpi, jpeg, lean, turn, specks, paper }: Damage): Promise<Uint8Array> {
  const { width } = await sharp(picture).metadata()
  const { data, info } = await sharp(picture)
    .greyscale()
    .resize(Math.round((width * dpi) / DRAWN_DPI))
    .rotate(lean, { background: 'white' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const grey = Uint8Array.from(data, (value) => 30 + (value * (paper - 30)) / 255)
  let seed = 1
  for (let left = Math.round((specks * grey.length) / 1e6); left > 0; left--) {
    // Numerical Recipes' linear congruential generator.
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    grey[Math.floor((seed / 2 ** 32) * grey.length)] = 40
  }
  const level = sharp(grey, { raw: { width: info.width, height: info.height, channels: 1 } })
  return level.rotate(turn).jpeg({ quality: jpeg }).toBuffer()
}
