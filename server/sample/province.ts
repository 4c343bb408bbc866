import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgencyLevel } from '../domain/agency.ts'
import type { ReferenceValue } from '../domain/reference-value.ts'
import type { Words } from '../domain/words.ts'

/** The invented province as province.json tells it. */
export interface SampleProvince {
  readonly root: SampleNames & { readonly code: string; readonly promise: Words }
  readonly hours: Readonly<Record<string, readonly SampleHours[]>>
  readonly targets: readonly {
    readonly agency: string | null
    readonly field: string | null
    readonly threshold: string
    readonly source: string
  }[]
  /** Figures of others: those of the nation are real, those of the invented province are not, and say so. */
  readonly references: readonly ReferenceValue[]
  /** How much easier than usual it is to be satisfied, in standard deviations, by criterion and by field. */
  readonly criterionEase: Readonly<Record<string, number>>
  readonly fieldEase: Readonly<Record<string, number>>
  readonly agencies: readonly SampleAgency[]
  readonly stories: SampleStories
  /** The day from which merged communes have answers, however short the rest of the sample is. */
  readonly mergersSince: string
}

export interface SampleNames {
  readonly vi: string
  readonly en: string
}

/** Opening hours on several weekdays, as `hh:mm`. */
export interface SampleHours {
  readonly weekdays: readonly number[]
  readonly from: string
  readonly to: string
}

export interface SampleAgency extends SampleNames {
  readonly code: string
  readonly level: AgencyLevel
  /** First day of its existence, and first day on which it exists no more, as ISO days. */
  readonly from?: string
  readonly until?: string
  readonly successor?: string
  /** The satisfied share of its answers, as the place on a normal curve: 1.64 is 95 %. */
  readonly ease: number
  /** By how much `ease`, which is that of today, has been growing every month. */
  readonly easeAMonth?: number
  readonly promise?: Words
  readonly points: readonly SamplePoint[]
}

export interface SamplePoint extends SampleNames {
  readonly fields: readonly string[]
  /** Whether a tablet stands there. */
  readonly kiosk?: boolean
  /** Its part of the answers, against the other points. */
  readonly share: number
  readonly ease?: number
  /** A name among the province's hours; `week` where left out. */
  readonly hours?: string
}

/** Which agency, or which of its points, plays in which story. Points and codes are named by the point's id. */
export interface SampleStories {
  readonly farBelow: string
  readonly sixAnswers: string
  readonly justBelow: string
  readonly merged: string
  readonly stuffed: { readonly agency: string; readonly point: string }
  readonly silent: { readonly agency: string; readonly point: string }
  readonly replacedCode: string
}

interface ProvinceFile extends SampleProvince {
  /** Their names have two syllables, and a third one where those do not suffice. */
  readonly furtherCommunes: {
    readonly first: readonly string[]
    readonly second: readonly string[]
    readonly third: readonly string[]
    readonly points: readonly SamplePoint[]
  }
}

/**
 * The province with as many agencies as asked for: those of the stories, then further communes.
 *
 * @param ease draws how satisfied a further commune's citizens are
 * @throws {RangeError} when there are not names enough
 */
export function sampleProvince(agencies: number, ease: () => number): SampleProvince {
  const file = JSON.parse(readFileSync(join(import.meta.dirname, 'province.json'), 'utf8')) as ProvinceFile
  const { first, second, third, points } = file.furtherCommunes
  const short = first.flatMap((one) => second.map((two) => `${one} ${two}`))
  const long = third.flatMap((three) => short.map((name) => `${name} ${three}`))
  const further = [...short, ...long].slice(0, agencies - file.agencies.length)
  if (file.agencies.length + further.length !== agencies) throw new RangeError(`no names for ${agencies} agencies`)
  return {
    ...file,
    agencies: [
      ...file.agencies,
      ...further.map((name): SampleAgency => ({
        code: `xa-${plainLetters(name)}`,
        vi: `Xã ${name}`,
        en: `${name} Commune`,
        level: 'commune',
        ease: ease(),
        points,
      })),
    ],
  }
}

/** Lower-case letters without marks, with hyphens for spaces. */
function plainLetters(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd')
    .toLowerCase()
    .replaceAll(' ', '-')
}
