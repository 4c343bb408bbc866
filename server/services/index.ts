import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Storage } from '../storage/port.ts'
import { AccountService } from './account-service.ts'
import { AuditService } from './audit-service.ts'
import { CommentExpiry } from './comment-expiry.ts'
import { CommentService } from './comment-service.ts'
import { DashboardService } from './dashboard-service.ts'
import { DirectoryService } from './directory-service.ts'
import { ExportService } from './export-service.ts'
import { FirstSteps } from './first-steps.ts'
import { Intake } from './intake.ts'
import { PosterCodes } from './poster-codes.ts'
import { ResultService } from './result-service.ts'
import { PosterService } from './poster-service.ts'
import { PublicService } from './public-service.ts'
import { SignInService } from './sign-in-service.ts'
import { SourceCounter } from './source-counter.ts'
import { SurveyService } from './survey-service.ts'

/** Everything that can be done or asked, made once at start and handed to the web. */
export interface Services {
  readonly directory: DirectoryService
  readonly survey: SurveyService
  readonly intake: Intake
  readonly accounts: AccountService
  readonly signIn: SignInService
  readonly dashboard: DashboardService
  readonly exports: ExportService
  readonly firstSteps: FirstSteps
  readonly comments: CommentService
  readonly commentExpiry: CommentExpiry
  readonly audit: AuditService
  readonly results: ResultService
  readonly posters: PosterService
  readonly posterCodes: PosterCodes
  readonly published: PublicService
  /** Counts the forms that one source sends to staff pages. */
  readonly sentForms: SourceCounter
  /** Resolves when the store answered. */
  readonly ping: () => Promise<void>
}

export interface ServiceParts {
  readonly storage: Storage
  readonly config: Config
  readonly secrets: Secrets
  readonly log: Logger
  readonly now: () => Date
}

export function createServices({ storage, config, secrets, log, now }: ServiceParts): Services {
  const directory = new DirectoryService(storage, now)
  const intake = new Intake(storage.responses, { queueLimit: config.intakeQueueLimit, log })
  const dashboard = new DashboardService({ storage, directory, config, now })
  return {
    directory,
    intake,
    survey: new SurveyService({ directory, intake, responses: storage.responses, config, now }),
    accounts: new AccountService({ storage, directory, config, log, now }),
    signIn: new SignInService({ storage, config, secrets, log, now }),
    dashboard,
    exports: new ExportService({ storage, directory, config, now }),
    firstSteps: new FirstSteps({ storage, directory, config, now }),
    comments: new CommentService({ storage, directory, config, secrets, now }),
    commentExpiry: new CommentExpiry({ storage, config, log, now }),
    audit: new AuditService({ storage, directory }),
    results: new ResultService({ dashboard }),
    posters: new PosterService({ directory, config, now }),
    posterCodes: new PosterCodes({ storage, directory, config, log, now }),
    published: new PublicService({ storage, directory, config, now }),
    sentForms: new SourceCounter({ counters: storage.counters, key: secrets.sourceKey, now }),
    ping: () => storage.ping(),
  }
}
