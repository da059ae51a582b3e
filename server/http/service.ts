import type { SigningKey } from '../certificates/signing-keys.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Retention } from '../privacy/retention.ts'
import type { Person, SignIn } from '../sign-in/sign-in.ts'
import type { Store } from '../storage/open-store.ts'

/** What the routes work on. */
export interface Service {
  store: Store
  signIn: SignIn
  /** Signs certificates. */
  key: SigningKey
  /** The present version of every course that can be taken. */
  courses: ReadonlyMap<string, CourseBundle>
  /** Where letters go; the sign-in page says so when it is the terminal. */
  mail: 'smtp' | 'terminal'
  mailer: Mailer
  /** ISO time, UTC. */
  now: () => string
  /** Where people reach the service, without a slash at the end. */
  baseUrl: string
  log: (entry: LogEntry) => void
  metrics?: Metrics
  /** Who shows it may read the metrics from elsewhere. */
  metricsToken?: string
  /** Reverse proxies in front whose x-forwarded-for is believed; none when it is left out. */
  trustedProxies?: number
  /** True when the process takes no more requests. */
  isStopping?: () => boolean
  /** How long what is kept; the default when it is left out. */
  retention?: Retention
}

/** What is logged of a request: no addresses, no names, no answers. */
export interface LogEntry {
  level: 'info' | 'error'
  message: string
  [field: string]: string | number | undefined
}

/** What the middleware puts beside a request. */
export interface RequestContext {
  Variables: { person: Person, requestId: string, service: Service }
}
