import type { Migration } from '../migrate.ts'
import { firstLayout } from './001-first-layout.ts'
import { whatStaffRead } from './002-what-staff-read.ts'

/** Every step of the layout in order; the first has number 1. */
export const MIGRATIONS: readonly Migration[] = [firstLayout, whatStaffRead]
