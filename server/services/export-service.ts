import type { Config } from '../config.ts'
import type { DirectoryService } from './directory-service.ts'
import type { Storage } from '../storage/port.ts'
export class ExportService {
  readonly directory: DirectoryService
  constructor({ directory }: { directory: DirectoryService; config: Config; storage: Storage; now: () => Date }) {
    this.directory = directory
  }
}
