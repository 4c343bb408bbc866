import type { LocalHour } from '../domain/calendar.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { PublicCode } from '../domain/service-point.ts'
import { Random } from '../sample/random.ts'
import { fieldName, offeredValues } from '../web/forms/survey-fields.ts'
import { ID_SLOT } from './load.ts'

/** What a phone sends beside what it wants. */
const PHONE = [
  'Host: 127.0.0.1',
  'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36',
  'Accept: text/html,application/xhtml+xml',
  'Accept-Encoding: gzip, deflate',
  'Accept-Language: vi-VN,vi;q=0.9,en;q=0.8',
].join('\r\n')

/** Asks for the survey page of a code. */
export function pageRequest(code: string): string {
  return `GET /s/${code} HTTP/1.1\r\n${PHONE}\r\n\r\n`
}

/**
 * Sends a filled-in form for each code, all questions of its step answered and a comment in every twentieth. Each
 * sending gets an id of its own.
 *
 * @param hour in which the forms were opened
 */
export function answerRequests(codes: readonly PublicCode[], questionnaire: Questionnaire, hour: LocalHour): string[] {
  const random = new Random(codes.length)
  return codes.map((code, i) => {
    const fields = new URLSearchParams({ opened: String(hour) })
    for (const question of questionnaire.questions) {
      if (!question.steps.includes(code.step)) continue
      if (question.kind !== 'text') fields.set(fieldName(question), random.oneOf(offeredValues(question)))
      else fields.set(fieldName(question), i % 20 === 0 ? 'Cán bộ nhiệt tình, hướng dẫn dễ hiểu.' : '')
    }
    const body = `id=${ID_SLOT}&${fields.toString()}`
    const length = Buffer.byteLength(body) - ID_SLOT.length + 32
    return [
      `POST /s/${code.code} HTTP/1.1`,
      PHONE,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${length}`,
      '',
      body,
    ].join('\r\n')
  })
}
