import { figureOf, type BenchOutput } from '../bench-output.ts'
import { capacityOf, type Runs } from './capacity.ts'
import { drawDotChart, type Axis, type Dot, type DotRow } from './dot-chart.ts'
import { bytes, count, seconds } from './quantities.ts'
import { SCALES } from './scales.ts'

/** The charts of docs/scaling.md as SVG files, by their names. */
export function scalingCharts(runs: Runs): Readonly<Record<string, string>> {
  return {
    'scaling-load.svg': loadChart(runs),
    'scaling-waiting.svg': waitingChart(runs),
    'scaling-disk.svg': diskChart(runs),
    'scaling-retries.svg': retriesChart(runs),
  }
}

/** What is asked for in a burst, and what one platform was seen to do. */
function loadChart({ embedded, mongo }: Runs): string {
  const measured = (run: BenchOutput, name: string): Dot[] => {
    const rate = figureOf(run, name)
    return [{ at: rate, label: perSecond(rate), isFilled: true }]
  }
  const [ours, bare] = [figureOf(mongo, 'intake.answersPerSecond'), figureOf(mongo, 'intake.barePerSecond')]
  return drawDotChart({
    title: `One platform stored ${count(ours)} answers a second, ${count((100 * ours) / bare)} % of the bare driver`,
    axisTitle: 'Answers a second',
    axis: decades(0, 5, perSecond),
    rows: [
      ...SCALES.map(({ name, burstPerSecond }) => ({
        label: `Burst of ${name === 'nation' ? 'the' : 'a'} ${name}`,
        dots: [{ at: burstPerSecond, label: perSecond(burstPerSecond), isFilled: false }],
      })),
      { label: 'Platform, MongoDB’s stand-in', dots: measured(mongo, 'intake.answersPerSecond') },
      { label: 'Bare driver, the same server', dots: measured(mongo, 'intake.barePerSecond') },
      { label: 'Platform, embedded store', dots: measured(embedded, 'intake.answersPerSecond') },
    ],
    note: `Filled: measured on ${mongo.day}, median of ${mongo.rounds} rounds. Hollow: assumed.`,
  })
}

function waitingChart({ mongo }: Runs): string {
  const rates = [20, 100, 500]
  const row = (rate: number): DotRow => ({
    label: `${rate} answers/s`,
    dots: (['p50Ms', 'p99Ms'] as const).map((name) => {
      const time = figureOf(mongo, `waiting.at${rate}.${name}`)
      return { at: time, label: ms(time), isFilled: true }
    }),
  })
  const slowest = figureOf(mongo, `waiting.at500.p99Ms`)
  return drawDotChart({
    title: `At 500 answers a second 99 of 100 citizens were thanked within ${ms(slowest)}`,
    axisTitle: 'From sending to the thanks: half of all (left), 99 of 100 (right)',
    axis: decades(0, 4, ms),
    rows: rates.map(row),
    note: source(mongo),
  })
}

function diskChart(runs: Runs): string {
  const rows = SCALES.map((scale): DotRow => {
    const { diskBytes, compressedDiskBytes } = capacityOf(scale, runs)
    const dots = [compressedDiskBytes ?? diskBytes, diskBytes].map((at) => ({ at, label: bytes(at), isFilled: false }))
    return {
      label: `${scale.name}, ${count(scale.answersAYear)} a year`,
      dots: dots.slice(compressedDiskBytes ? 0 : 1),
    }
  })
  const nation = SCALES.at(-1)
  const disk = nation ? capacityOf(nation, runs).diskBytes : 0
  return drawDotChart({
    title: `Five years of the nation’s answers need at most ${bytes(disk)} on each machine`,
    axisTitle: 'Disk for five years: compressed by zstd (left), as it is (right)',
    axis: decades(6, 12, bytes),
    rows,
    note: 'Hollow: worked out from measured bytes, with half as much again for slack.',
  })
}

function retriesChart({ mongo }: Runs): string {
  const figures = [1, 2, 3].map((processes) => figureOf(mongo, `contention.processes${processes}.retriesInAHundred`))
  const most = Math.max(...figures)
  const top = Math.max(6, Math.ceil(most))
  const ticks = Array.from({ length: top / 2 + 1 }, (_, i) => ({ at: 2 * i, label: String(2 * i) }))
  return drawDotChart({
    title: `At one counter at most ${inHundred(most)} groups in a hundred were begun anew`,
    axisTitle: 'Transactions begun anew, of a hundred',
    axis: { kind: 'linear', from: 0, to: top, ticks },
    rows: figures.map((at, i) => ({
      label: `${i + 1} ${i === 0 ? 'platform' : 'platforms'} on one database`,
      dots: [{ at, label: inHundred(at), isFilled: true }],
    })),
    line: { at: 5, label: 'bound 5' },
    note: source(mongo),
  })
}

function inHundred(figure: number): string {
  return figure.toFixed(1)
}

function perSecond(rate: number): string {
  return `${count(rate)}/s`
}

function ms(time: number): string {
  return seconds(time / 1000)
}

/** An axis from one power of ten to another. */
function decades(first: number, last: number, print: (figure: number) => string): Axis {
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
  return {
    kind: 'logarithmic',
    from: 10 ** first,
    to: 10 ** last,
    ticks: ticks.map((at) => ({ at, label: print(at) })),
  }
}

function source({ day, rounds }: BenchOutput): string {
  return `Measured on ${day}, median of ${rounds} rounds, everything on one machine.`
}
