import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { WiringItem } from '../contracts/structure.ts'
import { distinct } from './evidence.ts'
import { drawingOf, explainsSigns, isMadeRating } from './fuses.ts'
import { onVehicle, worded } from './phrasing.ts'
import { connectorIn, hasKnownColours, isOnly, nameOf, numberRead, placeText, shownBy, spokenFuse } from './wiring-names.ts'
import { type Chain, chainsOf, feedOf, fuseOver, isAtEnd, nothingBetween, type Wiring } from './wiring-paths.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'wiring'

/** A component's name is made of words, which a dictionary proves; a guess below this is none. */
const NAME_READ = 0.33
/** A lone code may leave so many times the doubt of running text (what confidence lacks of 1): as in the check `confidence`. */
const DOUBT_OF_CODE = 3
const NOT_USED = /^\(?not used\)?$/i

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
    const { wiring } = page.structure
    if (wiring === undefined) return { drafts: [], refusals: [] }
    const refuse = (item: WiringItem | undefined, reason: string): Refusal => ({ block: item?.block ?? 'page', writer: NAME, reason })
    const [first] = wiring.items
    if (explainsSigns(page)) return { drafts: [], refusals: [refuse(first, 'the page explains signs, its circuits are examples')] }
    if (followedShare(wiring) < FOLLOWED)
      return { drafts: [], refusals: [refuse(first, 'the drawing is too dense: most of its lines cannot be followed')] }
    const drawing = new Drawing(page, wiring, settings)
    const refusals: Refusal[] = []
    for (const chain of drawing.chains) {
      const before = drawing.drafts.length
      drawing.tellEnd(chain)
      drawing.tellFuses(chain)
      drawing.tellConnector(chain)
      drawing.tellEarths(chain)
      if (drawing.drafts.length === before) refusals.push(refuse(chain.items[0], 'what the wire joins is not sure from the drawing'))
    }
    drawing.tellRatings()
    drawing.tellSharedParts()
    drawing.tellSplices()
    drawing.tellUnusedFuses()
    return { drafts: drawing.drafts, refusals }
  },
}

/** What can be told of one drawing; the pairs gather in `drafts`. */
class Drawing {
  readonly drafts: Draft[] = []
  readonly chains: readonly Chain[]
  readonly #page: PageMaterial
  readonly #wiring: Wiring
  readonly #settings: Settings
  readonly #tail: string

  constructor(page: PageMaterial, wiring: Wiring, settings: Settings) {
    this.#page = page
    this.#wiring = wiring
    this.#settings = settings
    this.#tail = `${drawingOf(page)}${onVehicle(page.vehicles)}`
    this.chains = chainsOf(wiring)
  }

  #add(wordings: readonly string[], answer: string, shown: readonly WiringItem[], type: Draft['question_type'] = 'wiring'): void {
    const draft = {
      wordings: wordings.map((wording) => `${wording}${this.#tail}?`),
      answer,
      task: 'wiring' as const,
      question_type: type,
      applies_to: [],
      operation: null,
      evidence: distinct(shown.flatMap((item) => shownBy(item, this.#page))),
    }
    this.drafts.push(worded(draft, this.#settings))
  }

  #isSure(item: WiringItem | undefined | null): item is WiringItem {
    if (item === undefined || item === null) return false
    if (item.kind === 'fuse') return this.#isFuseSure(item)
    const least = item.kind === 'component' || item.kind === 'remark' ? NAME_READ : this.#codeRead
    return item.confidence >= least && (item.kind !== 'wire' || hasKnownColours(item, this.#wiring.items))
  }

  /** The part at the lower end of a chain, when it is sure and its name is on the drawing once. */
  #partAtEnd({ items }: Chain): { item: WiringItem; name: string } | null {
    const item = items.at(-1)
    const name = nameOf(item)
    return name !== null && this.#isSure(item) && isOnly(item, this.#wiring.items) ? { item, name } : null
  }

  /** The chains that come down to a part. */
  #endsAt = (item: WiringItem): Chain[] => this.chains.filter(({ items }) => items.length > 1 && items.at(-1) === item)

  #leaves = (item: WiringItem): boolean => this.chains.some(({ items }) => items.length > 1 && items[0] === item)

  /** What leads to the part at the end: the last wire, the fuse, the splice, the pin; by its pin where the part has several wires. */
  tellEnd(chain: Chain): void {
    const part = this.#partAtEnd(chain)
    if (part === null) return
    const { item, name } = part
    const alone = this.#endsAt(item).length === 1
    const [pin, before] = [chain.items.at(-2), chain.items.at(-3)]
    const hasPin = pin !== undefined && isAtEnd(pin, chain) && this.#isSure(pin)
    const wire = pin?.kind === 'pin' || pin?.kind === 'connector' ? before : pin
    const sureWire = wire?.kind === 'wire' && this.#isSure(wire) && nothingBetween(wire, item, chain, this.#wiring.items) ? wire : null
    if (hasPin && sureWire !== null && chain.complete)
      this.#add([`Which wire leads to pin ${pin.text} of ${name}`, `What wire is connected to pin ${pin.text} of ${name}`], sureWire.text, [
        sureWire,
        pin,
        item,
      ])
    else if (alone && !this.#leaves(item) && sureWire !== null && sureWire === pin)
      this.#add([`Which wire leads to ${name}`, `What wire is connected to ${name}`], sureWire.text, [sureWire, item])
    const feed = feedOf(item, chain, this.chains)
    if (feed !== null && feed.complete && this.#isFuseSure(feed.source)) {
      const fuse = spokenFuse(feed.source)
      const told = this.#fuseText(feed.source)
      if (alone && told !== null) this.#add([`Which fuse feeds ${name}`, `Which fuse protects ${name}`], told, [feed.source, item])
      if (hasPin)
        this.#add(
          [`At which pin of ${name} does the wire from ${fuse} arrive`],
          `Pin ${pin.text}${sureWire === null ? '' : `, with the wire ${sureWire.text}`}`,
          [pin, ...(sureWire === null ? [] : [sureWire]), feed.source, item],
        )
      const wires = feed.passed.filter(({ kind }) => kind === 'wire')
      const [onlyWire] = wires.filter((other) => this.#isSure(other))
      // A label that was read badly counts where it says the same as a sure one.
      if (wires.length > 1 && onlyWire !== undefined && wires.every(({ text }) => text === onlyWire.text) && alone)
        this.#add([`Which wire runs from ${fuse} to ${name}`, `What wire leads from ${fuse} to ${name}`], onlyWire.text, [
          onlyWire,
          feed.source,
          item,
        ])
    }
    const splice = chain.items.findLast(({ kind }) => kind === 'splice') ?? chain.branch
    if (alone && splice?.kind === 'splice' && this.#isSure(splice))
      this.#add([`From which splice is ${name} fed`, `At which splice does the wire to ${name} begin`], splice.text, [splice, item])
  }

  /** The wire below each fuse, and the one over it that comes from a named part. */
  tellFuses(chain: Chain): void {
    for (const [at, fuse] of chain.items.entries()) {
      if (fuse.kind !== 'fuse' || !this.#isFuseSure(fuse) || !chain.complete) continue
      const [over, next] = [chain.items[0], chain.items[at + 1]]
      const branches = this.chains.some(({ branch }) => branch === fuse)
      if (next?.kind === 'wire' && this.#isSure(next) && !branches)
        this.#add([`Which wire is connected to ${spokenFuse(fuse)}`, `What wire comes from ${spokenFuse(fuse)}`], next.text, [fuse, next])
      const source = nameOf(over)
      const wires = chain.items.slice(0, at).filter(({ kind }) => kind === 'wire')
      const [wire] = wires
      if (source === null || !this.#isSure(over) || wires.length !== 1 || !this.#isSure(wire)) continue
      this.#add([`Which wire leads from ${source} to ${spokenFuse(fuse)}`], wire.text, [wire, over, fuse])
      const place = connectorIn(chain.items.slice(0, at))
      if (place?.every((item) => this.#isSure(item)) === true)
        this.#add(
          [`Through which connector and pin does the wire from ${source} to ${spokenFuse(fuse)} pass`],
          placeText(place),
          [...place, over, fuse],
          'connector',
        )
    }
  }

  /** The one connector that a wire passes on its way to a part or from a fuse, or at which it ends. */
  tellConnector(chain: Chain): void {
    const place = connectorIn(chain.items)
    if (place === null || !chain.complete || !place.every((item) => this.#isSure(item))) return
    if (!chain.items.some(({ kind }) => kind === 'wire')) return
    const [connector] = place
    const below = chain.items.slice(Math.max(...place.map((item) => chain.items.indexOf(item))) + 1)
    // Behind a fuse or a branch it is another wire.
    if (below.some(({ kind }) => kind === 'fuse' || kind === 'splice')) return
    const part = this.#partAtEnd(chain)
    const [first] = chain.items
    const fuse =
      first?.kind === 'fuse' && chain.branch === null ? first : chain.branch?.kind === 'fuse' && part !== null ? chain.branch : null
    if (part !== null && below.some(({ kind }) => kind === 'wire') && this.#endsAt(part.item).length === 1)
      this.#add(
        [`Through which connector and pin does the wire to ${part.name} pass`],
        placeText(place),
        [...place, part.item],
        'connector',
      )
    else if (part === null && fuse !== null && below.every(({ kind }) => kind === 'remark') && connector.kind === 'connector') {
      const note = below.find(({ text }) => NOT_USED.test(text))
      this.#add(
        [`At which connector and pin does the wire from ${spokenFuse(fuse)} end`],
        `${placeText(place)}${note === undefined ? '' : ' (not used)'}`,
        [...place, ...(note === undefined ? [] : [note]), fuse],
        'connector',
      )
    } else if (part === null && fuse !== null && below.some(({ kind }) => kind === 'wire'))
      this.#add(
        [`Through which connector and pin does the wire from ${spokenFuse(fuse)} pass`],
        placeText(place),
        [...place, fuse],
        'connector',
      )
  }

  /** Earth points with the part whose wire ends there. */
  tellEarths(chain: Chain): void {
    for (const [at, earth] of chain.items.entries()) {
      if (earth.kind !== 'earth' || !chain.complete || !this.#isSure(earth)) continue
      const part = chain.items.slice(0, at).findLast(({ kind }) => kind === 'component')
      const name = nameOf(part)
      const between = part === undefined ? [] : chain.items.slice(chain.items.indexOf(part) + 1, at)
      if (
        name === null ||
        !this.#isSure(part) ||
        !between.some(({ kind }) => kind === 'wire') ||
        between.some(({ kind }) => kind === 'fuse')
      )
        continue
      this.#add([`At which earth point is ${name} earthed`, `To which ground point is ${name} connected`], earth.text, [part, earth])
    }
  }

  /** Ratings of fuses that are named by a code; those that are called fuses are told by the writer of fuses. */
  tellRatings(): void {
    for (const fuse of this.#wiring.items) {
      if (fuse.kind !== 'fuse' || !/^F\d/.test(fuse.text) || fuse.rating === undefined || !this.#isSure(fuse)) continue
      const told = this.#fuseText(fuse)
      if (told === null || !isOnly(fuse, this.#wiring.items)) continue
      const name = spokenFuse(fuse)
      this.#add(
        [`What is the rating of ${name}`, `What current rating does ${name} have`, `Which amperage does ${name} have`],
        told.replace(/^[^,]*, /, ''),
        [fuse],
      )
    }
  }

  /** Parts that several fuses feed. */
  tellSharedParts(): void {
    const parts = new Set(this.chains.flatMap((chain) => this.#partAtEnd(chain)?.item ?? []))
    for (const item of parts) {
      const own = this.#endsAt(item)
      const feeds = own.map((chain) => feedOf(item, chain, this.chains))
      const sources = feeds.flatMap((feed) => (feed?.complete === true && this.#isFuseSure(feed.source) ? [feed.source] : []))
      const texts = sources.flatMap((fuse) => this.#fuseText(fuse) ?? [])
      if (own.length < 2 || texts.length < own.length || new Set(sources).size < sources.length) continue
      const name = nameOf(item) ?? ''
      const told = texts.map((text, index) => (index === 0 ? text : text.replace(/^F(?=use)/, 'f')))
      this.#add([`Which fuses feed ${name}`, `Which fuses protect ${name}`], `${told.slice(0, -1).join('; ')}; and ${told.at(-1) ?? ''}`, [
        ...sources,
        item,
      ])
    }
  }

  /** Splices behind which one wire goes on to a part and another branches off to a second one. */
  tellSplices(): void {
    const splices = this.#wiring.items.filter((item) => item.kind === 'splice' && this.#isSure(item))
    for (const splice of splices) {
      const parts = this.chains.flatMap((chain) => {
        const own = chain.items.indexOf(splice)
        const behind = own === -1 ? (chain.branch === splice ? chain.items : []) : chain.items.slice(own + 1)
        const part = this.#partAtEnd(chain)
        return part !== null && behind.length > 0 && !behind.some(({ kind }) => kind === 'splice' || kind === 'fuse') ? [part] : []
      })
      const [one, other] = parts
      if (one === undefined || other === undefined || one.name === other.name) continue
      this.#add([`At which splice do the wires to ${one.name} and ${other.name} part`], splice.text, [splice, one.item, other.item])
    }
  }

  /** Fuses that the drawing marks as not used. */
  tellUnusedFuses(): void {
    for (const note of this.#wiring.items) {
      if (note.kind !== 'remark' || !NOT_USED.test(note.text) || !this.#isSure(note)) continue
      const fuse = fuseOver(note, this.#wiring)
      if (fuse === null || !this.#isFuseSure(fuse)) continue
      const name = spokenFuse(fuse)
      this.#add([`Is ${name} used`, `Does ${name} feed anything`], `No, ${name} is not used.`, [fuse, note])
    }
  }

  /** A fuse is sure by its number. */
  #isFuseSure = (fuse: WiringItem): boolean => numberRead(fuse, fuse.text, this.#page) >= this.#codeRead

  /** 'Fuse 24, 15 amp'; null where a rating is printed that was read badly, or that no fuse is made with. */
  #fuseText(fuse: WiringItem): string | null {
    const name = spokenFuse(fuse).replace(/^f/, 'F')
    if (fuse.rating === undefined) return name
    const amps = /^(\d+(?:\.\d+)?) ?A/i.exec(fuse.rating)?.[1]
    const isSure = amps !== undefined && isMadeRating(amps) && numberRead(fuse, amps, this.#page) >= this.#codeRead
    return isSure ? `${name}, ${amps} amp` : null
  }

  get #codeRead(): number {
    return 1 - DOUBT_OF_CODE * (1 - this.#settings.generate.min_confidence)
  }
}
