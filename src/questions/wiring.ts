import type { Evidence, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Structure, WiringItem } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { definite, isBarePart } from '../text/noun-phrases.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { drawingOf, explainsSigns } from './fuses.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'wiring'

type Wiring = NonNullable<Structure['wiring']>

/** Colour codes of wires: IEC 60757, and the two-letter codes that makers commonly print. Another code must stand twice on the page. */
const COLOURS = new Set('BK BN BR RD OG OR YE YL GN BU BL VT VI GY GR WH WT PK TN TQ SR GD LB LG DG DB BE SW GE RT WS RS HB'.split(' '))
/** A component's name is made of words, which a dictionary proves; a guess below this is none. */
const NAME_READ = 0.33
/** Labels that lead to another page or name the box that holds the fuses. */
const POINTER = /\b(?:details|continued|preceding|following|distribution|see|hot (?:at|in)|page)\b/i

/** Below this share of wires and pins on some conductor a drawing is too dense for any of its lines to be sure. */
const FOLLOWED = 0.6

/** Share of the wires, pins and connectors that stand on a conductor. */
function followedShare({ items, conductors }: Wiring): number {
  const on = new Set(conductors.flatMap((conductor) => conductor.items))
  const marks = items.filter(({ kind }) => kind === 'wire' || kind === 'pin' || kind === 'connector')
  return marks.length === 0 ? 0 : marks.filter(({ id }) => on.has(id)).length / marks.length
}

/** Circuit diagrams: what each wire joins, as far as the drawing leaves no doubt. */
export const wiringWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { wiring } = page.structure
    if (wiring === undefined) return { drafts, refusals }
    const items = new Map(wiring.items.map((item) => [item.id, item]))
    if (explainsSigns(page)) {
      refusals.push({ block: wiring.items[0]?.block ?? 'page', writer: NAME, reason: 'the page explains signs, its circuits are examples' })
      return { drafts, refusals }
    }
    if (followedShare(wiring) < FOLLOWED) {
      refusals.push({
        block: wiring.items[0]?.block ?? 'page',
        writer: NAME,
        reason: 'the drawing is too dense: most of its lines cannot be followed',
      })
      return { drafts, refusals }
    }
    const tail = `${drawingOf(page)}${onVehicle(page.vehicles)}`
    const ends = new Map<string, number>()
    const chains = wiring.conductors.map(({ items: ids, complete, from }) => ({
      items: ids.flatMap((id) => items.get(id) ?? []),
      complete,
      branch: from === null ? null : (items.get(from) ?? null),
    }))
    for (const chain of chains)
      for (const end of [chain.items[0], chain.items.at(-1)])
        if (end !== undefined) ends.set(plainName(end), (ends.get(plainName(end)) ?? 0) + 1)
    const sure = (item: WiringItem | undefined | null): item is WiringItem =>
      item !== undefined &&
      item !== null &&
      item.confidence >= (item.kind === 'component' ? NAME_READ : settings.generate.min_confidence) &&
      (item.kind !== 'wire' || hasKnownColours(item, wiring.items))
    const add = (wordings: string[], answer: string, shown: readonly WiringItem[], type: Draft['question_type'] = 'wiring'): void => {
      drafts.push(
        worded(
          {
            wordings,
            answer,
            task: 'wiring',
            question_type: type,
            applies_to: [],
            operation: null,
            evidence: distinct(shown.flatMap((item) => shownBy(item, page))),
          },
          settings,
        ),
      )
    }
    for (const { items: chain, complete, branch } of chains) {
      const [first, last] = [chain[0], chain.at(-1)]
      const before = refusals.length + drafts.length
      const target = nameOf(last)
      const wires = chain.filter(({ kind }) => kind === 'wire')
      // A component that several wires reach needs its pins told; those are seldom sure.
      if (target !== null && sure(last) && ends.get(plainName(last)) === 1 && isOnly(last, wiring.items)) {
        const wire = chain.at(-2)
        if (wire?.kind === 'wire' && sure(wire) && nothingBetween(wire, last, chain, wiring.items))
          add([`Which wire leads to ${target}${tail}?`, `What wire is connected to ${target}${tail}?`], wire.text, [wire, last])
        const feeder = branch ?? first
        if (complete && feeder?.kind === 'fuse' && sure(feeder))
          add([`Which fuse feeds ${target}${tail}?`, `Which fuse protects ${target}${tail}?`], fuseText(feeder), [feeder, last])
        if (branch?.kind === 'splice' && sure(branch) && !chain.some(({ kind }) => kind === 'splice'))
          add(
            [`From which splice is ${target} fed${tail}?`, `At which splice does the wire to ${target} branch off${tail}?`],
            branch.text,
            [branch, last],
          )
        if (complete && last.kind === 'earth' && sure(first) && nameOf(first) !== null)
          add([`At which earth point is ${nameOf(first) ?? ''} earthed${tail}?`], last.text, [first, last])
      }
      if (first?.kind === 'fuse' && sure(first) && chain[1]?.kind === 'wire' && sure(chain[1]) && branch === null)
        add(
          [`Which wire is connected to ${spokenFuse(first)}${tail}?`, `What wire comes from ${spokenFuse(first)}${tail}?`],
          chain[1].text,
          [first, chain[1]],
        )
      const place = connectorIn(chain)
      const named = target ?? (first?.kind === 'fuse' ? spokenFuse(first) : null)
      // Behind a fuse or a branch it is another wire.
      const isOneWire = place !== null && !chain.slice(chain.indexOf(place[0])).some(({ kind }) => kind === 'fuse' || kind === 'splice')
      if (
        complete &&
        isOneWire &&
        place !== null &&
        place.every(sure) &&
        named !== null &&
        wires.length > 0 &&
        sure(target === null ? first : last)
      ) {
        const [connector, pin] = place
        const shown = target === null ? first : last
        add(
          [`Through which connector and pin does the wire ${target === null ? 'from' : 'to'} ${named} pass${tail}?`],
          `Connector ${connector.text}, pin ${pin.text}`,
          [connector, pin, ...(shown === undefined ? [] : [shown])],
          'connector',
        )
      }
      for (const earth of chain.filter(({ kind }) => kind === 'earth')) {
        const part = chain[chain.indexOf(earth) - 2]
        const said = nameOf(part)
        if (complete && said !== null && sure(part) && sure(earth) && chain[chain.indexOf(earth) - 1]?.kind === 'wire')
          add([`At which earth point is ${said} earthed${tail}?`, `To which earth point is ${said} connected${tail}?`], earth.text, [
            part,
            earth,
          ])
      }
      if (refusals.length + drafts.length === before)
        refusals.push({ block: first?.block ?? 'page', writer: NAME, reason: 'what the wire joins is not sure from the drawing' })
    }
    return { drafts, refusals }
  },
}

/** A label without the page that it leads to: 'BRAKE SWITCH PAGE 6325-0'. */
const plainName = ({ text }: WiringItem): string => text.replace(/\s*\(?(?:SEE )?PAGE [\dA-Z-]+\)?$/i, '').trim()

/** Whether the drawing shows a part once: of two of the same name neither can be asked about. */
const isOnly = (item: WiringItem, all: readonly WiringItem[]): boolean =>
  all.filter((other) => plainName(other) === plainName(item)).length === 1

/** Whether no other label stands beside the wire's on the way to its end: it could be a second wire behind a plug. */
function nothingBetween(wire: WiringItem, end: WiringItem, chain: readonly WiringItem[], all: readonly WiringItem[]): boolean {
  const [left, , right, bottom] = wire.box
  return !all.some((item) => {
    if (chain.includes(item) || item.kind === 'pin') return false
    const [l, t, r, b] = item.box
    return t > bottom && b < end.box[1] && r > left && l < right
  })
}

/** The blocks that print a label, and a fuse's rating with it. */
function shownBy(item: WiringItem, { page, structure }: PageMaterial): Evidence[] {
  const [left, top, right, bottom] = item.box
  const height = bottom - top
  return structure.blocks
    .filter(({ id, type, box, text }) => {
      if (id === item.block) return true
      if (type === 'figure' || box === null) return false
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
      if (x >= left && x <= right && y >= top && y <= bottom) return true
      const isRating = item.rating !== undefined && text.includes(item.rating)
      return isRating && x > left - height && x < right + height && Math.abs(y - bottom) < 2 * height
    })
    .map((block) => blockEvidence(page.page_id, block))
}

/** 'the hazard switch'; null for what names no single part. */
function nameOf(item: WiringItem | undefined): string | null {
  if (item === undefined || item.kind !== 'component') return null
  const text = plainName(item)
  if (POINTER.test(text) || isBarePart(text) || /^pumps?$/i.test(text) || !/^\p{L}[\p{L}\d /.-]{3,40}$/u.test(text)) return null
  return definite(runningCase(text))
}

const spokenFuse = ({ text }: WiringItem): string => `fuse ${/F?\d+[A-Z]?$/i.exec(text.trim())?.[0] ?? text.replace(/^fuse /i, '')}`

function fuseText(fuse: WiringItem): string {
  const name = spokenFuse(fuse).replace(/^f/, 'F')
  const rating = /^(\d+(?:\.\d+)?) ?A/i.exec(fuse.rating ?? '')?.[1]
  return rating === undefined ? name : `${name}, ${rating} amp`
}

/** A connector and the pin beside it, when the chain passes just one. */
function connectorIn(chain: readonly WiringItem[]): [WiringItem, WiringItem] | null {
  const connectors = chain.filter(({ kind }) => kind === 'connector')
  const [connector] = connectors
  if (connector === undefined || connectors.length > 1) return null
  const at = chain.indexOf(connector)
  const pins = [chain[at - 1], chain[at + 1]].filter((item) => item?.kind === 'pin')
  return pins.length === 1 && pins[0] !== undefined ? [connector, pins[0]] : null
}

function hasKnownColours({ colours }: WiringItem, all: readonly WiringItem[]): boolean {
  const printed = all.flatMap((item) => item.colours ?? [])
  return (
    (colours ?? []).length > 0 && (colours ?? []).every((code) => COLOURS.has(code) || printed.filter((other) => other === code).length > 1)
  )
}
