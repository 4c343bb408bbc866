import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Storage } from '../storage/port.ts'
import { AccountService } from './account-service.ts'
import { AuditService } from './audit-service.ts'
import { ChannelService } from './channel-service.ts'
import { CommentExpiry } from './comment-expiry.ts'
import { CommentService } from './comment-service.ts'
import { CompareService } from './compare-service.ts'
import { DashboardService } from './dashboard-service.ts'
import { DirectoryService } from './directory-service.ts'
import { ExportService } from './export-service.ts'
import { FirstSteps } from './first-steps.ts'
import { HeatMapService } from './heat-map-service.ts'
import { Intake } from './intake.ts'
import { MixService } from './mix-service.ts'
import { OpenDataService } from './open-data-service.ts'
import { PosterCodes } from './poster-codes.ts'
import { ResultService } from './result-service.ts'
import { PosterService } from './poster-service.ts'
import { PublicService } from './public-service.ts'
import { ReadAhead } from './read-ahead.ts'
import { ReferenceService } from './reference-service.ts'
import { ReportService } from './report-service.ts'
import { SampleService } from './sample-service.ts'
import { SignInService } from './sign-in-service.ts'
import { SourceCounter } from './source-counter.ts'
import { SurveyService } from './survey-service.ts'
import { UnitGuard } from './unit-guard.ts'
import { UnitLedger } from './unit-ledger.ts'
import { TrendService } from './trend-service.ts'

/** Everything that can be done or asked, made once at start and handed to the web. */
export interface Services {
  readonly directory: DirectoryService
  readonly survey: SurveyService
  readonly intake: Intake
  readonly accounts: AccountService
  readonly signIn: SignInService
  readonly dashboard: DashboardService
  readonly compare: CompareService
  readonly readAhead: ReadAhead
  readonly heatMaps: HeatMapService
  readonly trends: TrendService
  readonly mixes: MixService
  readonly channels: ChannelService
  readonly samples: SampleService
  readonly exports: ExportService
  readonly firstSteps: FirstSteps
  readonly comments: CommentService
  readonly commentExpiry: CommentExpiry
  readonly audit: AuditService
  readonly results: ResultService
  readonly posters: PosterService
  readonly posterCodes: PosterCodes
  readonly published: PublicService
  readonly openData: OpenDataService
  readonly references: ReferenceService
  readonly reports: ReportService
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
  const published = new PublicService({ storage, directory, config, now })
  const ledger = new UnitLedger({ storage, config, now })
  const guard = new UnitGuard({ ledger, config, now })
  const dashboard = new DashboardService({ storage, directory, config, now, guard })
  const compare = new CompareService({ storage, directory, config, now, ledger, guard })
  return {
    directory,
    intake,
    survey: new SurveyService({ directory, intake, responses: storage.responses, config, now }),
    accounts: new AccountService({ storage, directory, config, log, now }),
    signIn: new SignInService({ storage, config, secrets, log, now }),
    dashboard,
    compare,
    readAhead: new ReadAhead({ ledger, directory, config, log, now }),
    heatMaps: new HeatMapService({ compare }),
    trends: new TrendService({ compare, storage, now }),
    mixes: new MixService({ compare, storage, now }),
    channels: new ChannelService({ compare }),
    samples: new SampleService({ compare, config, now }),
    exports: new ExportService({ storage, directory, config, now }),
    firstSteps: new FirstSteps({ storage, directory, config, now }),
    comments: new CommentService({ storage, directory, config, secrets, now }),
    commentExpiry: new CommentExpiry({ storage, config, log, now }),
    audit: new AuditService({ storage, directory }),
    results: new ResultService({ dashboard }),
    posters: new PosterService({ directory, config, now }),
    posterCodes: new PosterCodes({ storage, directory, config, log, now }),
    published,
    openData: new OpenDataService({ published, directory, now }),
    references: new ReferenceService({ storage, directory, dashboard, log, now }),
    reports: new ReportService({ storage, directory, config, log, now }),
    sentForms: new SourceCounter({ counters: storage.counters, key: secrets.sourceKey, now }),
    ping: () => storage.ping(),
  }
}
