import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { seriesAmong, type Series } from '../domain/series.ts'
import type { ProcedureField } from '../domain/service-point.ts'
import { maySee } from './access.ts'
import type { CurrentDirectory } from './directory-service.ts'

/** What a comparison can be chosen from, whatever was answered. */
export interface CompareChoices {
  /** Agencies that have others below them and may be seen, by name. */
  readonly unders: readonly Agency[]
  readonly fields: readonly ProcedureField[]
  readonly series: readonly Series[]
}

export function compareChoices({ directory, questionnaires }: CurrentDirectory, viewer: Viewer): CompareChoices {
  return {
    unders: directory.agencies
      .filter(({ code }) => directory.children(code).length > 0 && maySee(viewer, directory, code))
      .sort((a, b) => a.names.vi.localeCompare(b.names.vi, 'vi')),
    fields: directory.fields,
    series: seriesAmong(questionnaires.values()),
  }
}
