import type { Config } from '../config.ts'
import type { DirectoryService } from './directory-service.ts'
import type { Storage } from '../storage/port.ts'
import type { Secrets } from '../secrets.ts'
export class AccountService {
  readonly directory: DirectoryService
  constructor({
    directory,
  }: {
    directory: DirectoryService
    config: Config
    storage: Storage
    secrets: Secrets
    now: () => Date
  }) {
    this.directory = directory
  }
}
