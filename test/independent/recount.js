// The figures of a report from the exported responses alone, by docs/method.md, sections 1 to 5, for index.pooled:
//   node test/independent/recount.js responses.csv 95 [transactions]
// prints index, overall item and factors as JSON. It shares nothing with the platform, not even its mathematics: where
// the platform adds up tallies of whole numbers and asks a library for quantiles, this goes through the respondents one
// by one in floating point, and finds quantiles by halving intervals.
import { readFileSync } from 'node:fs'

const [file, target, transactions] = process.argv.slice(2)
const [header, ...rows] = cellsOf(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
const criteria = header.flatMap((name, at) =>
  /^[A-Z]\d+\.\d+$/.test(name) ? [{ at, factor: name.split('.')[0] }] : [],
)
const factors = [...new Set(criteria.map(({ factor }) => factor))]
const figureIn = (columns) => figureOf(rows.map((row) => countOf(row, columns)))
const figures = {
  index: figureIn(criteria.map(({ at }) => at)),
  overall: figureIn([header.indexOf('overall')]),
  factors: Object.fromEntries(
    factors.map((factor) => [factor, figureIn(criteria.flatMap((one) => (one.factor === factor ? [one.at] : [])))]),
  ),
}
console.log(JSON.stringify(figures))

/** How many answers one respondent gave in some columns, and how many of them are satisfied. */
function countOf(row, columns) {
  const levels = columns.map((at) => Number(row[at])).filter((level) => level >= 1)
  return { given: levels.length, satisfied: levels.filter((level) => level >= 4).length }
}

/** Index, Korn-Graubard interval and evidence of a share, with the respondent as the unit. */
function figureOf(respondents) {
  const population = transactions === undefined ? Infinity : Number(transactions)
  const counted = respondents.filter(({ given }) => given > 0)
  const n = counted.length
  const answers = counted.reduce((sum, { given }) => sum + given, 0)
  const share = counted.reduce((sum, { satisfied }) => sum + satisfied, 0) / answers
  const squares = counted.reduce((sum, { given, satisfied }) => sum + ((satisfied - share * given) / answers) ** 2, 0)
  const variance = (1 - n / population) * (n / (n - 1)) * squares
  const isUniform = share === 0 || share === 1 || variance < 1e-18
  const learnt = isUniform ? n : ((share * (1 - share)) / variance) * (tQuantile(answers - 1) / tQuantile(n - 1)) ** 2
  const lower = share === 0 ? 0 : 100 * betaQuantile(0.025, learnt * share, learnt * (1 - share) + 1)
  const upper = share === 1 ? 100 : 100 * betaQuantile(0.975, learnt * share + 1, learnt * (1 - share))
  const evidence = lower >= Number(target) ? 'met' : upper < Number(target) ? 'not met' : 'cannot tell yet'
  return { n, answers, index: 100 * share, lower, upper, evidence }
}

/** The 0.975 quantile of Student's distribution. */
function tQuantile(freedom) {
  const below = (t) => 1 - betaShare(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return halved(below, 0.975, 0, 1000)
}

function betaQuantile(probability, a, b) {
  return halved((x) => betaShare(x, a, b), probability, 0, 1)
}

/** Where a rising function reaches a value. */
function halved(rising, value, from, to) {
  let [low, high] = [from, to]
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (rising(middle) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The regularised incomplete beta function, by the continued fraction 26.5.8 of Abramowitz and Stegun. */
function betaShare(x, a, b) {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  // From its far end backwards: so many steps are enough for any file that a test can hold.
  let fraction = 0
  for (let m = 2000; m >= 1; m--) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    fraction = even / (1 + odd / (1 + fraction))
  }
  const first = (-(a + b) * x) / (a + 1)
  return front / (1 + first / (1 + fraction))
}

/** By Stirling's series, after stepping up to where it is exact enough. */
function logGamma(x) {
  let [shift, at] = [0, x]
  while (at < 20) {
    shift += Math.log(at)
    at++
  }
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5)
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift
}

/** The rows of a CSV file, each a list of its cells. */
function cellsOf(csv) {
  const rows = [['']]
  let isQuoted = false
  for (let at = 0; at < csv.length; at++) {
    const sign = csv[at]
    const row = rows[rows.length - 1]
    if (sign === '"' && isQuoted && csv[at + 1] === '"') {
      row[row.length - 1] += '"'
      at++
    } else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ',' && !isQuoted) row.push('')
    else if (sign === '\n' && !isQuoted) rows.push([''])
    else if (sign !== '\r' || isQuoted) row[row.length - 1] += sign
  }
  return rows.filter((row) => row.length > 1)
}
