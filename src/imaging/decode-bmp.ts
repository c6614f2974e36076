/** Pixels of a picture: red, green, blue; row by row, no padding. */
export interface RgbPixels {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

const FILE_HEADER = 14
const CORE_HEADER = 12
const BI_RGB = 0
const BI_BITFIELDS = 3
const BI_ALPHABITFIELDS = 6

interface Header {
  readonly width: number
  readonly height: number
  readonly topDown: boolean
  readonly bits: number
  readonly compression: number
  readonly headerSize: number
  readonly coloursUsed: number
  readonly pixelsAt: number
}

/**
 * Width and height as a BMP's header says; null when it is no readable BMP. Needs the first 64 bytes.
 * Layout: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER and BITMAPINFOHEADER).
 */
export function bmpSize(bytes: Buffer): { width: number; height: number } | null {
  const header = readHeader(bytes)
  return header === null ? null : { width: header.width, height: header.height }
}

/** Decodes an uncompressed BMP of 1, 4, 8, 16, 24 or 32 bits. Throws an Error that says what is wrong with it. */
export function decodeBmp(bytes: Buffer): RgbPixels {
  const header = readHeader(bytes)
  if (header === null) throw new Error('the header of the BMP is damaged')
  const { width, height, bits, pixelsAt } = header
  const isMasked = header.compression === BI_BITFIELDS || header.compression === BI_ALPHABITFIELDS
  if (header.compression !== BI_RGB && !isMasked) throw new Error('the BMP is compressed (RLE), which is not supported')
  const stride = Math.ceil((width * bits) / 32) * 4
  if (bytes.length < pixelsAt + stride * height) throw new Error('the BMP is cut off')
  const paint = bits <= 8 ? paletteReader(bytes, header) : maskReader(bytes, header, isMasked)
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    const row = pixelsAt + stride * (header.topDown ? y : height - 1 - y)
    for (let x = 0; x < width; x++) paint(row, x, data, (y * width + x) * 3)
  }
  return { width, height, data }
}

type Paint = (row: number, x: number, target: Buffer, at: number) => void

function readHeader(bytes: Buffer): Header | null {
  if (bytes.length < FILE_HEADER + CORE_HEADER || bytes.toString('latin1', 0, 2) !== 'BM') return null
  const headerSize = bytes.readUInt32LE(FILE_HEADER)
  const isCore = headerSize === CORE_HEADER
  if (!isCore && (headerSize < 40 || bytes.length < FILE_HEADER + 40)) return null
  const signedHeight = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22)
  const header = {
    width: isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18),
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits: bytes.readUInt16LE(isCore ? 24 : 28),
    compression: isCore ? BI_RGB : bytes.readUInt32LE(30),
    headerSize,
    coloursUsed: isCore ? 0 : bytes.readUInt32LE(46),
    pixelsAt: bytes.readUInt32LE(10),
  }
  const isSound = header.width > 0 && header.height > 0 && [1, 4, 8, 16, 24, 32].includes(header.bits)
  return isSound ? header : null
}

function paletteReader(bytes: Buffer, header: Header): Paint {
  const { bits, headerSize } = header
  const entry = headerSize === CORE_HEADER ? 3 : 4
  const colours = header.coloursUsed === 0 ? 2 ** bits : Math.min(header.coloursUsed, 2 ** bits)
  const palette = FILE_HEADER + headerSize
  if (bytes.length < palette + colours * entry) throw new Error('the palette of the BMP is cut off')
  return (row, x, target, at) => {
    const byte = bytes[row + ((x * bits) >> 3)]!
    const index = (byte >> (8 - bits - ((x * bits) & 7))) & (2 ** bits - 1)
    const from = palette + Math.min(index, colours - 1) * entry
    target[at] = bytes[from + 2]!
    target[at + 1] = bytes[from + 1]!
    target[at + 2] = bytes[from]!
  }
}

function maskReader(bytes: Buffer, header: Header, isMasked: boolean): Paint {
  const size = header.bits / 8
  if (header.bits === 24) {
    return (row, x, target, at) => {
      const from = row + x * 3
      target[at] = bytes[from + 2]!
      target[at + 1] = bytes[from + 1]!
      target[at + 2] = bytes[from]!
    }
  }
  const maskAt = FILE_HEADER + 40
  if (isMasked && bytes.length < maskAt + 12) throw new Error('the colour masks of the BMP are cut off')
  const usual = header.bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff]
  const masks = isMasked ? [0, 4, 8].map((offset) => bytes.readUInt32LE(maskAt + offset)) : usual
  const channels = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    return { shift, most: Math.max(1, mask >>> shift), mask }
  })
  return (row, x, target, at) => {
    const value = bytes.readUIntLE(row + x * size, size)
    for (const [index, { shift, most, mask }] of channels.entries())
      target[at + index] = Math.round((((value & mask) >>> shift) / most) * 255)
  }
}
