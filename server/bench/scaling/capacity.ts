import { figureOf, type BenchOutput, type StoreName } from '../bench-output.ts'
import type { Scale } from './scales.ts'

/** A run on each kind of store. */
export type Runs = Readonly<Record<StoreName, BenchOutput>>

/** Offices are open on so many days a year, for so many seconds a day. */
export const OPEN_DAYS = 250
export const OPEN_SECONDS = 8 * 3600
export const YEARS = 5
/** Pages are not filled to the brim, and freed ones are kept: so many times the bytes that are needed. */
export const SLACK = 1.5
/** Each process that counts at the same time keeps its own tally documents; two platforms, and a third while one is replaced. */
export const COUNTING_PROCESSES = 3
const MONTHS = 12

/** Between what the platform's processor time alone allows, as on a fast database, and what was measured here. */
export interface Span {
  readonly least: number
  readonly most: number
}

/** What a scale needs, worked out from what was measured. */
export interface Capacity {
  /** Answers a second while offices are open. */
  readonly meanPerSecond: number
  /** How many times a burst one platform stores a second. */
  readonly headroom: number
  /** Share of one processor that the platforms keep busy during a burst. */
  readonly burstProcessors: number
  /** Bits a second between platforms and database during a burst; null where there is no network between them. */
  readonly burstBits: number | null
  /** What a member of the replica set keeps of one open day for those that were away; null where there is none. */
  readonly oplogBytesADay: number | null
  /** Bytes that a year adds, as they are. */
  readonly bytesAYear: number
  /** Disk for five years of each machine that keeps the data, nothing compressed. */
  readonly diskBytes: number
  /** The same compressed; null where the store does not compress. */
  readonly compressedDiskBytes: number | null
  /** Seconds for `npm run backup` of five years. */
  readonly backupSeconds: Span
  readonly backupBytes: number
  /** Seconds for `npm run restore` of five years, everything counted anew. */
  readonly restoreSeconds: Span
  /** Seconds for twelve months of all agencies on one page. */
  readonly overviewSeconds: Span
}

/** @throws {Error} when a run lacks a figure that is needed */
export function capacityOf(scale: Scale, runs: Runs): Capacity {
  const run = runs[scale.store]
  const { answersAYear, burstPerSecond } = scale
  const isMongo = scale.store === 'mongo'
  const sent = isMongo ? figureOf(run, 'network.slow.sentBytes') : 0
  const received = isMongo ? figureOf(run, 'network.slow.receivedBytes') : 0
  const answers = YEARS * answersAYear
  const bytesAYear = isMongo ? mongoBytesAYear(scale, run, false) : embeddedBytesAYear(scale, run)
  return {
    meanPerSecond: answersAYear / OPEN_DAYS / OPEN_SECONDS,
    headroom: figureOf(run, 'intake.answersPerSecond') / burstPerSecond,
    burstProcessors: (burstPerSecond * processorUs(burstPerSecond, run)) / 1e6,
    burstBits: isMongo ? burstPerSecond * (sent + received) * 8 : null,
    oplogBytesADay: isMongo ? (answersAYear / OPEN_DAYS) * sent : null,
    bytesAYear,
    diskBytes: YEARS * bytesAYear * SLACK,
    compressedDiskBytes: isMongo ? YEARS * mongoBytesAYear(scale, run, true) * SLACK : null,
    backupSeconds: archiveSeconds('backup', answers, run),
    backupBytes: answers * figureOf(run, 'archive.backupBytesAnAnswer'),
    restoreSeconds: archiveSeconds('restore', answers, run),
    overviewSeconds: {
      least: overviewMs('processorMs', scale.agencies, run) / 1000,
      most: overviewMs('ms', scale.agencies, run) / 1000,
    },
  }
}

/**
 * Processor time of the platform an answer. In a burst many answers share a transaction and each costs less, so the
 * figure of the highest measured rate below the burst is taken, and that of full load where none was measured.
 */
function processorUs(burstPerSecond: number, run: BenchOutput): number {
  const rate = [500, 100, 20].find((measured) => measured <= burstPerSecond)
  const name = rate === undefined ? '' : `waiting.at${rate}.processorUs`
  return figureOf(run, name in run.figures ? name : 'intake.processorUs')
}

function embeddedBytesAYear({ answersAYear, agencies }: Scale, run: BenchOutput): number {
  const anAnswer = figureOf(run, 'size.bytesAnAnswer') + figureOf(run, 'size.commentBytesAnAnswer')
  return answersAYear * anAnswer + agencies * MONTHS * figureOf(run, 'size.tallyBytesAnAgencyMonth')
}

function mongoBytesAYear({ answersAYear, agencies }: Scale, run: BenchOutput, isCompressed: boolean): number {
  const commentShare = figureOf(run, 'size.comment.documents') / figureOf(run, 'size.answers')
  const anAnswer =
    documentBytes('response', run, isCompressed) + commentShare * documentBytes('comment', run, isCompressed)
  const tallies = agencies * MONTHS * COUNTING_PROCESSES
  return answersAYear * anAnswer + tallies * documentBytes('tally', run, isCompressed)
}

/** A document with its key; comments and tallies have an index besides, of about a key's length. */
function documentBytes(name: 'response' | 'comment' | 'tally', run: BenchOutput, isCompressed: boolean): number {
  const key = figureOf(run, `size.${name}.keyBytes`)
  const indexes = name === 'response' ? 0 : key
  if (isCompressed) return figureOf(run, `size.${name}.compressedBytes`) + indexes
  return figureOf(run, `size.${name}.documentBytes`) + key + indexes
}

function archiveSeconds(what: 'backup' | 'restore', answers: number, run: BenchOutput): Span {
  return {
    least: (answers * figureOf(run, `archive.${what}ProcessorUs`)) / 1e6,
    most: answers / figureOf(run, `archive.${what}PerSecond`),
  }
}

/** Grows with the agencies: what one costs is what the measured overview of several costs more than that of one. */
function overviewMs(time: 'ms' | 'processorMs', agencies: number, run: BenchOutput): number {
  const one = figureOf(run, `dashboard.${time}`)
  const more = Math.max(0, figureOf(run, `dashboard.province.${time}`) - one)
  return one + (more / (figureOf(run, 'dashboard.province.agencies') - 1)) * (agencies - 1)
}
