import type { Config } from '../config.ts'
import type { DirectoryService } from './directory-service.ts'
import type { Intake } from './intake.ts'
export class SurveyService {
  readonly directory: DirectoryService
  constructor({ directory }: { directory: DirectoryService; config: Config; intake: Intake; now: () => Date }) {
    this.directory = directory
  }
}
