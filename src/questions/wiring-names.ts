import type { Evidence } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { WiringItem } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { definite, isBarePart } from '../text/noun-phrases.ts'
import { isWireColour } from '../text/wire-colours.ts'
import { blockEvidence, holdsMiddle } from './evidence.ts'

/** Labels that lead to another page or name the box that holds the fuses. */
const POINTER = /\b(?:details|continued|preceding|following|distribution|see|hot (?:at|in)|page)\b/i
const NUMBER = /\d+(?:\.\d+)?/

/** A label without the page that it leads to: 'BRAKE SWITCH PAGE 6325-0'. */
const plainName = ({ text }: WiringItem): string => text.replace(/\s*\(?(?:SEE )?PAGE [\dA-Z-]+\)?$/i, '').trim()

/** Whether the drawing shows a part once: of two of the same name neither can be asked about. */
export const isOnly = (item: WiringItem, all: readonly WiringItem[]): boolean =>
  all.filter((other) => plainName(other) === plainName(item)).length === 1

/** The blocks that print a label, and a fuse's rating with it. */
export function shownBy(item: WiringItem, { page, structure }: PageMaterial): Evidence[] {
  const [left, top, right, bottom] = item.box
  const height = bottom - top
  return structure.blocks
    .filter(({ id, type, box, text }) => {
      if (id === item.block) return true
      if (type === 'figure' || box === null) return false
      if (holdsMiddle(item.box, box)) return true
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
      const isRating = item.rating !== undefined && text.includes(item.rating)
      return isRating && x > left - height && x < right + height && Math.abs(y - bottom) < 2 * height
    })
    .map((block) => blockEvidence(page.page_id, block))
}

/** 'the hazard switch'; null for what names no single part. */
export function nameOf(item: WiringItem | undefined): string | null {
  if (item === undefined || item.kind !== 'component') return null
  const text = plainName(item)
  if (POINTER.test(text) || isBarePart(text) || /^pumps?$/i.test(text) || !/^\p{L}[\p{L}\d /.-]{3,40}$/u.test(text)) return null
  return definite(runningCase(text))
}

export const spokenFuse = ({ text }: WiringItem): string => `fuse ${/F?\d+[A-Z]?$/i.exec(text.trim())?.[0] ?? text.replace(/^fuse /i, '')}`

export const placeText = ([connector, pin]: readonly [WiringItem, WiringItem]): string => `Connector ${connector.text}, pin ${pin.text}`

/** A connector and the pin beside it, when there is just one among the labels. */
export function connectorIn(chain: readonly WiringItem[]): [WiringItem, WiringItem] | null {
  const connectors = chain.filter(({ kind }) => kind === 'connector')
  const [connector] = connectors
  if (connector === undefined || connectors.length > 1) return null
  const at = chain.indexOf(connector)
  const pins = [chain[at - 1], chain[at + 1]].filter((item) => item?.kind === 'pin')
  return pins.length === 1 && pins[0] !== undefined ? [connector, pins[0]] : null
}

export function hasKnownColours({ colours }: WiringItem, all: readonly WiringItem[]): boolean {
  const printed = all.flatMap((item) => item.colours ?? [])
  return (
    (colours ?? []).length > 0 &&
    (colours ?? []).every((code) => isWireColour(code) || printed.filter((other) => other === code).length > 1)
  )
}

/** How surely the number in a text was read among the words of a label. */
export function numberRead({ box, confidence }: WiringItem, text: string, { reading }: PageMaterial): number {
  const number = NUMBER.exec(text)?.[0] ?? ''
  const words = reading.lines.flatMap((line) => line.words)
  const read = words.filter((word) => holdsMiddle(box, word.box) && NUMBER.exec(word.text)?.[0] === number)
  return read.length === 0 ? confidence : Math.min(...read.map((word) => word.confidence))
}
