import type { Config } from '../config.ts'
import type { DirectoryService } from './directory-service.ts'

export class PosterService {
  readonly directory: DirectoryService
  constructor({ directory }: { directory: DirectoryService; config: Config }) {
    this.directory = directory
  }
}
