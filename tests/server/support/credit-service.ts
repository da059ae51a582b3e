import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { LogEntry, Service } from '../../../server/http/service.ts'
import type { Letter } from '../../../server/mail/mailer.ts'
import type { SignInOptions } from '../../../server/sign-in/sign-in.ts'
import type { Store } from '../../../server/storage/open-store.ts'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findCourses } from '../../../scripts/course/find-courses.ts'
import { loadCourse } from '../../../scripts/course/load-course.ts'
import { kitRoot } from '../../../scripts/kit.ts'
import { openSigningKey } from '../../../server/certificates/signing-keys.ts'
import { keepCourseVersion } from '../../../server/courses/course-versions.ts'
import { createBundle } from '../../../server/courses/create-bundle.ts'
import { createCreditApp } from '../../../server/http/create-app.ts'
import { createMetrics } from '../../../server/metrics/metrics.ts'
import { createSignIn } from '../../../server/sign-in/sign-in.ts'
import { migrate } from '../../../server/storage/migrate.ts'

export const BASE_URL = 'http://cme.test'

/** The repository's own course, as the service knows it. */
export async function realBundle(): Promise<CourseBundle> {
  const [place] = await findCourses(kitRoot, ['low-dose-naltrexone'])
  const { course } = await loadCourse(place!)
  return createBundle(course!)
}

/** A course with two questions in each quiz, for tests of something else. */
export function shortBundle(bundle: CourseBundle): CourseBundle {
  return { ...bundle, version: `${bundle.version}-short`, quizzes: bundle.quizzes.map(quiz => ({ ...quiz, items: quiz.items.slice(0, 2), pool: undefined })) }
}

export interface TestService {
  app: ReturnType<typeof createCreditApp>
  service: Service
  log: LogEntry[]
  /** The last code sent to an address. */
  codes: Map<string, string>
  /** Other letters that were sent. */
  letters: Letter[]
  /** Signs somebody in; the client sends their cookie with every request. */
  signIn: (email?: string) => Promise<Client>
}

export interface Client {
  /** What it sends with every request, when somebody is signed in. */
  cookie?: string
  get: (path: string) => Promise<{ status: number, body: any }>
  put: (path: string, body: unknown) => Promise<{ status: number, body: any }>
  post: (path: string, body?: unknown, key?: string) => Promise<{ status: number, body: any }>
}

export async function startService(store: Store, bundles: readonly CourseBundle[], now: () => string = () => new Date().toISOString(), more: Partial<SignInOptions> & Partial<Service> = {}): Promise<TestService> {
  const codes = new Map<string, string>()
  const log: LogEntry[] = []
  const letters: Letter[] = []
  const signIn = createSignIn({ store, secret: 'a secret of a test, long enough', baseUrl: BASE_URL, sendCode: async (email, code) => void codes.set(email, code), log: entry => log.push(entry), ...more })
  await migrate(store.db)
  await signIn.migrate()
  for (const bundle of bundles)
    await keepCourseVersion(store.writer, bundle, now())
  const dataFolder = await mkdtemp(join(tmpdir(), 'lectern-data-'))
  const key = more.key ?? await openSigningKey(store, { dataFolder, baseUrl: BASE_URL }, now())
  await rm(dataFolder, { recursive: true })
  const service: Service = { store, signIn, key, mail: 'terminal', mailer: { kind: 'terminal', send: async letter => void letters.push(letter) }, courses: new Map(bundles.map(bundle => [bundle.name, bundle])), now, baseUrl: BASE_URL, trustedProxies: 1, metrics: createMetrics(store), log: entry => log.push(entry), ...more }
  const app = createCreditApp(service)
  return {
    app,
    service,
    log,
    codes,
    letters,
    async signIn(email = `${randomUUID()}@example.org`) {
      const anonymous = createClient(app)
      await anonymous.post('/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
      const response = await app.request(`${BASE_URL}/api/auth/sign-in/email-otp`, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL, 'x-forwarded-for': randomAddress() }, body: JSON.stringify({ email, otp: codes.get(email) }) })
      return createClient(app, response.headers.get('set-cookie')?.split(';')[0])
    },
  }
}

export function createClient(app: TestService['app'], cookie?: string): Client {
  const request = async (method: string, path: string, body?: unknown, key?: string) => {
    const response = await app.request(BASE_URL + path, {
      method,
      headers: { 'origin': BASE_URL, 'x-forwarded-for': randomAddress(), ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text }
  }
  return {
    cookie,
    get: path => request('GET', path),
    put: (path, body) => request('PUT', path, body),
    post: (path, body, key = randomUUID()) => request('POST', path, body, key),
  }
}

/** Learners come from many places: the limits for one address are tested by themselves. */
function randomAddress(): string {
  return `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`
}
