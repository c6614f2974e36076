/** Rate and time left of a stage, from the pages that have ended so far. */
export class Progress {
  readonly total: number
  done = 0
  failed = 0
  readonly #started: number
  readonly #now: () => number

  /** `now` gives milliseconds. */
  constructor(total: number, now: () => number = () => performance.now()) {
    this.total = total
    this.#now = now
    this.#started = now()
  }

  /** Pages a second; 0 until one has ended. */
  rate(): number {
    const seconds = (this.#now() - this.#started) / 1000
    return seconds > 0 ? this.done / seconds : 0
  }

  /** '3.1 pages/s, 12 s left'; '' until it can be said. */
  outlook(): string {
    const rate = this.rate()
    if (rate === 0) return ''
    const speed = rate >= 1 ? `${rate.toFixed(1)} pages/s` : `${(1 / rate).toFixed(1)} s/page`
    return this.done >= this.total ? speed : `${speed}, ${duration((this.total - this.done) / rate)} left`
  }
}

/** '48 s', '3 min 10 s', '2 h 05 min'. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return seconds < 10 ? `${seconds.toFixed(1)} s` : `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`
}

/** '1 page', '12 pages', '1,204 pages'. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
