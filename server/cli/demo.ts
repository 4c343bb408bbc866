/**
 * `npm run demo [-- --answers 60000 --agencies 24 --seed 1 --months 18]`: a living sample province under
 * `<DATA_DIR>/demo`, made on the first run, served until it is stopped.
 */
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { ConfigError, loadConfig, type Config } from '../config.ts'
import { localDay } from '../domain/calendar.ts'
import { createLog } from '../log.ts'
import { demoAddresses } from '../sample/demo-addresses.ts'
import { LivingSample } from '../sample/living.ts'
import { readSampleParameters, SampleParameterError } from '../sample/parameters.ts'
import { Random } from '../sample/random.ts'
import { sampleDirectory } from '../sample/sample-directory.ts'
import { ensureSample, SampleFolderError } from '../sample/sample-folder.ts'
import { startServer } from '../server.ts'
import { progressBar } from './progress.ts'

const REASONS = {
  new: 'Making the sample province',
  unfinished: 'The sample province was not finished last time; making it anew',
  other: 'The folder holds another sample, or one of an earlier month; making it anew',
} as const

/** Thrown when the port cannot be listened on. */
class PortError extends Error {}

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping.abort(new Error('stopped'))
  })
}

try {
  const parameters = readSampleParameters(process.argv.slice(2))
  const common = loadConfig({ LOG_LEVEL: 'warn', ...process.env })
  const config = { ...common, dataDir: join(common.dataDir, 'demo'), mongodbUri: null }
  await assertPortIsFree(config)
  const log = createLog(config.logLevel)
  const place = relative(process.cwd(), config.dataDir) || config.dataDir

  const mark = await ensureSample({
    folder: config.dataDir,
    timeZone: config.timeZone,
    log,
    parameters,
    now: new Date(),
    signal: stopping.signal,
    onStart: (why) => {
      console.log(`${REASONS[why]} (${place}).`)
    },
    onProgress: progressBar(process.stderr, 'Answers', parameters.answers),
  })

  const server = await startServer(config, log)
  const sample = sampleDirectory(parameters, mark.today)
  const random = new Random(Date.now(), process.pid)
  const living = new LivingSample({ survey: server.services.survey, sample, random, log })
  living.start()

  console.log(
    demoAddresses({ url: server.url, sample, password: mark.password, today: localDay(new Date(), config.timeZone) }),
  )
  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve()
    else
      stopping.signal.addEventListener('abort', () => {
        resolve()
      })
  })
  console.log('\nStopping.')
  living.stop()
  await server.stop()
  process.exit(0)
} catch (error) {
  if (error === stopping.signal.reason)
    console.error('\nStopped before the sample was whole; the next run makes it anew.')
  else console.error(isExpected(error) ? error.message : error)
  process.exit(1)
}

function isExpected(error: unknown): error is Error {
  return [ConfigError, SampleParameterError, SampleFolderError, PortError].some((kind) => error instanceof kind)
}

/** Asked before the sample is made, so that nobody waits for a province that cannot be shown. @throws {PortError} */
async function assertPortIsFree({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      const reason = isTaken
        ? 'is in use by another program. Stop that one'
        : `cannot be used (${error.message}). Free it`
      reject(new PortError(`Port ${port} on ${host} ${reason}, or choose another port: PORT=3001 npm run demo`))
    })
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve()
      })
    })
  })
}
