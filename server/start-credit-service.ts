import type { CourseBundle } from './courses/course-bundle.ts'
import type { LogEntry } from './http/service.ts'
import type { Retention } from './privacy/retention.ts'
import type { OidcEnvironment } from './sign-in/oidc-settings.ts'
import { join } from 'node:path'
import { collectDefaultMetrics } from 'prom-client'
import { certificateFonts } from './certificates/certificate-fonts.ts'
import { openSigningKey } from './certificates/signing-keys.ts'
import { sweepCertificates } from './certificates/sweep.ts'
import { addUpAll } from './counting/add-up.ts'
import { isVersionInUse, keepCourseVersion } from './courses/course-versions.ts'
import { createCreditApp } from './http/create-app.ts'
import { readMetricsToken, readSignInsPerNetwork, readTrustedProxies } from './http/settings.ts'
import { newestSeals, writeAnchors } from './ledger/anchors.ts'
import { sealAllRecords } from './ledger/seal.ts'
import { createMailer } from './mail/mailer.ts'
import { measuredWriter } from './metrics/measured-writer.ts'
import { createMetrics } from './metrics/metrics.ts'
import { keepHouse } from './privacy/housekeeping.ts'
import { defaultRetention } from './privacy/retention.ts'
import { readOidcSettings } from './sign-in/oidc-settings.ts'
import { openSecret } from './sign-in/secret.ts'
import { createCodeSender } from './sign-in/send-code.ts'
import { createSignIn } from './sign-in/sign-in.ts'
import { migrate, repeatSchemaChange } from './storage/migrate.ts'
import { openStore } from './storage/open-store.ts'

export interface CreditServiceOptions {
  /** The courses that count for credit. */
  bundles: readonly CourseBundle[]
  /** Folder of the SQLite file, the signing key and the secret; made when it is not there. */
  dataFolder: string
  /** Where people reach the service, without a slash at the end. */
  baseUrl: string
  /** Sign certificates with a new key from now on. */
  newSigningKey?: boolean
  /** How long what is kept. */
  retention?: Retention
  environment: { DATABASE_URL?: string, LECTERN_SECRET?: string, LECTERN_SIGNING_KEY?: string, SMTP_URL?: string, MAIL_FROM?: string, METRICS_TOKEN?: string, SIGN_INS_PER_NETWORK?: string, TRUSTED_PROXIES?: string } & OidcEnvironment
  log: (entry: LogEntry) => void
}

export interface CreditService {
  /** `bindings` are those of the server under it: the socket tells where a request comes from. */
  fetch: (request: Request, bindings?: object) => Response | Promise<Response>
  /** True for a path that is the service's and not a file's. */
  answers: (path: string) => boolean
  /** Where letters go. */
  mail: 'smtp' | 'terminal'
  /** The courses that can be taken from now on: a newly built version takes the place of the one before, a withdrawn course goes. */
  offer: (bundles: readonly CourseBundle[]) => Promise<void>
  /** Whether anybody is administrator. */
  hasAdmin: () => Promise<boolean>
  /** Whether somebody is in a version of a course and can still go on. */
  isInUse: (course: string, version: string) => Promise<boolean>
  /** From now on the process says that it is not ready. */
  beginStop: () => void
  stop: () => Promise<void>
}

const SEAL_EVERY_MS = 1000
const COUNT_EVERY_MS = 5000
const SWEEP_EVERY_MS = 3_600_000
const KEEP_HOUSE_EVERY_MS = 86_400_000
const ANCHOR_EVERY_MS = 3_600_000
const KEEP_HOUSE_FIRST_AFTER_MS = 60_000

/**
 * Opens the store, brings it up to date and starts sealing records.
 * @throws LecternError for settings that do not hold.
 */
export async function startCreditService({ bundles, dataFolder, baseUrl, newSigningKey, retention = defaultRetention, environment, log }: CreditServiceOptions): Promise<CreditService> {
  const now = () => new Date().toISOString()
  // Before the database is touched: who has set something wrongly finds everything as it was.
  const oidc = readOidcSettings(environment)
  const trustedProxies = readTrustedProxies(environment.TRUSTED_PROXIES)
  const metricsToken = readMetricsToken(environment.METRICS_TOKEN)
  const signInsPerNetwork = readSignInsPerNetwork(environment.SIGN_INS_PER_NETWORK)
  certificateFonts()
  const opened = openStore({ url: environment.DATABASE_URL, dataFolder: join(dataFolder) })
  const metrics = createMetrics(opened)
  collectDefaultMetrics({ register: metrics.registry })
  const store = { ...opened, writer: measuredWriter(opened.writer, metrics) }
  await migrate(store.db)
  const mailer = createMailer(environment.SMTP_URL, environment.MAIL_FROM)
  const signIn = createSignIn({
    store,
    secret: await openSecret(environment.LECTERN_SECRET, dataFolder),
    baseUrl,
    sendCode: createCodeSender(mailer, log),
    oidc,
    signInsPerNetwork,
    log,
  })
  await repeatSchemaChange(() => signIn.migrate())
  const key = await openSigningKey(store, { given: environment.LECTERN_SIGNING_KEY, dataFolder, baseUrl }, now(), { renew: newSigningKey })
  const courses = new Map<string, CourseBundle>()
  async function offer(bundles: readonly CourseBundle[]): Promise<void> {
    for (const bundle of bundles) {
      if (courses.get(bundle.name)?.version !== bundle.version)
        await keepCourseVersion(store.writer, bundle, now())
    }
    // Nobody can enrol in what has not been kept.
    courses.clear()
    for (const bundle of bundles)
      courses.set(bundle.name, bundle)
  }
  await offer(bundles)

  let stopping = false
  const app = createCreditApp({ store, signIn, key, courses, now, baseUrl, mail: mailer.kind, mailer, log, metrics, metricsToken, trustedProxies, isStopping: () => stopping, retention })
  void signIn.singleSignOn?.check()
  let sealing: Promise<unknown> | undefined
  const timer = setInterval(() => {
    sealing ??= sealAllRecords(store, now, { every: SEAL_EVERY_MS / 2 })
      .catch((error: Error) => log({ level: 'error', message: 'records not sealed', name: error.name }))
      .finally(() => sealing = undefined)
  }, SEAL_EVERY_MS)
  // After a large store was updated it takes minutes: the next begins when the one before is through.
  let counting: Promise<unknown> | undefined
  const counter = setInterval(() => {
    counting ??= addUpAll(store, () => stopping)
      .catch((error: Error) => log({ level: 'error', message: 'reports not counted', name: error.name }))
      .finally(() => counting = undefined)
  }, COUNT_EVERY_MS)
  const sweeper = setInterval(() => {
    signIn.sweep(now()).catch((error: Error) => log({ level: 'error', message: 'expired sign-ins not removed', name: error.name }))
    sweepCertificates(store.writer, now()).catch((error: Error) => log({ level: 'error', message: 'counts of certificates not removed', name: error.name }))
  }, SWEEP_EVERY_MS)
  // In the log, which should be kept elsewhere: whoever can write to the records can otherwise cut off their end unseen.
  async function anchor(): Promise<void> {
    for (const { chain, seq, hash } of await writeAnchors(dataFolder, await newestSeals(store.db), now()))
      log({ level: 'info', message: 'ledger sealed', chain, seq, hash })
  }
  const anchorer = setInterval(() => {
    anchor().catch((error: Error) => log({ level: 'error', message: 'seals not anchored', name: error.name }))
  }, ANCHOR_EVERY_MS)
  let housekeeping: Promise<unknown> = Promise.resolve()
  const keep = (recount: boolean) => {
    housekeeping = keepHouse(store, retention, { now: now(), isStopping: () => stopping, recount })
      .then(done => log({ level: 'info', message: 'housekeeping', ...done }), (error: Error) => log({ level: 'error', message: 'housekeeping not done', name: error.name }))
  }
  const firstHousekeeping = setTimeout(keep, KEEP_HOUSE_FIRST_AFTER_MS, false)
  // Not in the first minutes: all lists are read, and while processes are replaced another may still erase.
  const housekeeper = setInterval(keep, KEEP_HOUSE_EVERY_MS, true)

  return {
    fetch: (request, bindings) => app.fetch(request, bindings),
    answers: path => /^\/(?:api\/|verify(?:[/.]|$)|\.well-known\/(?:jwks\.json$|keys\/)|health$|ready$|metrics$)/.test(path),
    mail: mailer.kind,
    offer,
    hasAdmin: async () => await store.db.selectFrom('role_grant').select('address').where('role', '=', 'admin').limit(1).executeTakeFirst() !== undefined,
    isInUse: (course, version) => isVersionInUse(store.db, course, version, now()),
    beginStop() {
      stopping = true
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      clearInterval(counter)
      clearInterval(sweeper)
      clearTimeout(firstHousekeeping)
      clearInterval(housekeeper)
      clearInterval(anchorer)
      await housekeeping
      await sealing
      await counting
      await sealAllRecords(store, now).then(anchor).catch(() => {})
      await store.db.destroy()
    },
  }
}
