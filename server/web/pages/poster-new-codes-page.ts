import { CODE_CHANNELS } from '../../domain/code-changes.ts'
import type { Problem } from '../../domain/errors.ts'
import { STEPS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { NewCodesGround } from '../../services/poster-codes.ts'
import type { RequestContext } from '../context.ts'
import { boxName } from '../forms/poster-new-codes-form.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { errorSummary, formTitle, problemAt, type ErrorSummary } from './form-parts.ts'
import { newCodesHref, postersHref } from './poster-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Where an administrator has codes made for a counter. */
export interface NewCodesPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  readonly action: string
  readonly csrf: string
  /** In the order in which they stand on the page. */
  readonly parts: readonly (Select | Boxes)[]
  readonly submit: string
  readonly back: { readonly href: string; readonly label: string }
}

interface Select {
  readonly kind: 'select'
  readonly name: string
  readonly label: string
  readonly error: string | null
  readonly options: readonly { readonly value: string; readonly label: string; readonly isPicked: boolean }[]
}

interface Boxes {
  readonly kind: 'boxes'
  readonly name: string
  readonly label: string
  readonly error: string | null
  readonly options: readonly { readonly name: string; readonly label: string; readonly isTicked: boolean }[]
}

/** What is picked before anybody picks: both steps, the code on the wall, the first questionnaire. */
const NOTHING_YET: SentForm = { 'step-submission': 'yes', 'step-return': 'yes', channel: 'qr' }

/** @param form what was picked; null where nothing was sent yet */
export function newCodesPage(
  site: Site,
  context: RequestContext,
  ground: NewCodesGround,
  form: SentForm | null,
  problems: readonly Problem[] = [],
): NewCodesPage {
  const { t, code: language } = context.language
  const names = { agency: inLanguage(ground.agency.names, language) }
  const heading = t('poster:new-heading', names)
  const picked = form ?? { ...NOTHING_YET, questionnaire: [...ground.questionnaires.keys()][0] ?? '' }
  const error = (name: string): string | null => problemAt(t, problems, name)
  const select = (name: string, options: readonly (readonly [value: string, label: string])[]): Select => ({
    kind: 'select',
    name,
    label: t(`poster:${name}`),
    error: error(name),
    options: options.map(([value, label]) => ({ value, label, isPicked: picked[name] === value })),
  })
  const boxes = (
    name: string,
    kind: 'field' | 'step',
    options: readonly (readonly [code: string, label: string])[],
  ): Boxes => ({
    kind: 'boxes',
    name,
    label: t(`poster:${name}`),
    error: error(name),
    options: options.map(([code, label]) => {
      const box = boxName(kind, code)
      return { name: box, label, isTicked: picked[box] === 'yes' }
    }),
  })
  const collator = new Intl.Collator(language)
  const fields = ground.fields.map(({ code, names }) => [code, inLanguage(names, language)] as const)
  return {
    ...staffShell(site, context, { title: formTitle(t, heading, problems), styles: ['css/poster-pages.css'] }),
    heading,
    lead: t('poster:new-lead'),
    errorSummary: errorSummary(t, problems),
    action: newCodesHref(ground.agency.code),
    csrf: context.csrfToken,
    parts: [
      select('point', [
        ['', t('poster:point-pick')],
        ...ground.points.map(({ id, names }) => [id, inLanguage(names, language)] as const),
      ]),
      boxes(
        'fields',
        'field',
        [...fields].sort(([, a], [, b]) => collator.compare(a, b)),
      ),
      boxes(
        'steps',
        'step',
        STEPS.map((step) => [step, t(`poster:step-${step}`)]),
      ),
      select(
        'channel',
        CODE_CHANNELS.map((channel) => [channel, t(`export:channel-${channel}`)]),
      ),
      select(
        'questionnaire',
        [...ground.questionnaires].map(([key, names]) => [key, inLanguage(names, language)]),
      ),
    ],
    submit: t('poster:new-submit'),
    back: { href: postersHref(ground.agency.code), label: t('poster:back', names) },
  }
}
