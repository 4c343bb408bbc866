import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { loadConfig } from '../../server/config.ts'
import type { Viewer } from '../../server/domain/account.ts'
import { localDay, monthOfDay } from '../../server/domain/calendar.ts'
import { createLog, type Logger } from '../../server/log.ts'
import { startServer, type RunningServer } from '../../server/server.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { CompareService } from '../../server/services/compare-service.ts'
import { DirectoryService } from '../../server/services/directory-service.ts'
import { ReadAhead } from '../../server/services/read-ahead.ts'
import { UnitLedger } from '../../server/services/unit-ledger.ts'
import type { TallyScope } from '../../server/storage/port.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { seedCounter } from '../e2e/seed-counter.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const folder = useDataFolder()

/** A store with a counter, an answer of the current month, and some agencies more. */
async function seed(agencies = 0): Promise<void> {
  await seedCounter(folder())
  const storage = await openSqliteStorage(folder())
  const more = Array.from({ length: agencies }, (_, i) => anAgency(`xa-${i}`))
  await storage.directory.apply({ agencies: more })
  await storage.responses.record([aSubmission({ agency: 'xa-an-binh', point: 'xa-an-binh-01' })])
  await storage.close()
}

/** Starts a server; `said` resolves with the first line that it logs for whoever looks into it, and with all others. */
async function start(): Promise<{ server: RunningServer; said: Promise<unknown[]>; warned: unknown[] }> {
  let first: (line: unknown[]) => void = () => undefined
  const said = new Promise<unknown[]>((resolve) => (first = resolve))
  const warned: unknown[] = []
  const log: Logger = {
    ...createLog('silent'),
    debug: (...line: unknown[]) => {
      first(line)
    },
    warn: (...line: unknown[]) => warned.push(line),
    error: (...line: unknown[]) => warned.push(line),
  }
  const server = await startServer(loadConfig({ DATA_DIR: folder(), PORT: '0' }), log, () => NOW)
  return { server, said, warned }
}

test('a server reads what comparisons need once it listens, all agencies of two years', async () => {
  await seed(50)
  const { server, said } = await start()
  expect(await said).toEqual([{ agencies: 52 }, 'read ahead for comparisons'])
  await server.stop()
})

test('a store that cannot be read stops no server from starting, nor from stopping', async () => {
  await seed()
  const file = new DatabaseSync(join(folder(), 'hailong.db'))
  file.exec(`UPDATE tally SET sums = x'ff'`)
  file.close()
  const { server, said, warned } = await start()
  const [line, text] = await said
  expect(text).toBe('could not read ahead for comparisons')
  expect((line as { error: string }).error).toContain('damaged')
  expect((await fetch(`${server.url}/s/${seedCounter.code}`)).status).toBe(200)
  expect(warned).toEqual([])
  await server.stop()
})

test('a server that is stopped while it reads ahead stops, and reads no further', async () => {
  await seed(600)
  const { server, said, warned } = await start()
  await server.stop()
  const [line, text] = await said
  expect(text).toBe('read ahead for comparisons')
  expect((line as { agencies: number }).agencies).toBeLessThan(602)
  expect(warned).toEqual([])
})

test('what was read ahead is not read again for a comparison of the last twelve months', async () => {
  await seed(30)
  const storage = await openSqliteStorage(folder())
  const asked: TallyScope[] = []
  const cells = (scope: TallyScope) => {
    asked.push(scope)
    return storage.tallies.cells(scope)
  }
  const parts = { storage: { tallies: { ...storage.tallies, cells } }, config: loadConfig({}), now: () => NOW }
  const ledger = new UnitLedger(parts)
  const directory = new DirectoryService(storage, parts.now)
  const compare = new CompareService({ ...parts, ledger, directory, storage })
  await new ReadAhead({ ...parts, ledger, directory, log: createLog('silent') }).run(new AbortController().signal)
  expect(asked.length).toBeGreaterThan(0)
  asked.length = 0
  const thisMonth = monthOfDay(localDay(NOW, parts.config.timeZone))
  const { units } = await compare.compare(INSPECTOR, { ...QUERY, months: { from: thisMonth - 11, to: thisMonth + 1 } })
  expect(units.map(({ responses }) => responses).filter((responses) => responses > 0)).toEqual([1])
  expect(asked).toEqual([])
  await storage.close()
})

const INSPECTOR: Viewer = {
  id: '1',
  name: 'lan',
  displayName: 'Lan',
  grants: [{ role: 'inspector', agency: null }],
  mayReadComments: false,
}
const QUERY: Omit<CompareQuery, 'months'> = {
  level: null,
  under: null,
  view: 'as-it-is',
  questionnaire: null,
  step: 'return',
  method: null,
  flagged: 'in',
  field: null,
}
