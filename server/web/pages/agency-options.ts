import { AGENCY_LEVELS } from '../../domain/agency.ts'
import type { Directory } from '../../domain/directory.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Language } from '../language.ts'

/** Options of a list under a heading. */
export interface OptionGroup {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly isSelected: boolean }[]
}

/** The agencies of each level that has any, by name. */
export function agencyGroups(
  { t, code }: Language,
  { agencies }: Pick<Directory, 'agencies'>,
  selected: string,
): readonly OptionGroup[] {
  const collator = new Intl.Collator(code)
  return AGENCY_LEVELS.map((level) => ({
    label: t(`accounts:level-${level}`),
    options: agencies
      .filter((agency) => agency.level === level)
      .map((agency) => ({
        value: agency.code,
        label: inLanguage(agency.names, code),
        isSelected: agency.code === selected,
      }))
      .sort((a, b) => collator.compare(a.label, b.label)),
  })).filter(({ options }) => options.length > 0)
}
