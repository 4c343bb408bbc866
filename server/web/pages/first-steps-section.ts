import { ENOUGH_RESPONSES, type AgencyFirstSteps, type PlatformFirstSteps } from '../../services/first-steps.ts'
import type { Language } from '../language.ts'
import type { PageLink } from './figure-section.ts'
import { newCodesHref, postersHref } from './poster-links.ts'

/** What to do next: a list of steps, or one line once answers have come. */
export interface FirstStepsSection {
  readonly heading: string
  readonly lead: string
  /** Empty where the line says all. */
  readonly steps: readonly FirstStep[]
}

/** One step with what is known of it, in words. */
export interface FirstStep {
  readonly name: string
  /** `yours` where the platform cannot know whether it was done. */
  readonly state: 'done' | 'open' | 'yours'
  readonly stateWord: string
  readonly text: string
  readonly links: readonly PageLink[]
}

/** The steps of an agency: all of them before its first answer, a count up to the hundredth afterwards. */
export function agencyFirstSteps(steps: AgencyFirstSteps, language: Language): FirstStepsSection {
  const { t, format } = language
  const { responses } = steps
  const count = { responses: format.count(responses), enough: format.count(ENOUGH_RESPONSES) }
  if (responses > 0) {
    return { heading: t('first-steps:count-heading', count), lead: t('first-steps:count-lead', count), steps: [] }
  }
  return {
    heading: t('first-steps:agency-heading'),
    lead: t('first-steps:agency-lead'),
    steps: [
      codesStep(steps, language),
      step('print', 'yours', language, {
        links: linksWhere(steps.codes > 0, `${postersHref(steps.agencyCode)}?reach=subtree`, 'print'),
      }),
      step('scan', 'yours', language, { links: surveyLinks(steps, 'scan', '') }),
      step('trial', 'yours', language, { links: surveyLinks(steps, 'trial', '?trial=1') }),
      step('first-answer', 'open', language),
      step('enough', 'open', language, { values: count }),
    ],
  }

  function surveyLinks({ trialCode }: AgencyFirstSteps, name: string, query: string): readonly PageLink[] {
    return linksWhere(trialCode !== null, `/s/${trialCode ?? ''}${query}`, name)
  }

  function linksWhere(isThere: boolean, href: string, name: string): readonly PageLink[] {
    return isThere ? [{ label: t(`first-steps:link-${name}`), href }] : []
  }
}

/** The steps of an administrator on a new platform. */
export function platformFirstSteps(steps: PlatformFirstSteps, language: Language): FirstStepsSection {
  const { t, format } = language
  const known = (name: 'agencies' | 'points' | 'targets' | 'accounts', links: readonly PageLink[] = []): FirstStep => {
    const count = steps[name]
    return step(name, count > 0 ? 'done' : 'open', language, { values: { count: format.count(count) }, links })
  }
  return {
    heading: t('first-steps:platform-heading'),
    lead: t('first-steps:platform-lead'),
    steps: [
      known('agencies', steps.agencies > 0 ? [{ label: t('first-steps:link-agencies'), href: '/agencies' }] : []),
      known('points'),
      known('targets'),
      known('accounts', [{ label: t('first-steps:link-accounts'), href: '/admin/accounts/new' }]),
      step('posters', 'yours', language),
      step('demo', 'yours', language),
    ],
  }
}

function codesStep({ agencyCode, points, codes, mayAdd }: AgencyFirstSteps, language: Language): FirstStep {
  const { t, format } = language
  if (codes > 0) return step('codes', 'done', language, { values: { count: format.count(codes) } })
  if (points === 0) return { ...step('codes', 'open', language), text: t('first-steps:codes-no-points') }
  const links = mayAdd ? [{ label: t('first-steps:link-codes'), href: newCodesHref(agencyCode) }] : []
  return step('codes', 'open', language, { links })
}

/** A step whose sentences are `<name>` and `<name>-<state>`. */
function step(
  name: string,
  state: FirstStep['state'],
  { t }: Language,
  { values = {}, links = [] }: { values?: Readonly<Record<string, string>>; links?: readonly PageLink[] } = {},
): FirstStep {
  return {
    name: t(`first-steps:${name}`, values),
    state,
    stateWord: t(`first-steps:state-${state}`),
    text: t(`first-steps:${name}-${state}`, values),
    links,
  }
}
