import type { Problem } from '../../domain/errors.ts'
import { POSTERS_MOST, type AgencyPosters } from '../../services/poster-service.ts'
import { REACHES } from '../../services/poster-reading.ts'
import { COPIES_MOST, POSTER_FORMATS, TEXT_MOST, TICKED, type TypedPosters } from '../forms/poster-query.ts'
import type { Language } from '../language.ts'
import { problemAt, textField, type TextField } from './form-parts.ts'
import { posterCodeTable, type PosterCodeTable } from './poster-code-table.ts'
import { printHref } from './poster-links.ts'

/** The form that says which posters are printed, on what, and with which words of the agency. */
export interface PosterPrintForm {
  readonly action: string
  readonly format: {
    readonly legend: string
    readonly error: string | null
    /** The first has the id `format`, to which the error summary links. */
    readonly options: readonly {
      readonly id: string
      readonly value: string
      readonly label: string
      readonly hint: string
      readonly isChecked: boolean
    }[]
  }
  readonly fields: readonly TextField[]
  /** Goes along unseen; null where nothing does. */
  readonly hidden: { readonly name: string; readonly value: string } | null
  /** Null where the posters are not to be chosen. */
  readonly codes: PosterCodeTable | null
  /** The first is what the return key does. */
  readonly buttons: readonly { readonly which: string | null; readonly label: string; readonly isFirst: boolean }[]
}

/** The form for one poster, which stays where it is. */
export function onePosterForm(
  { t }: Language,
  action: string,
  typed: TypedPosters,
  problems: readonly Problem[],
): PosterPrintForm {
  return {
    action,
    ...styleFields(t, typed, problems),
    hidden: null,
    codes: null,
    buttons: [{ which: null, label: t('poster:preview-one'), isFirst: true }],
  }
}

/** The form for posters of an agency. */
export function agencyPostersForm(
  language: Language,
  offer: AgencyPosters,
  typed: TypedPosters,
  problems: readonly Problem[],
): PosterPrintForm {
  const { t } = language
  const wholes = REACHES.filter((reach) => offer.sizes[reach] > 0 && offer.sizes[reach] <= POSTERS_MOST)
    // Where nothing hangs below, both are the same.
    .filter((reach) => reach === 'own' || offer.sizes.subtree > offer.sizes.own)
    .map((reach) => ({ which: reach, label: t(`poster:preview-${reach}`, { count: offer.sizes[reach] }) }))
  const ticked = { which: TICKED, label: t('poster:preview-ticked') }
  const buttons = [...wholes, ticked]
  const first = buttons.find(({ which }) => which === typed.which) ?? ticked
  return {
    action: printHref(offer.agency.code),
    ...styleFields(t, typed, problems),
    hidden: offer.reach === 'own' ? null : { name: 'reach', value: offer.reach },
    codes: posterCodeTable(language, offer, typed.codes, problemAt(t, problems, 'codes')),
    buttons: [first, ...buttons.filter((button) => button !== first)].map((button) => ({
      ...button,
      isFirst: button === first,
    })),
  }
}

function styleFields(t: Language['t'], typed: TypedPosters, problems: readonly Problem[]) {
  return {
    format: {
      legend: t('poster:format'),
      error: problemAt(t, problems, 'format'),
      options: POSTER_FORMATS.map((format, place) => ({
        id: place === 0 ? 'format' : `format-${format}`,
        value: format,
        label: t(`poster:format-${format}`),
        hint: t(`poster:format-${format}-hint`),
        isChecked: typed.format === format,
      })),
    },
    fields: [
      textField(t, problems, {
        name: 'text',
        label: t('poster:text'),
        hint: t('poster:text-hint', { most: TEXT_MOST }),
        value: typed.text,
      }),
      textField(t, problems, {
        name: 'copies',
        label: t('poster:copies'),
        hint: t('poster:copies-hint', { most: COPIES_MOST }),
        value: typed.copies,
      }),
    ],
  }
}
