import { firstDay, isoDay, monthOfDay, type LocalDay } from '../domain/calendar.ts'
import { DEMO_AGENCY_NAME, DEMO_NAME } from './demo-accounts.ts'
import { dayOf, type SampleDirectory } from './sample-directory.ts'

/** What the demo prints once it is ready: where to answer, how to sign in, which dashboards tell a story. */
export function demoAddresses(demo: {
  readonly url: string
  readonly sample: SampleDirectory
  readonly password: string
  readonly today: LocalDay
}): string {
  const { url, sample, password, today } = demo
  const { root, stories, mergersSince } = sample.province
  const survey = sample.counters.flatMap(({ codes }) => codes).find(({ code }) => code.channel === 'qr')?.code.code
  const replaced = sample.records.codes.find(
    ({ point, replacedBy }) => point === stories.replacedCode && replacedBy !== null,
  )
  const agency = (code: string, query = ''): string => `${url}/agencies/${code}${query}`
  const endOfMonth = firstDay(monthOfDay(today) + 1) - 1
  const whole = `?from=${isoDay(dayOf(mergersSince) ?? today)}&to=${isoDay(endOfMonth)}`
  const lines: readonly (readonly [string, string])[] = [
    ['Answer as a citizen', `${url}/s/${survey ?? ''}`],
    ['Sign in', `${url}/sign-in`],
    ['  name and password', `${DEMO_NAME}  ${password}`],
    ['  one commune only', `${DEMO_AGENCY_NAME}  ${password}`],
    ['', ''],
    ['The whole province', agency(root.code)],
    ['Far below its target', agency(stories.farBelow)],
    ['Six answers, all good', agency(stories.sixAnswers)],
    ['Prints 95.00, lies below', agency(stories.justBelow)],
    ['Merged on 1 July 2025', agency(stories.merged, whole)],
    ['An evening of ballots', agency(stories.stuffed.agency)],
    ['A silent counter', agency(stories.silent.agency)],
    ['A code that was replaced', `${url}/s/${replaced?.code ?? ''}`],
    ['A poster to print', `${url}/points/${survey ?? ''}/poster`],
  ]
  const width = Math.max(...lines.map(([title]) => title.length))
  return [
    '',
    'The province Minh Giang is invented, and so is every answer in it.',
    '',
    ...lines.map(([title, text]) => `${title.padEnd(width)}  ${text}`.trimEnd()),
    '',
    'Answers keep coming in, one every few seconds. Ctrl+C stops it.',
  ].join('\n')
}
