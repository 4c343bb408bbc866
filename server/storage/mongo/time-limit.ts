/** Thrown when the database has not answered in the time that it was given. */
export class NoAnswerError extends Error {}

/**
 * What the work gives, unless that takes too long. An operation whose connection breaks just when it is sent never
 * ends by itself: the driver then waits for a socket that is gone. What is given up goes on unheard, if at all.
 *
 * @throws {NoAnswerError} when the time is over
 */
export async function withinTime<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new NoAnswerError(`no answer within ${limitMs / 1000} s`))
  }, limitMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
