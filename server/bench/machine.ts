import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median } from './median.ts'

/** What the figures were taken on, one line each. */
export function describeMachine(dataDir: string): readonly string[] {
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown processor'
  const gigabytes = (totalmem() / 2 ** 30).toFixed(1)
  return [
    `${model}, ${processors.length} cores, ${gigabytes} GiB memory, ${platform()} ${release()}`,
    `Node ${process.version}, fsync of 4 KiB ${fsyncMs(dataDir).toFixed(2)} ms (median of ${FSYNCS})`,
  ]
}

const FSYNCS = 101

function fsyncMs(dataDir: string): number {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'fsync.tmp')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const times: number[] = []
  try {
    for (let i = 0; i < FSYNCS; i++) {
      writeSync(file, page, 0, page.length, i * page.length)
      const start = performance.now()
      fsyncSync(file)
      times.push(performance.now() - start)
    }
  } finally {
    closeSync(file)
    rmSync(path)
  }
  return median(times)
}
