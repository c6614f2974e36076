import sharp from 'sharp'
import { PagetuneError } from '../contracts/error.ts'
import type { Raster } from '../contracts/ocr.ts'
import { bmpSize, decodeBmp, type RgbPixels } from './decode-bmp.ts'

/** What a picture's header says, before anything is decoded. */
export interface PictureInfo {
  /** Pixels as stored, before an EXIF turn. */
  readonly width: number
  readonly height: number
  /** Pages of a TIFF; 1 for all else (an animation counts as its first frame). */
  readonly pages: number
  readonly hasAlpha: boolean
  /** 8-bit sRGB in three channels, upright, not animated: a JPEG or PNG like that may be used as it is. */
  readonly isPlain: boolean
}

/**
 * Damage that a decoder reports fails the picture; mere oddities (extra bytes between markers) do not.
 * Size limits are the caller's: it looks at the header first.
 */
const OPEN = { failOn: 'error', limitInputPixels: false } as const
const PAPER = '#ffffff'

/** Reads the header. Throws IMAGE_DAMAGED when there is none to read; `where` names the picture in the error. */
export async function pictureInfo(bytes: Buffer, where: string): Promise<PictureInfo> {
  const bmp = isBmp(bytes) ? bmpSize(bytes) : null
  if (bmp !== null) return { ...bmp, pages: 1, hasAlpha: false, isPlain: false }
  try {
    const metadata = await sharp(bytes, OPEN).metadata()
    return {
      width: metadata.width,
      height: metadata.pageHeight ?? metadata.height,
      pages: metadata.format === 'tiff' ? (metadata.pages ?? 1) : 1,
      hasAlpha: metadata.hasAlpha,
      isPlain:
        (metadata.format === 'jpeg' || metadata.format === 'png') &&
        metadata.space === 'srgb' &&
        metadata.depth === 'uchar' &&
        metadata.channels === 3 &&
        !metadata.isPalette &&
        (metadata.orientation ?? 1) === 1 &&
        (metadata.icc === undefined || isSrgbProfile(metadata.icc)),
    }
  } catch (cause) {
    throw damaged(cause, where)
  }
}

/**
 * Decodes the whole picture to 8-bit sRGB: EXIF turn applied, CMYK and colour profiles converted, transparency laid on
 * white paper. `page` is 1-based and matters for TIFF. Throws IMAGE_DAMAGED.
 */
export async function decodePicture(bytes: Buffer, page: number, where: string): Promise<RgbPixels> {
  try {
    if (isBmp(bytes)) return decodeBmp(bytes)
    const { data, info } = await sharp(bytes, { ...OPEN, page: page - 1 })
      .autoOrient()
      .flatten({ background: PAPER })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, data: info.channels === 3 ? data : spread(data, info.channels) }
  } catch (cause) {
    throw damaged(cause, where)
  }
}

/** Writes pixels as PNG. `channels` is 4 when every fourth byte is to be dropped. */
export async function encodeRgbPng(pixels: RgbPixels, channels: 3 | 4 = 3): Promise<Buffer> {
  const { width, height, data } = pixels
  const picture = sharp(data, { raw: { width, height, channels } })
  return (channels === 4 ? picture.removeAlpha() : picture).png().toBuffer()
}

/** Brightness of each pixel by the weights of ITU-R BT.601; `channels` bytes a pixel, of which the first three count. */
export function greyOf(pixels: RgbPixels, channels: 3 | 4 = 3): Raster {
  const { width, height, data } = pixels
  const grey = new Uint8Array(width * height)
  for (let index = 0, at = 0; index < grey.length; index++, at += channels) {
    grey[index] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29 + 128) >> 8
  }
  return { width, height, data: grey }
}

/** The part of a picture between two columns. */
export function cutColumns(pixels: RgbPixels, left: number, right: number): RgbPixels {
  const width = right - left
  const data = Buffer.alloc(width * pixels.height * 3)
  for (let y = 0; y < pixels.height; y++) {
    const from = (y * pixels.width + left) * 3
    pixels.data.copy(data, y * width * 3, from, from + width * 3)
  }
  return { width, height: pixels.height, data }
}

function isBmp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === 'BM'
}

/** Grey (with or without alpha) as red, green and blue. */
function spread(data: Buffer, channels: number): Buffer {
  const pixels = data.length / channels
  const rgb = Buffer.alloc(pixels * 3)
  for (let index = 0; index < pixels; index++) {
    for (let channel = 0; channel < 3; channel++) rgb[index * 3 + channel] = data[index * channels + (channels > 2 ? channel : 0)]!
  }
  return rgb
}

/** Whether an ICC profile names itself sRGB ("s R G B" in UTF-16 in newer profiles). */
function isSrgbProfile(icc: Buffer): boolean {
  return icc.includes('sRGB') || icc.includes(Buffer.from('sRGB', 'utf16le').swap16())
}

function damaged(cause: unknown, where: string): PagetuneError {
  const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new PagetuneError('IMAGE_DAMAGED', `The picture cannot be decoded: ${message}.`, {
    where,
    fix: 'Copy the file again from its origin, or save it anew in a picture program.',
    cause,
  })
}
