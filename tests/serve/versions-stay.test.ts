import type { RunningServer } from '../../scripts/serve/serve-dist.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { forgetVersionFiles, keptVersions } from '../../scripts/serve/kept-versions.ts'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { policyOf } from '../../server/courses/course-policy.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import { rightResponse } from '../e2e/post-test-driver.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { freePort } from '../support/ports.ts'
import { newVersion, writeBuild } from './support/built-course.ts'

let first: CourseBundle
let second: CourseBundle
let folder: string
let dist: string
let printed: string[]
const servers: RunningServer[] = []

beforeAll(async () => {
  first = { ...await realBundle(), name: 'demo' }
  second = newVersion(first, 'second')
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-versions-'))
  dist = join(folder, 'dist')
  printed = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
  vi.useRealTimers()
  await rm(folder, { recursive: true, force: true })
})
afterAll(() => vi.restoreAllMocks())

async function serve(dataFolder = join(folder, 'data')): Promise<RunningServer> {
  const server = await serveDist(dist, { port: await freePort(), host: '127.0.0.1', dataFolder, publicUrl: 'http://cme.test' })
  servers.push(server)
  return server
}

/** Somebody who is signed in; the session holds at every process of the same service. */
async function signIn(server: RunningServer) {
  const email = `${randomUUID()}@example.org`
  let cookie: string | undefined
  const request = async (method: string, path: string, body?: unknown, at = server) => {
    const response = await fetch(at.url + path, { method, headers: { 'origin': 'http://cme.test', ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, 'idempotency-key': randomUUID() }, body: body === undefined ? undefined : JSON.stringify(body) })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return { status: response.status, body: await response.json() as any }
  }
  await request('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const otp = /: (\d{8}) is your code/.exec(printed.findLast(text => text.includes(`Mail to ${email}`)) ?? '')![1]!
  await request('POST', '/api/auth/sign-in/email-otp', { email, otp })
  await request('PUT', '/api/me/profile', { givenName: 'Ann', familyName: 'Müller', profession: 'physician' })
  return {
    get: (path: string, at?: RunningServer) => request('GET', path, undefined, at),
    enrol: (at?: RunningServer) => request('POST', '/api/courses/demo/enrolment', undefined, at),
    command: (command: unknown, at?: RunningServer) => request('POST', '/api/courses/demo/commands', command, at),
  }
}

type Learner = Awaited<ReturnType<typeof signIn>>

async function toPostTest(learner: Learner, bundle: CourseBundle): Promise<any> {
  await learner.enrol()
  await learner.command({ kind: 'acknowledge', frontMatter: bundle.frontMatter })
  for (const item of policyOf(bundle).preTest!)
    await learner.command({ kind: 'answer-pre-test', item, response: rightResponse(quizOf(bundle, 'pre-test')!.items.find(({ id }) => id === item)!) })
  await learner.command({ kind: 'finish-pre-test' })
  await learner.command({ kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 0 })
  return (await learner.command({ kind: 'start-attempt' })).body
}

/** Answers what is open with right answers, submits, evaluates and claims. */
async function finish(learner: Learner, bundle: CourseBundle, seed: number, at?: RunningServer): Promise<any> {
  for (const item of attemptItems(quizOf(bundle, 'post-test')!, seed))
    await learner.command({ kind: 'answer', item: item.id, response: rightResponse(item) }, at)
  await learner.command({ kind: 'submit-attempt' }, at)
  const asked = quizOf(bundle, 'evaluation')!.items.filter(item => item.type !== 'free-text' && item.type !== 'commitment')
  await learner.command({ kind: 'evaluate', responses: Object.fromEntries(asked.map(item => [item.id, item.type === 'multiple' ? [0] : 0])) }, at)
  return (await learner.command({ kind: 'claim', credits: 1 }, at)).body
}

async function text(url: string) {
  const response = await fetch(url)
  return response.ok ? await response.text() : response.status
}
const questionsOf = (server: RunningServer, version: string) => text(`${server.url}/demo/versions/${version}/module/quizzes/post-test/content/content.json`)

describe('a course that is built again while learners are in it', () => {
  it('goes on for them with the questions that they began with, and begins anew for others', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    const ann = await signIn(server)
    const { version, postTest: { open } } = await toPostTest(ann, first)
    expect(version).toBe(first.version)
    expect(await questionsOf(server, version)).toBe('{"mark":"first"}')

    await writeBuild(dist, { bundle: second, mark: 'second' })
    await server.look()
    expect(await text(`${server.url}/demo/module/module.json`)).toContain('second')
    expect((await ann.get('/api/courses/demo/journey')).body.version).toBe(first.version)
    expect(await questionsOf(server, first.version)).toBe('{"mark":"first"}')
    expect(await text(`${server.url}/demo/versions/${first.version}/slides/`)).toContain('Deck first')
    // A page that was opened before the build asks for its own scripts.
    expect(await text(`${server.url}/demo/module/assets/app-first.js`)).toContain('first')
    expect(await text(`${server.url}/demo/slides/assets/deck-first.js`)).toContain('first')

    const ben = await signIn(server)
    expect((await ben.enrol()).body.version).toBe(second.version)
    expect(await questionsOf(server, second.version)).toBe('{"mark":"second"}')
    const done = await finish(ann, first, open.seed)
    expect(done).toMatchObject({ version: first.version, claim: { credits: 1 }, certificates: [expect.anything()] })
  })

  it('stays for them after a new start, and for a second process on the same data', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    const ann = await signIn(server)
    const { postTest: { open } } = await toPostTest(ann, first)
    await writeBuild(dist, { bundle: second, mark: 'second' })
    const other = await serve()
    expect((await ann.get('/api/courses/demo/journey', other)).body.version).toBe(first.version)
    expect(await questionsOf(other, first.version)).toBe('{"mark":"first"}')
    expect(await finish(ann, first, open.seed, other)).toMatchObject({ certificates: [expect.anything()] })
    // Two that keep the same version at the same time.
    await Promise.all([server.look(), other.look()])
    expect((await readdir(join(folder, 'data', 'versions', 'demo'))).sort()).toEqual([first.version, second.version].sort())
  })

  it('breaks no request while one build takes the place of another', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    const seen = new Set<unknown>()
    const builds = { over: false }
    const reading = (async () => {
      while (!builds.over)
        seen.add(await text(`${server.url}/demo/module/module.json`).then(answer => typeof answer === 'string' ? JSON.parse(answer).mark : answer))
    })()
    for (let build = 0; build < 15; build++) {
      await writeBuild(dist, { bundle: build % 2 ? first : second, mark: build % 2 ? 'first' : 'second' })
      await server.look()
    }
    builds.over = true
    await reading
    expect([...seen].sort()).toEqual(['first', 'second'])
  })

  it('is the same version when a newer Lectern builds it: its files are brought up to date, those of open pages stay', async () => {
    await writeBuild(dist, { bundle: first, mark: 'older' })
    const server = await serve()
    await writeBuild(dist, { bundle: first, mark: 'newer' })
    await server.look()
    expect(await questionsOf(server, first.version)).toBe('{"mark":"newer"}')
    expect(await text(`${server.url}/demo/versions/${first.version}/module/assets/app-older.js`)).toContain('older')
  })

  it('takes no room for a version on the same disk: its files are the files of the build', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    await serve()
    const [built, kept] = await Promise.all([join(dist, 'demo'), join(folder, 'data', 'versions', 'demo', first.version)].map(place => stat(join(place, 'module', 'index.html'))))
    expect(kept!.ino).toBe(built!.ino)
  })
})

describe('a course that is withdrawn', () => {
  it('is finished by those who have begun it, over a new start, and begun by nobody', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    const ann = await signIn(server)
    const { postTest: { open } } = await toPostTest(ann, first)
    await rm(join(dist, 'demo'), { recursive: true })
    await server.look()
    const ben = await signIn(server)
    expect(await ben.enrol()).toMatchObject({ status: 409, body: { code: 'withdrawn', title: 'This course is not offered at present. Only those who have begun it can go on.' } })
    expect((await ann.enrol()).body).toMatchObject({ offered: false, version: first.version })

    const again = await serve()
    expect(await text(`${again.url}/demo/module/`)).toContain('first')
    expect(await text(`${again.url}/demo/slides/`)).toBe(404)
    expect(await questionsOf(again, first.version)).toBe('{"mark":"first"}')
    expect((await ben.enrol(again)).status).toBe(409)
    const done = await finish(ann, first, open.seed, again)
    expect(done.certificates).toHaveLength(1)
    await server.close()
    servers.shift()
    await again.close()
    servers.shift()
    // What was recorded after the withdrawal is in the course's chain, too.
    const db = openSqlite(join(folder, 'data', 'lectern.sqlite'))
    expect(await db.selectFrom('unsealed').selectAll().execute()).toEqual([])
    await db.destroy()
  })
})

describe('the files of versions', () => {
  it('are never anything but the module and the slides', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    for (const path of [`/demo/versions/${first.version}/private/course.json`, `/demo/versions/${first.version}/`, `/demo/versions/${first.version}/.builds`, `/demo/versions/${first.version}/module/.x`, '/demo/versions/../private/course.json', `/demo/versions/%2e%2e/private/course.json`, '/demo/versions/..%2f..%2fsecret/module/x', `/versions/demo/${first.version}/module/module.json`])
      expect(await text(server.url + path), path).toBe(404)
    expect(await readdir(join(folder, 'data', 'versions', 'demo', first.version))).toEqual(['.builds', 'module', 'slides'])
  })

  it('go when nobody can go on in the version, and not on the day they came', async () => {
    await writeBuild(dist, { bundle: first, mark: 'first' })
    const server = await serve()
    await toPostTest(await signIn(server), first)
    const kept = join(folder, 'data', 'versions')
    for (const name of ['unused', 'fresh'])
      await cp(join(kept, 'demo', first.version), join(kept, 'demo', name), { recursive: true })
    await writeFile(join(kept, 'demo', '.half-kept'), '')
    const longAgo = new Date(Date.now() - 2 * 24 * 3_600_000)
    for (const name of [`${first.version}/.builds`, 'unused/.builds', '.half-kept'])
      await utimes(join(kept, 'demo', name), longAgo, longAgo)
    const asked: string[] = []
    expect(await forgetVersionFiles(kept, async ({ version }) => asked.push(version) > 0 && version === first.version)).toEqual([{ course: 'demo', version: 'unused' }])
    expect(asked.sort()).toEqual([first.version, 'unused'].sort())
    expect((await keptVersions(kept)).map(({ version }) => version).sort()).toEqual([first.version, 'fresh'].sort())
    expect(existsSync(join(kept, 'demo', '.half-kept'))).toBe(false)
  })
})
