import { ConfigError, loadConfig } from './config.ts'
import { createLog } from './log.ts'
import { AddressTakenError, startServer } from './server.ts'

try {
  const config = loadConfig(process.env)
  const log = createLog(config.logLevel)
  const server = await startServer(config, log)
  log.info({ url: server.url }, 'listening')
  let isStopping = false
  const stop = (signal: string): void => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    server.stop().then(
      () => {
        log.info('stopped')
        process.exit(0)
      },
      (error: unknown) => {
        log.error({ error: String(error) }, 'did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  const setUpLink = await server.firstSetUpLink()
  if (setUpLink !== null) {
    console.log(
      `There is no administrator yet. This link makes the first one; it works once, for 24 hours:\n${setUpLink}`,
    )
  }
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof AddressTakenError ? error.message : error)
  process.exit(1)
}
