import { describe } from '@jest/globals'
import { accountContract } from './contract/accounts.ts'
import { archiveContract } from './contract/archive.ts'
import { auditContract } from './contract/audit.ts'
import { commentContract } from './contract/comments.ts'
import { counterContract } from './contract/counters.ts'
import { directoryContract } from './contract/directory.ts'
import { historyContract } from './contract/histories.ts'
import { openingContract } from './contract/opening.ts'
import { profileContract } from './contract/profiles.ts'
import { questionnaireContract } from './contract/questionnaires.ts'
import { recordingContract } from './contract/recording.ts'
import { reportContract } from './contract/reports.ts'
import type { MakePlace } from './contract/store-place.ts'
import { streamingContract } from './contract/streaming.ts'
import { tallyContract } from './contract/tallies.ts'
import { transactionContract } from './contract/transactions.ts'

/**
 * Every promise of server/storage/port.ts as tests that any adapter must pass.
 *
 * @param makePlace makes a fresh place for an empty store; asked before each test
 */
export function storageContract(name: string, makePlace: MakePlace): void {
  describe(`${name} keeps the promises of the storage port`, () => {
    openingContract(makePlace)
    directoryContract(makePlace)
    questionnaireContract(makePlace)
    recordingContract(makePlace)
    streamingContract(makePlace)
    profileContract(makePlace)
    tallyContract(makePlace)
    historyContract(makePlace)
    commentContract(makePlace)
    transactionContract(makePlace)
    auditContract(makePlace)
    reportContract(makePlace)
    accountContract(makePlace)
    counterContract(makePlace)
    archiveContract(makePlace)
  })
}
