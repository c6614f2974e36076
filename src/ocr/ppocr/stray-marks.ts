import type { Ink } from './ink.ts'
import { type Glyph, median } from './spacing.ts'

/** A bar at the end of a line that is higher than its other characters by this factor is a piece of a frame. */
const HIGHER = 1.35
/** Printed brackets are read with more certainty than this. */
const PRINTED_BRACKET = 0.8

const BAR = /^[1Il|!]$/
const TALL = /^[0-9A-Z]$/

/**
 * Takes away what is no character, but a piece of a frame around the text: a bracket without its partner behind or before figures,
 * and a bar at either end that is much higher than the characters. A line that leads from a figure out of the crop ("500—") is kept,
 * but is no part of the number.
 */
export function withoutFrames(glyphs: readonly Glyph[], ink: Ink): Glyph[] {
  const isFrame = (i: number): boolean => isLoneBracket(glyphs, i) || isFramePiece(glyphs, i) || isEndOfDash(glyphs, i)
  const kept = glyphs.filter((_, i) => !(i === 0 || i === glyphs.length - 1) || !isFrame(i))
  const last = kept.at(-1)
  const before = kept.at(-2)
  const leadsOut = last !== undefined && /^[-–]$/.test(last.text) && last.right >= ink.width && /^\d$/.test(before?.text ?? '')
  return leadsOut ? [...kept.slice(0, -1), { ...last, spaced: true }] : kept
}

function isLoneBracket(glyphs: readonly Glyph[], i: number): boolean {
  const { text, probability } = glyphs[i]!
  if (!/^[[\]]$/.test(text) || probability >= PRINTED_BRACKET) return false
  const beside = glyphs[text === ']' ? i - 1 : i + 1]
  return /^\d$/.test(beside?.text ?? '') && !glyphs.some((other) => other.text === (text === ']' ? '[' : ']'))
}

function isFramePiece(glyphs: readonly Glyph[], i: number): boolean {
  const glyph = glyphs[i]!
  const isApart = i === 0 ? glyphs[1]?.spaced === true : glyph.spaced
  if (!BAR.test(glyph.text) || !isApart) return false
  const heights = glyphs.filter(({ text }, at) => at !== i && TALL.test(text)).map(({ top, bottom }) => bottom - top)
  return heights.length > 1 && glyph.bottom - glyph.top > HIGHER * median(heights)
}

/** A dash in a small cell is read as a bar and a dash: the bar is as flat as the dash beside it. */
function isEndOfDash(glyphs: readonly Glyph[], i: number): boolean {
  const [{ text, top, bottom, left, right }, beside] = [glyphs[i]!, glyphs[i === 0 ? 1 : i - 1]]
  return glyphs.length === 2 && BAR.test(text) && /^[-–]$/.test(beside?.text ?? '') && bottom - top < right - left
}

/** A lone bar that is so much wider than high is a dash. */
const FLAT = 2

/** An exclamation mark has a gap above its point: a bar without one, alone or beside a figure, is a figure 1. A lone flat bar is a dash. */
export function bars(glyphs: readonly Glyph[], ink: Ink): Glyph[] {
  return glyphs.map((glyph, i) => {
    const isFlat = glyphs.length === 1 && BAR.test(glyph.text) && glyph.right - glyph.left > FLAT * (glyph.bottom - glyph.top)
    if (isFlat) return { ...glyph, text: '-' }
    if (glyph.text !== '!' || hasGap(ink, glyph)) return glyph
    const isNumber = glyphs.length === 1 || /^\d$/.test(glyphs[i - 1]?.text ?? '') || /^\d$/.test(glyphs[i + 1]?.text ?? '')
    return isNumber ? { ...glyph, text: '1' } : glyph
  })
}

/** Whether a row without ink lies between a glyph's top and bottom. */
function hasGap({ mask, width }: Ink, { left, right, top, bottom }: Glyph): boolean {
  for (let y = top; y < bottom; y++) {
    if (!mask.subarray(y * width + Math.max(0, Math.floor(left)), y * width + Math.min(width, Math.ceil(right))).includes(1)) return true
  }
  return false
}
