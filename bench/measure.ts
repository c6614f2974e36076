import { readFileSync, writeFileSync } from 'node:fs'

export interface Cost {
  readonly seconds: number
  /** Highest resident memory of this process while the work ran, in MB; 0 where the system does not tell. */
  readonly peakMb: number
}

/** Runs work and says what it cost. On Linux the peak is that of this work alone (proc(5): clear_refs 5, VmHWM). */
export async function measured<T>(work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const resettable = resetPeak()
  const start = process.hrtime.bigint()
  const result = await work()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  return { result, cost: { seconds, peakMb: resettable ? peak() : process.resourceUsage().maxRSS / 1024 } }
}

function resetPeak(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    return true
  } catch {
    return false
  }
}

function peak(): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024
}
