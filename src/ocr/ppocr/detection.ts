import type { Raster } from '../../contracts/ocr.ts'
import { type Component, type Components, findComponents } from '../../imaging/components.ts'
import { resizeRaster } from '../../imaging/raster.ts'
import { type Provider, runModel } from './models.ts'
import { type TextBox, turned } from './text-box.ts'

/**
 * Differentiable binarisation (Liao et al. 2020) as PaddleOCR post-processes it. Thresholds from measurements on 50 typeset
 * table pages and 12 procedure scans: a box score of .60 drops whole lines that lie askew, an unclip of 1.8 swallows rulings.
 */
const PIXEL_THRESHOLD = 0.3
const BOX_THRESHOLD = 0.45
const UNCLIP = 1.5
const MIN_SIDE = 3
/** A box is turned only when its slope moves its ends by more than this many page pixels. */
const MIN_RISE = 2
/** Side length of which both sides of the network's input must be multiples. */
const STRIDE = 32

/** Mean and deviation of ImageNet's channels, in BGR order. */
const MEAN = [0.406, 0.456, 0.485]
const DEVIATION = [0.225, 0.224, 0.229]

/**
 * Finds lines of text with the model at a path. `longSide` is the size at which the page is looked at. Boxes in pixels of `page`, top to bottom; those
 * more than 1.5 times as high as wide are taken as text from bottom to top.
 */
export async function detectText(model: string, page: Raster, longSide: number, provider: Provider = 'cpu'): Promise<TextBox[]> {
  const ratio = longSide / Math.max(page.width, page.height)
  const width = toStride(page.width * ratio)
  const height = toStride(page.height * ratio)
  const map = await probabilityMap(model, await resizeRaster(page, width, height), provider)
  const mask = new Uint8Array(map.length)
  for (let i = 0; i < map.length; i++) mask[i] = map[i]! > PIXEL_THRESHOLD ? 1 : 0
  const found = findComponents(mask, width, height)
  return found.components.flatMap((component) => textBoxOf(component, found, map, width, page.width / width, page.height / height))
}

function toStride(length: number): number {
  return Math.max(STRIDE, Math.round(length / STRIDE) * STRIDE)
}

async function probabilityMap(model: string, raster: Raster, provider: Provider): Promise<Float32Array> {
  const size = raster.width * raster.height
  const output = await runModel(
    model,
    raster.width,
    raster.height,
    (input) => {
      for (let channel = 0; channel < 3; channel++) {
        const values = Float32Array.from({ length: 256 }, (_, grey) => (grey / 255 - MEAN[channel]!) / DEVIATION[channel]!)
        const base = channel * size
        for (let i = 0; i < size; i++) input[base + i] = values[raster.data[i]!]!
      }
    },
    provider,
  )
  return output.data as Float32Array
}

function textBoxOf(
  component: Component,
  { runs }: Components,
  map: Float32Array,
  width: number,
  scaleX: number,
  scaleY: number,
): TextBox[] {
  let score = 0
  for (const index of component.runs) {
    const { y, start, end } = runs[index]!
    for (let x = start; x < end; x++) score += map[y * width + x]!
  }
  if (score / component.area < BOX_THRESHOLD) return []
  const flat = fitted(component, runs, slopeOf(component, Math.max(scaleX, scaleY)))
  if (Math.min(flat.width, flat.height) < MIN_SIDE) return []
  const margin = (flat.width * flat.height * UNCLIP) / (2 * (flat.width + flat.height))
  const box: TextBox = {
    x: flat.x * scaleX,
    y: flat.y * scaleY,
    width: (flat.width + 2 * margin) * scaleX,
    height: (flat.height + 2 * margin) * scaleY,
    angle: flat.angle,
  }
  return [box.height > 1.5 * box.width ? turned(box, -1) : box]
}

/** Angle of the component's long axis (from its second moments), or 0 where it is level enough; within ±π/4 of level or plumb. */
function slopeOf(component: Component, scale: number): number {
  const { area, sx, sy } = component
  const xx = component.sxx / area - (sx / area) ** 2
  const yy = component.syy / area - (sy / area) ** 2
  const xy = component.sxy / area - (sx * sy) / area ** 2
  const long = Math.max(component.right - component.left, component.bottom - component.top)
  const spread = Math.hypot(xx - yy, 2 * xy)
  // The long axis of a blob that is nearly as high as wide says nothing about the slope of its text.
  if (spread < 0.6 * (xx + yy)) return 0
  const axis = Math.atan2(2 * xy, xx - yy) / 2
  const slope = axis > Math.PI / 4 ? axis - Math.PI / 2 : axis < -Math.PI / 4 ? axis + Math.PI / 2 : axis
  return Math.abs(Math.sin(slope)) * long * scale > MIN_RISE ? slope : 0
}

/** The rectangle around a component whose sides lie along `angle`. */
function fitted(component: Component, runs: Components['runs'], angle: number): TextBox {
  if (angle === 0) {
    const width = component.right - component.left
    const height = component.bottom - component.top
    return { x: component.left + width / 2, y: component.top + height / 2, width, height, angle }
  }
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const index of component.runs) {
    const run = runs[index]!
    for (const x of [run.start, run.end - 1]) {
      const u = (x + 0.5) * cos + (run.y + 0.5) * sin
      const v = (run.y + 0.5) * cos - (x + 0.5) * sin
      u0 = Math.min(u0, u)
      u1 = Math.max(u1, u)
      v0 = Math.min(v0, v)
      v1 = Math.max(v1, v)
    }
  }
  const u = (u0 + u1) / 2
  const v = (v0 + v1) / 2
  return { x: u * cos - v * sin, y: u * sin + v * cos, width: u1 - u0 + 1, height: v1 - v0 + 1, angle }
}
