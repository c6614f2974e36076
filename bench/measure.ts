import { readFileSync, writeFileSync } from 'node:fs'

export interface Cost {
  readonly seconds: number
  /** Processor time of this process and, on Linux, of the child processes that ended: comparable also on a busy machine. */
  readonly cpuSeconds: number
  /** Highest resident memory of this process while the work ran, in MB; 0 where the system does not tell. */
  readonly peakMb: number
}

/** Runs work and says what it cost. On Linux the peak is that of this work alone (proc(5): clear_refs 5, VmHWM). */
export async function measured<T>(work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const resettable = resetPeak()
  const cpu = cpuSeconds()
  const start = process.hrtime.bigint()
  const result = await work()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  return { result, cost: { seconds, cpuSeconds: cpuSeconds() - cpu, peakMb: resettable ? peak() : process.resourceUsage().maxRSS / 1024 } }
}

/** Clock ticks a second (sysconf(_SC_CLK_TCK)) are 100 on every Linux that Node runs on. */
const TICKS = 100

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + childSeconds()
}

/** Fields 16 and 17 of proc(5) stat: cutime and cstime, counted behind the name in brackets. */
function childSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ')
    return (Number(fields[13]) + Number(fields[14])) / TICKS
  } catch {
    return 0
  }
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
