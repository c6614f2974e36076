import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodePicture, pictureInfo } from '../../src/imaging/decode.ts'
import { findFold } from '../../src/imaging/double-page.ts'
import { isBlank } from '../../src/imaging/page-likeness.ts'
import { loadRaster } from '../../src/imaging/raster.ts'
import { decodeGlance, encodeGlance, glanceOf, likeness } from '../../src/imaging/signature.ts'
import { inkMap } from '../../src/imaging/signature-ink.ts'
import { MATCH_SIDE, matchPages } from '../../src/imaging/signature-match.ts'
import { printedPage } from '../bad-files.ts'

/** An uncompressed BMP of 2 × 2: red green over blue white, at 24 bits (bottom row first, rows padded to four bytes). */
const BMP = Buffer.from(
  '424d46000000000000003600000028000000020000000200000001001800000000001000000000000000000000000000000000000000' +
    'ff0000ffffff0000' +
    '0000ff00ff000000',
  'hex',
)
const pixelsOf = (data: Buffer, count: number) => Array.from({ length: count }, (_, index) => [...data.subarray(index * 3, index * 3 + 3)])

describe('decodePicture', () => {
  const square = (background: string) => sharp({ create: { width: 4, height: 2, channels: 3, background } })

  it('turns every kind of picture into 8-bit sRGB', async () => {
    const grey = await square('#808080').toColourspace('b-w').png().toBuffer()
    const deep = await square('#ff8000').toColourspace('rgb16').png().toBuffer()
    const clear = await sharp({ create: { width: 4, height: 2, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer()
    const palette = await square('#00ff00').png({ palette: true }).toBuffer()
    const cmyk = await square('#ffffff').toColourspace('cmyk').jpeg().toBuffer()
    const first = async (bytes: Buffer) => {
      const { width, height, data } = await decodePicture(bytes, 1, 'x')
      expect([width, height, data.length]).toEqual([4, 2, 24])
      return [...data.subarray(0, 3)]
    }
    expect(await first(grey)).toEqual([128, 128, 128])
    expect(await first(deep)).toEqual([255, 128, 0])
    expect(await first(clear)).toEqual([255, 255, 255])
    expect(await first(palette)).toEqual([0, 255, 0])
    for (const value of await first(cmyk)) expect(value).toBeGreaterThan(245)
    for (const bytes of [grey, deep, clear, palette, cmyk]) expect((await pictureInfo(bytes, 'x')).isPlain).toBe(false)
    expect((await pictureInfo(await square('#fff').jpeg().toBuffer(), 'x')).isPlain).toBe(true)
  })

  it('applies the EXIF turn', async () => {
    const turned = await square('#fff').withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await pictureInfo(turned, 'x')).toMatchObject({ width: 4, height: 2, isPlain: false })
    expect(await decodePicture(turned, 1, 'x')).toMatchObject({ width: 2, height: 4 })
  })

  it('reads BMP, and refuses a cut one', async () => {
    expect(await pictureInfo(BMP, 'x')).toMatchObject({ width: 2, height: 2 })
    const { data } = await decodePicture(BMP, 1, 'x')
    expect(pixelsOf(data, 4)).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
    ])
    await expect(decodePicture(BMP.subarray(0, 60), 1, 'x')).rejects.toMatchObject({ code: 'IMAGE_DAMAGED' })
  })

  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif'] as const)('fails a truncated %s', async (format) => {
    const bytes = await (await printedPage()).toFormat(format).toBuffer()
    await expect(decodePicture(bytes.subarray(0, bytes.length >> 1), 1, 'cut')).rejects.toMatchObject({
      code: 'IMAGE_DAMAGED',
      where: 'cut',
    })
  })
})

async function rasterOf(svg: string, width: number, height: number) {
  const bytes = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${svg}</svg>`,
  )
  return (await loadRaster(await sharp(bytes).png().toBuffer())).raster
}

describe('isBlank', () => {
  it('knows an empty sheet with dust and uneven light from a page with one line', async () => {
    const shade =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#bbb"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>'
    const dust = Array.from({ length: 40 }, (_, index) => `<circle cx="${(index * 37) % 800}" cy="${(index * 91) % 1000}" r="1.5"/>`).join(
      '',
    )
    expect(isBlank(await rasterOf(shade + dust, 800, 1000))).toBe(true)
    expect(isBlank(await rasterOf(`${shade}${dust}<text x="200" y="500" font-size="20">This page is left blank.</text>`, 800, 1000))).toBe(
      false,
    )
    expect(isBlank(await rasterOf('<text x="380" y="60" font-size="22">28</text>', 800, 1000))).toBe(false)
  })
})

describe('findFold', () => {
  const column = (x: number, lines: number) =>
    Array.from(
      { length: lines },
      (_, index) => `<text x="${x}" y="${200 + index * 34}" font-size="22">Remove screws and take off cover, check it</text>`,
    ).join('')
  const foot = (x: number, text: string) => `<text x="${x}" y="1050" font-size="22">${text}</text>`

  it('parts two pages with a running foot each', async () => {
    const raster = await rasterOf(column(100, 15) + column(880, 18) + foot(100, 'J 01') + foot(880, 'J 02'), 1600, 1100)
    expect(findFold(raster, 1.3)).toBeGreaterThan(600)
    expect(findFold(raster, 1.3)).toBeLessThan(860)
    expect(findFold(raster, 1.6)).toBe(null)
  })

  it('parts two pages by the shadow of the fold', async () => {
    const shadow =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset=".5" stop-color="#444"/><stop offset="1" stop-color="#fff"/></linearGradient></defs><rect x="740" width="120" height="1100" fill="url(#g)"/>'
    const fold = findFold(await rasterOf(shadow + column(100, 15) + column(900, 18), 1600, 1100), 1.3)
    expect(fold).toBeGreaterThan(780)
    expect(fold).toBeLessThan(820)
  })

  it('leaves a wide page of two columns whole', async () => {
    const number = '<text x="770" y="60" font-size="30">34-5</text>'
    expect(findFold(await rasterOf(number + column(100, 15) + column(880, 18), 1600, 1100), 1.3)).toBe(null)
    expect(findFold(await rasterOf(number + column(100, 15) + column(880, 18) + foot(880, '* See Specifications'), 1600, 1100), 1.3)).toBe(
      null,
    )
    const ruled = '<text x="100" y="40" font-size="22">0670-4</text><rect x="60" y="60" width="1480" height="4"/>'
    expect(findFold(await rasterOf(ruled + column(100, 15) + column(880, 18) + foot(100, 'a') + foot(880, 'b'), 1600, 1100), 1.3)).toBe(
      null,
    )
    expect(
      findFold(await rasterOf(`${column(100, 15)}${column(880, 18)}<rect x="799" y="100" width="3" height="900"/>`, 1600, 1100), 1.3),
    ).toBe(null)
  })
})

describe('copies', () => {
  const rows = ['M6 8.8', 'M6 10.9', 'M8 8.8', 'M8 10.9', 'M10 8.8', 'M10 10.9', 'M12 8.8', 'M12 10.9']
  const form = (values: readonly number[]) =>
    `<rect x="60" y="60" width="1480" height="980" fill="none" stroke="#000" stroke-width="4"/><text x="90" y="110" font-size="34" font-weight="bold">Tightening torques</text>` +
    rows
      .map((row, index) => {
        const y = 200 + index * 60
        return `<rect x="60" y="${y + 18}" width="1480" height="3"/><text x="100" y="${y}" font-size="28">${row} screws</text><text x="1200" y="${y}" font-size="28">${values[index]} Nm</text>`
      })
      .join('')
  const values = [9, 14, 24, 34, 47, 66, 82, 115]
  const mapOf = async (picture: Sharp) => {
    const { raster } = await loadRaster(await picture.png().toBuffer())
    return { map: inkMap(raster, MATCH_SIDE), glance: glanceOf(raster) }
  }
  const drawn = async (numbers: readonly number[]) => {
    const raster = await rasterOf(form(numbers), 1600, 1100)
    return sharp(raster.data, { raw: { width: 1600, height: 1100, channels: 1 } })
  }

  it.each([
    ['smaller and compressed', (page: Sharp) => page.resize(1000).jpeg({ quality: 50 })],
    ['skewed', (page: Sharp) => page.rotate(0.7, { background: '#fff' }).jpeg({ quality: 70 })],
    ['with other margins', (page: Sharp) => page.extend({ top: 40, left: 60, bottom: 10, right: 20, background: '#fff' })],
    ['with a black edge', (page: Sharp) => page.extend({ left: 25, background: '#000' })],
    ['bolder', (page: Sharp) => page.blur(1.2).linear(1.8, -150)],
    ['on grey paper', (page: Sharp) => page.linear(0.6, 60)],
  ])('recognises a copy that is %s', async (_name, change) => {
    const one = await mapOf(await drawn(values))
    const other = await mapOf(sharp(await change(sharp(await (await drawn(values)).png().toBuffer())).toBuffer()))
    expect(likeness(one.glance, decodeGlance(encodeGlance(other.glance)))).toBeGreaterThan(0.85)
    expect(matchPages(one.map, other.map).isSame).toBe(true)
  })

  it.each([
    ['another digit', [9, 14, 24, 34, 47, 66, 87, 115]],
    ['one more digit', [9, 14, 24, 34, 47, 66, 82, 1150]],
    ['other values', [12, 15, 28, 39, 51, 70, 90, 121]],
  ])('does not take the same form with %s for a copy', async (_name, numbers) => {
    const one = await mapOf(await drawn(values))
    const other = await mapOf(sharp(await (await drawn(numbers)).resize(1200).jpeg({ quality: 60 }).toBuffer()))
    expect(matchPages(one.map, other.map).isSame).toBe(false)
  })
})
