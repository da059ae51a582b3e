import type { CourseBundle } from './courses/course-bundle.ts'
import type { LogEntry } from './http/service.ts'
import { join } from 'node:path'
import { openSigningKey } from './certificates/signing-keys.ts'
import { keepCourseVersion } from './courses/course-versions.ts'
import { createCreditApp } from './http/create-app.ts'
import { sealRecords } from './ledger/seal.ts'
import { createMailer } from './mail/mailer.ts'
import { openSecret } from './sign-in/secret.ts'
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
  environment: { DATABASE_URL?: string, LECTERN_SECRET?: string, SMTP_URL?: string, MAIL_FROM?: string }
  log: (entry: LogEntry) => void
}

export interface CreditService {
  fetch: (request: Request) => Response | Promise<Response>
  /** True for a path that is the service's and not a file's. */
  answers: (path: string) => boolean
  stop: () => Promise<void>
}

const SEAL_EVERY_MS = 1000

/**
 * Opens the store, brings it up to date and starts sealing records.
 * @throws LecternError for settings that do not hold.
 */
export async function startCreditService({ bundles, dataFolder, baseUrl, newSigningKey, environment, log }: CreditServiceOptions): Promise<CreditService> {
  const now = () => new Date().toISOString()
  const store = openStore({ url: environment.DATABASE_URL, dataFolder: join(dataFolder) })
  await migrate(store.db)
  const mailer = createMailer(environment.SMTP_URL, environment.MAIL_FROM)
  const signIn = createSignIn({
    store,
    secret: await openSecret(environment.LECTERN_SECRET, dataFolder),
    baseUrl,
    // Nobody waits for the mail server: how long it takes would tell whether an address is known.
    sendCode: async (email, code) => {
      mailer.send({ to: email, subject: `${code} is your code to sign in`, text: `Your code to sign in is ${code}. It is good for 10 minutes.\nIf you did not ask for it, ignore this mail.` })
        .catch((error: Error) => log({ level: 'error', message: 'mail not sent', name: error.name }))
    },
  })
  await repeatSchemaChange(() => signIn.migrate())
  const key = await openSigningKey(store, dataFolder, now(), { renew: newSigningKey })
  for (const bundle of bundles)
    await keepCourseVersion(store.writer, bundle, now())

  const app = createCreditApp({ store, signIn, key, courses: new Map(bundles.map(bundle => [bundle.name, bundle])), now, baseUrl, mail: mailer.kind, log })
  let sealing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    sealing = sealAll().catch((error: Error) => log({ level: 'error', message: 'records not sealed', name: error.name }))
  }, SEAL_EVERY_MS)
  async function sealAll(): Promise<void> {
    for (const { name } of bundles)
      await sealRecords(store.writer, name, now())
  }

  return {
    fetch: request => app.fetch(request),
    answers: path => /^\/(?:api\/|verify[/.]|\.well-known\/jwks\.json$|health$|ready$)/.test(path),
    async stop() {
      clearInterval(timer)
      await sealing
      await sealAll().catch(() => {})
      await store.db.destroy()
    },
  }
}
