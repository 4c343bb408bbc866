import type { StoreName } from '../bench-output.ts'

/** How much one installation has to bear. */
export interface Scale {
  readonly name: string
  readonly store: StoreName
  readonly answersAYear: number
  /** Those that have answers of their own, month by month. */
  readonly agencies: number
  /** Most answers a second that have to be borne for minutes. */
  readonly burstPerSecond: number
}

/** 34 provinces share 3,321 communes; with departments and their offices a large one has 600 agencies. */
const PROVINCES = 34
const COMMUNES = 3321
const NATION_ANSWERS = 100_000_000
const PROVINCE: Scale = {
  name: 'province',
  store: 'mongo',
  answersAYear: 3_000_000,
  agencies: 600,
  burstPerSecond: 20,
}

export const SCALES: readonly Scale[] = [
  {
    name: 'commune',
    store: 'embedded',
    answersAYear: Math.ceil(NATION_ANSWERS / COMMUNES / 10_000) * 10_000,
    agencies: 1,
    burstPerSecond: 1,
  },
  PROVINCE,
  {
    name: 'nation',
    store: 'mongo',
    answersAYear: NATION_ANSWERS,
    agencies: PROVINCES * PROVINCE.agencies,
    burstPerSecond: PROVINCES * PROVINCE.burstPerSecond,
  },
]
