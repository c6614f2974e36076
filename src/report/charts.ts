import { html, type Markup } from './markup.ts'
import { type Bin, grouped, percent } from './numbers.ts'

/** Charts as inline SVG that take their colours from the page's style, so that they follow its light and dark theme. */

export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'quiet'

export interface Segment {
  readonly label: string
  readonly value: number
  readonly tone: Tone
}

const fixed = (value: number): string => String(Math.round(value * 100) / 100)

/** One bar cut into parts, with a legend that names every part. */
export function stackedBar(segments: readonly Segment[], title: string): Markup {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0)
  let left = 0
  const shapes = segments.map((segment) => {
    const width = total === 0 ? 0 : (segment.value / total) * 1000
    const shape = html`<rect class="fill-${segment.tone}" x="${fixed(left)}" y="0" width="${fixed(Math.max(0, width - 2))}" height="26"
      ><title>${segment.label}: ${grouped(segment.value)}</title></rect
    >`
    left += width
    return shape
  })
  return html`<figure class="chart">
    <svg viewBox="0 0 1000 26" preserveAspectRatio="none" class="stack" role="img" aria-label="${title}">${shapes}</svg>
    <figcaption class="legend">
      ${segments.map(
        (segment) =>
          html`<span
            ><i class="key fill-${segment.tone}"></i>${segment.label} <b>${grouped(segment.value)}</b>
            <span class="soft">${percent(segment.value, total)}</span></span
          >`,
      )}
    </figcaption>
  </figure>`
}

export interface Step {
  readonly label: string
  /** Height of the step; what remains falls or grows by it. */
  readonly value: number
  readonly kind: 'total' | 'loss' | 'part'
  readonly tone: Tone
  readonly note?: string
}

/** A waterfall: totals start at the left, each loss hangs at the end of what was left before it, parts stand side by side under the last total. */
export function waterfall(steps: readonly Step[], title: string): Markup {
  const top = Math.max(1, ...steps.map((step) => step.value))
  let remaining = 0
  let partsLeft = 0
  const rows = steps.map((step) => {
    let start = 0
    if (step.kind === 'total') {
      remaining = step.value
      partsLeft = 0
    } else if (step.kind === 'loss') {
      remaining -= step.value
      start = remaining
    } else {
      start = partsLeft
      partsLeft += step.value
    }
    const left = (Math.max(0, start) / top) * 100
    const width = (step.value / top) * 100
    const sign = step.kind === 'loss' && step.value > 0 ? '−' : ''
    return html`<div class="fall ${step.kind}">
      <span class="fall-label">${step.label}</span>
      <svg class="fall-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="0" width="100" height="10" />
        <rect
          class="fill-${step.tone}"
          x="${fixed(left)}"
          y="0"
          width="${fixed(step.value === 0 ? 0 : Math.max(width, 0.4))}"
          height="10"
        />
      </svg>
      <span class="fall-value">${sign}${grouped(step.value)}</span><span class="fall-note soft">${step.note ?? ''}</span>
    </div>`
  })
  return html`<figure class="chart waterfall" role="img" aria-label="${title}">${rows}</figure>`
}

export interface HistogramOptions {
  readonly title: string
  /** Under the axis. */
  readonly unit: string
  readonly label: (edge: number) => string
  readonly tone?: Tone
  /** The last bin also holds everything above its upper edge. */
  readonly open?: boolean
}

/** Vertical bars over equal bins, counts on top, edges below. */
export function histogramChart(bins: readonly Bin[], options: HistogramOptions): Markup {
  const width = 520
  const height = 190
  const base = 150
  const top = 18
  const tallest = Math.max(1, ...bins.map((bin) => bin.count))
  const margin = 22
  const step = (width - 2 * margin) / bins.length
  const every = Math.ceil(bins.length / 10)
  const bars = bins.map((bin, index) => {
    const tall = (bin.count / tallest) * (base - top)
    const x = margin + index * step
    const isLast = index === bins.length - 1
    const range = isLast && options.open ? `${options.label(bin.from)} and more` : `${options.label(bin.from)} to ${options.label(bin.to)}`
    return html`<g>
      <title>${range} ${options.unit}: ${grouped(bin.count)}</title>
      <rect
        class="fill-${options.tone ?? 'accent'}"
        x="${fixed(x + 1)}"
        y="${fixed(base - tall)}"
        width="${fixed(step - 2)}"
        height="${fixed(tall)}"
        rx="1.5"
      />
      ${bin.count > 0 ? html`<text class="count" x="${fixed(x + step / 2)}" y="${fixed(base - tall - 4)}">${grouped(bin.count)}</text>` : null}</g
    >`
  })
  const edges = [...bins.map((bin) => bin.from), bins.at(-1)?.to ?? 0].flatMap((edge, index) => {
    if (index % every !== 0 && index !== bins.length) return []
    if (index === bins.length && bins.length % every !== 0) return []
    const text = index === bins.length && options.open ? `${options.label(edge)}+` : options.label(edge)
    return [html`<text class="edge" x="${fixed(margin + index * step)}" y="${base + 15}">${text}</text>`]
  })
  return html`<figure class="chart">
    <figcaption>${options.title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" class="plot" role="img" aria-label="${options.title}">
      <line class="axis" x1="${margin - 2}" x2="${width - margin + 2}" y1="${base}" y2="${base}" />
      ${bars}${edges}
      <text class="edge" x="${width / 2}" y="${base + 34}">${options.unit}</text>
    </svg>
  </figure>`
}

/** A bar for a table cell: `value` of `top`. */
export function cellBar(value: number, top: number, tone: Tone = 'accent'): Markup {
  const width = top === 0 ? 0 : (value / top) * 100
  return html`<svg class="cellbar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" x="0" y="0" width="100" height="8" />
    <rect class="fill-${tone}" x="0" y="0" width="${fixed(width)}" height="8" />
  </svg>`
}

/** Several parts in a table cell, as wide as their share. */
export function cellStack(segments: readonly Segment[]): Markup {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0)
  let left = 0
  const shapes = segments.map((segment) => {
    const width = total === 0 ? 0 : (segment.value / total) * 100
    const shape = html`<rect class="fill-${segment.tone}" x="${fixed(left)}" y="0" width="${fixed(width)}" height="8" />`
    left += width
    return shape
  })
  const said = segments.map((segment) => `${segment.label} ${segment.value}`).join(', ')
  return html`<svg class="cellbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${said}">
    <title>${said}</title>
    <rect class="track" x="0" y="0" width="100" height="8" />
    ${shapes}
  </svg>`
}
