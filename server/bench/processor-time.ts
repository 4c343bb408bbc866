import { readFileSync } from 'node:fs'

/** Milliseconds of processor time that a process has used so far. */
export interface ProcessorTime {
  /** All of its threads. */
  readonly allMs: number
  /** The thread that runs its JavaScript and answers requests. */
  readonly mainMs: number
}

/**
 * What a process has used of the processors, as Linux tells it in steps of 10 ms; null on other systems. Unlike requests
 * a second it hardly depends on what else runs on the machine.
 */
export function processorTime(pid: number): ProcessorTime | null {
  try {
    return { allMs: readMs(`/proc/${pid}/stat`), mainMs: readMs(`/proc/${pid}/task/${pid}/stat`) }
  } catch {
    return null
  }
}

const TICK_MS = 10

/** User and system time, the 14th and 15th field; the second one is a name in brackets that may hold anything. */
function readMs(path: string): number {
  const stat = readFileSync(path, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
