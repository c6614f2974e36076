/** A quota with less than this share left is refilled before more is asked. */
const LEAST_LEFT = 0.02

/**
 * Reads the rate-limit headers of both protocols: `anthropic-ratelimit-<what>-{limit,remaining,reset}` (reset is an RFC 3339 time) and
 * `x-ratelimit-{limit,remaining,reset}-<what>` (reset is a span: '1s', '6m0s', '120ms'). Gives the moment at which the emptiest
 * quota is refilled, or null while all have room.
 */
export function restUntil(headers: Headers, now: number): number | null {
  let rest: number | null = null
  const look = (limit: string | null, remaining: string | null, reset: number | null): void => {
    if (remaining === null || reset === null) return
    const left = Number(remaining)
    if (!Number.isFinite(left) || left > Number(limit ?? 0) * LEAST_LEFT) return
    rest = Math.max(rest ?? 0, reset)
  }
  for (const what of ['requests', 'tokens', 'input-tokens', 'output-tokens']) {
    const header = (part: string): string | null => headers.get(`anthropic-ratelimit-${what}-${part}`)
    const reset = Date.parse(header('reset') ?? '')
    look(header('limit'), header('remaining'), Number.isNaN(reset) ? null : reset)
  }
  for (const what of ['requests', 'tokens']) {
    const span = spanOf(headers.get(`x-ratelimit-reset-${what}`))
    look(headers.get(`x-ratelimit-limit-${what}`), headers.get(`x-ratelimit-remaining-${what}`), span === null ? null : now + span)
  }
  return rest
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** '6m0s' in milliseconds; a bare number is seconds. */
function spanOf(text: string | null): number | null {
  if (text === null) return null
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  let sum = 0
  let read = 0
  for (const [whole, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    sum += Number(number) * (MILLISECONDS[unit ?? ''] ?? 0)
    read += whole.length
  }
  return read === text.length && read > 0 ? sum : null
}
