import type { Refusal } from '../contracts/example.ts'
import type { Line } from '../contracts/reading.ts'
import type { Block } from '../contracts/structure.ts'
import type { PageMaterial } from '../contracts/material.ts'
import { runningCase } from '../text/letter-case.ts'
import { definite } from '../text/noun-phrases.ts'
import { isSureLine } from './cleaned.ts'
import { lineEvidence } from './evidence.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'fuses'

/** Ratings that blade and torpedo fuses are made with (ISO 8820, DIN 72581), in ampere: another number is a misreading. */
const MADE = new Set(['1', '2', '3', '4', '5', '7.5', '8', '10', '15', '16', '20', '25', '30', '35', '40', '50', '60', '70', '80', '100'])
export const isMadeRating = (amps: string): boolean => MADE.has(amps)
/** The fuse's symbol is often read as a letter in front of the word. */
const FUSE = /(?:^|\s|^\w{1,2})fuse ?(\d{1,3})\b(?:\s+(\d+(?:\.\d+)?) ?(amps?|a)\b)?/i
const RATING = /^(\d+(?:\.\d+)?) ?(amps?|a)\b\.?$/i
const WIRE = /^\.?\d+(?:\.\d+)? [A-Z]{2}(?:\/[A-Z]{2})?$/

/**
 * Wiring drawings: the rating that stands beside or right under a fuse's label. Where wires lead is not told by words, so
 * wire labels are counted as refused.
 */
export const fusesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { lines } = page.reading
    const where = drawingOf(page)
    if (explainsSigns(page)) return { drafts, refusals }
    const seen = new Map<string, { amps: string; lines: Line[] }[]>()
    for (const line of lines) {
      const block = blockOfLine(page, line)
      if (WIRE.test(line.text.trim()) && page.structure.wiring === undefined && page.classification.content_type === 'wiring')
        refusals.push({ block, writer: NAME, reason: 'where the wire leads is not sure from the drawing' })
      const fuse = FUSE.exec(line.text)
      if (fuse === null) continue
      const beside = fuse[2] === undefined ? ratingNear(line, lines) : { amps: fuse[2], line }
      const isCallout = page.structure.blocks.some(({ id, type }) => id === block && type === 'callout')
      if (
        isCallout ||
        beside === null ||
        !MADE.has(beside.amps) ||
        ![line, beside.line].every((one) => isSureLine(one, settings.generate.min_confidence))
      ) {
        refusals.push({ block, writer: NAME, reason: 'no single rating stands beside the fuse' })
        continue
      }
      const number = fuse[1] ?? ''
      seen.set(number, [...(seen.get(number) ?? []), { amps: beside.amps, lines: [...new Set([line, beside.line])] }])
    }
    for (const [number, ratings] of seen) {
      const [first] = ratings
      if (first === undefined || ratings.some(({ amps }) => amps !== first.amps)) {
        refusals.push({ block: 'page', writer: NAME, reason: 'the page gives one fuse two ratings' })
        continue
      }
      const tail = `${where}${onVehicle(page.vehicles)}`
      drafts.push(
        worded(
          {
            wordings: [
              `What is the rating of fuse ${number}${tail}?`,
              `What current rating does fuse ${number} have${tail}?`,
              `Which amperage does fuse ${number} have${tail}?`,
            ],
            answer: `${first.amps} amp`,
            task: 'wiring',
            question_type: 'wiring',
            applies_to: [],
            operation: null,
            evidence: first.lines.map((line) => lineEvidence(page.page.page_id, blockOfLine(page, line), line)),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

/** ' in the power distribution', from the page's first heading. */
export function drawingOf(page: PageMaterial): string {
  const heading = page.structure.blocks.find(({ type }) => type === 'heading' || type === 'header')
  const name = heading === undefined ? '' : runningCase(heading.text.replace(/[\d-]{3,}/g, '').trim())
  return /^\p{L}[\p{L} /-]{3,40}$/u.test(name) ? ` in ${definite(name)}` : ''
}

/** Whether the page explains the signs of drawings: what it shows are examples, no circuits of the vehicle. */
export const explainsSigns = (page: PageMaterial): boolean =>
  /\b(?:symbols?|legend|abbreviations?|sample|how to (?:use|read))\b/.test(drawingOf(page))

function blockOfLine(page: PageMaterial, line: Line): string {
  return page.structure.blocks.find((block: Block) => block.lines.includes(line.id))?.id ?? 'page'
}

/** The one rating whose line stands directly under, over or right of the label, within a line and a half; null when none or several do. */
function ratingNear(label: Line, lines: readonly Line[]): { amps: string; line: Line } | null {
  const [left, top, right, bottom] = label.box
  const height = bottom - top
  const near = lines.flatMap((line) => {
    const match = RATING.exec(line.text.trim())
    if (match === null || line === label) return []
    const [l, t, r, b] = line.box
    const under = Math.min(r, right) - Math.max(l, left) > 0 && t - bottom > -0.6 * height && t - bottom < 1.2 * height
    const over = Math.min(r, right) - Math.max(l, left) > 0 && top - b > -0.6 * height && top - b < 1.2 * height
    const beside = l >= right - height && l - right < 2 * height && Math.abs((t + b) / 2 - (top + bottom) / 2) < 0.6 * height
    return under || over || beside ? [{ amps: match[1] ?? '', line, under }] : []
  })
  const below = near.filter(({ under }) => under)
  const [only] = below.length === 1 ? below : near
  return only !== undefined && (below.length === 1 || near.length === 1) ? only : null
}
