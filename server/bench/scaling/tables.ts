import type { BenchOutput } from '../bench-output.ts'
import { capacityOf, type Capacity, type Runs, type Span } from './capacity.ts'
import { markdownTable } from './markdown-table.ts'
import { bits, bytes, count, microseconds, percent, seconds } from './quantities.ts'
import { SCALES, type Scale } from './scales.ts'

/** The tables of docs/scaling.md, by the name that stands in the comment before each. */
export function scalingTables(runs: Runs): Readonly<Record<string, string>> {
  return { costs: costsTable(runs), capacity: capacityTable(runs) }
}

/** The tables of docs/bench.md: what each run printed. */
export function benchTables(runs: Runs): Readonly<Record<string, string>> {
  const shown = (run: BenchOutput): string => `${source(run)}\n\n${linesTable(run)}`
  return { embedded: shown(runs.embedded), mongo: shown(runs.mongo) }
}

type Print = (figure: number) => string
const perSecond: Print = (rate) => `${count(rate)}/s`
const inMs: Print = (ms) => seconds(ms / 1000)
const plain: Print = (number) => `${count(number)} bytes`

/** What was measured, and by which figure of a run. */
const COSTS: readonly (readonly [what: string, name: string, print: Print])[] = [
  ['answers stored by one platform, 200 connections', 'intake.answersPerSecond', perSecond],
  ['held against: bare node:http, the bare driver', 'intake.barePerSecond', perSecond],
  ['answers in a transaction then', 'intake.groupSize', count],
  ['platform’s processor time an answer then', 'intake.processorUs', microseconds],
  ['the same at 20 answers/s', 'waiting.at20.processorUs', microseconds],
  ['the same at 500 answers/s', 'waiting.at500.processorUs', microseconds],
  ['99 of 100 thanked within, at 20 answers/s', 'waiting.at20.p99Ms', inMs],
  ['99 of 100 thanked within, at 500 answers/s', 'waiting.at500.p99Ms', inMs],
  ['network an answer to the database, at full load', 'network.full.sentBytes', plain],
  ['network an answer to the database, one by one', 'network.slow.sentBytes', plain],
  ['network an answer back, one by one', 'network.slow.receivedBytes', plain],
  ['kept an answer, with indexes', 'size.bytesAnAnswer', plain],
  ['document of an answer', 'size.response.documentBytes', plain],
  ['its key, kept once more', 'size.response.keyBytes', plain],
  ['document and key, compressed by zstd', 'size.response.compressedBytes', plain],
  ['tally document of an agency, month and process', 'size.tally.documentBytes', plain],
  ['dashboard of an agency, 12 months', 'dashboard.ms', inMs],
  ['dashboard of the sample province, 12 months', 'dashboard.province.ms', inMs],
  ['agencies in it', 'dashboard.province.agencies', count],
  ['rows of an export', 'export.rowsPerSecond', perSecond],
  ['platform’s processor time a row', 'export.processorUs', microseconds],
  ['memory of an idle platform', 'export.idleBytes', bytes],
  ['more during an export', 'export.bytesAboveIdle', bytes],
  ['answers backed up', 'archive.backupPerSecond', perSecond],
  ['processor time of that an answer', 'archive.backupProcessorUs', microseconds],
  ['backup an answer', 'archive.backupBytesAnAnswer', plain],
  ['answers restored and counted anew', 'archive.restorePerSecond', perSecond],
  ['processor time of that an answer', 'archive.restoreProcessorUs', microseconds],
]

function costsTable({ embedded, mongo }: Runs): string {
  const cell = ({ figures }: BenchOutput, name: string, print: Print): string =>
    figures[name] === undefined ? '' : print(figures[name])
  return markdownTable(
    ['measured', 'embedded store', 'MongoDB’s stand-in'],
    COSTS.map(([what, name, print]) => [what, cell(embedded, name, print), cell(mongo, name, print)]),
  )
}

/** When and on what a run was done. */
function source({ day, machine, rounds }: BenchOutput): string {
  return `${day}, medians of ${rounds} rounds: ${machine}.`
}

function linesTable({ lines }: BenchOutput): string {
  const verdict = (isReached: boolean | null): string => (isReached === null ? '' : isReached ? 'reached' : 'missed')
  return markdownTable(
    ['', 'figure', 'goal', ''],
    lines.map(({ what, figure, goal, isReached }) => [what, figure, goal, verdict(isReached)]),
  )
}

const ROWS: readonly (readonly [what: string, how: string, cell: (scale: Scale, capacity: Capacity) => string])[] = [
  ['answers a year', 'assumed', ({ answersAYear }) => count(answersAYear)],
  ['agencies', 'assumed', ({ agencies }) => count(agencies)],
  ['burst', 'assumed', ({ burstPerSecond }) => perSecond(burstPerSecond)],
  ['mean while open', 'a year ÷ 250 days ÷ 8 h', (_, { meanPerSecond }) => perSecond(meanPerSecond)],
  ['one platform stores', 'measured ÷ burst', (_, { headroom }) => `${count(headroom)} × the burst`],
  ['share of one processor in a burst', 'burst × processor time', (_, { burstProcessors }) => percent(burstProcessors)],
  ['network to the database in a burst', 'burst × bytes, both ways', (_, { burstBits }) => orNone(burstBits, bits)],
  ['oplog an open day', 'answers × bytes sent', (_, { oplogBytesADay }) => orNone(oplogBytesADay, bytes)],
  ['data a year adds', 'answers, comments, tallies', (_, { bytesAYear }) => bytes(bytesAYear)],
  ['disk for 5 years', '5 × that × 1.5', (_, { diskBytes }) => bytes(diskBytes)],
  [
    'the same compressed by zstd',
    '5 × compressed × 1.5',
    (_, { compressedDiskBytes }) => orNone(compressedDiskBytes, bytes),
  ],
  ['backup of 5 years', 'answers ÷ backed up', (_, { backupSeconds }) => span(backupSeconds)],
  ['its size', 'answers × bytes', (_, { backupBytes }) => bytes(backupBytes)],
  ['restore of 5 years', 'answers ÷ restored', (_, { restoreSeconds }) => span(restoreSeconds)],
  ['page over all agencies', 'agencies × time of one more', (_, { overviewSeconds }) => span(overviewSeconds)],
]

function capacityTable(runs: Runs): string {
  const columns = SCALES.map((scale) => ({ scale, capacity: capacityOf(scale, runs) }))
  return markdownTable(
    ['', 'how', ...SCALES.map(({ name }) => name)],
    ROWS.map(([what, how, cell]) => [what, how, ...columns.map(({ scale, capacity }) => cell(scale, capacity))]),
  )
}

/** From the platform's own speed to the measured one. */
function span({ least, most }: Span): string {
  return `${seconds(least)} to ${seconds(most)}`
}

function orNone(figure: number | null, print: Print): string {
  return figure === null ? 'none' : print(figure)
}
