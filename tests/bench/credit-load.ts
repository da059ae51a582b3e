/*
 * A webinar ends: a thousand learners sign in, go through the course, claim and take their certificate, all at once, over HTTP on
 * loopback. 1 process on SQLite; 1, 2 and 4 on one PostgreSQL. Beside it, in the same run, what the same database commits when
 * nothing but single rows is written: the floor of anything durable.
 *
 * node tests/bench/credit-load.ts [--learners 1000] [--only sqlite|postgres] [--processes 1,2,4] [--rate 5] [--share 0.15]
 *
 * --rate: so many learners begin each second, instead of all at once.
 * --share: each process of the service gets so much of a core, so that several of them, PostgreSQL and the learners have room on the
 * cores of this machine; measures how far more processes serve more, and what they wait for.
 */
import type { ChildProcess } from 'node:child_process'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { Ask } from '../server/support/walk-journey.ts'
import type { ProcessorShares } from './processor-share.ts'
import type { Watched } from './watch-postgres.ts'
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { startPostgres, startSqlite } from '../server/support/stores.ts'
import { walkJourney } from '../server/support/walk-journey.ts'
import { openProcessorShares } from './processor-share.ts'
import { table } from './table.ts'
import { watchPostgres } from './watch-postgres.ts'

const { values } = parseArgs({ options: { learners: { type: 'string', default: '1000' }, only: { type: 'string' }, processes: { type: 'string', default: '1,2,4' }, rate: { type: 'string' }, share: { type: 'string' } } })
const LEARNERS = Number(values.learners)
const RATE = values.rate === undefined ? undefined : Number(values.rate)
const SHARE = values.share === undefined ? undefined : Number(values.share)
const agent = new Agent({ keepAlive: true, maxSockets: 500 })
/** Who only reads does not wait for a socket of the others. */
const readersAgent = new Agent({ keepAlive: true })
let turn = 0
const SERVER = fileURLToPath(new URL('credit-server.ts', import.meta.url))

interface Run {
  name: string
  processes: number
  seconds: number
  /** Milliseconds by step. */
  steps: Map<string, number[]>
  errors: string[]
  retries: number
  floor: number
  commits: number
  alone: Map<string, number[]>
  /** Milliseconds of a page that only reads, asked for while the others write. */
  page: number[]
  watched?: Watched
  /** Processor seconds of the service's processes, of PostgreSQL and of this one. */
  worked: { service: number, postgres: number, learners: number }
}

/** Learners for each process before it gets its share, so that code is compiled. */
const WARM_UP = 15

const bundle = await realBundle()
const busy = loadavg()[0]!
const runs: Run[] = []
if (SHARE !== undefined) {
  const shares = await openProcessorShares()
  if (!shares) {
    console.log('Not measured: shares of a processor cannot be given here. It takes control groups of Linux and a user who may make them.')
    process.exit(0)
  }
  await shares.close()
}
if (values.only !== 'postgres' && SHARE === undefined)
  runs.push(await measure('SQLite, 1 process', 1, await startSqlite()))
if (values.only !== 'sqlite') {
  for (const processes of values.processes.split(',').map(Number))
    runs.push(await measure(`PostgreSQL, ${processes} ${processes === 1 ? 'process' : 'processes'}`, processes, await startPostgres()))
}

const failed = runs.flatMap(run => run.errors)
if (failed.length) {
  console.error(failed.slice(0, 10).join('\n'))
  throw new Error(`${failed.length} errors`)
}
if (SHARE !== undefined) {
  tellShares(runs, SHARE)
  process.exit(0)
}
const requests = [...runs[0]!.steps.values()].flat().length / LEARNERS
console.log(`${LEARNERS} learners at once, ${requests} requests each, asked for from the same ${process.arch} machine; ${busy > 1 ? `other programs were running (load ${busy.toFixed(1)})` : 'nothing else was running'}. No error${runs.some(run => run.retries) ? `, ${runs.reduce((sum, run) => sum + run.retries, 0)} asked again after 503 or a closed connection` : ''}; every ledger verifies.\n`)
console.log(table([
  ['', 'learners a second', 'requests a second', 'writes a second', 'single-row commits a second, the floor', 'writes per floor commit'],
  ...runs.map(run => [run.name, (LEARNERS / run.seconds).toFixed(1), (requests * LEARNERS / run.seconds).toFixed(0), (run.commits / run.seconds).toFixed(0), run.floor.toFixed(0), (run.commits / run.seconds / run.floor).toFixed(2)]),
]))
const steps = [...runs[0]!.steps.keys()]
console.log(`\nMilliseconds from request to answer, p50 / p99, with ${LEARNERS} asking at once; and one learner alone:\n`)
console.log(table([
  ['step', ...runs.map(run => run.name), 'alone, SQLite or first'],
  ...steps.map(step => [step, ...runs.map(run => `${percentile(run.steps.get(step)!, 50)} / ${percentile(run.steps.get(step)!, 99)}`), percentile(runs[0]!.alone.get(step)!, 50)]),
  ['a page that only reads, three requests', ...runs.map(run => `${percentile(run.page, 50)} / ${percentile(run.page, 99)}`), '–'],
]))

async function measure(name: string, processes: number, store: Awaited<ReturnType<typeof startSqlite>>): Promise<Run> {
  console.error(`${name} …`)
  const folder = await mkdtemp(join(tmpdir(), 'lectern-load-'))
  const isPostgres = store.target.startsWith('postgres:')
  const secret = randomUUID() + randomUUID()
  const codes = new Map<string, string>()
  const servers: { process: ChildProcess, port: number }[] = []
  let shares: ProcessorShares | undefined
  try {
    const floor = await bareCommits(store.open(), isPostgres ? 4 : 1)
    for (let index = 0; index < processes; index++)
      servers.push(await startServer({ ...process.env, BENCH_DATA: folder, LECTERN_SECRET: secret, ...isPostgres && { DATABASE_URL: store.target } }, codes))
    const db = store.open()
    const alone = new Map<string, number[]>()
    // Connections are opened once and kept, so that no process of PostgreSQL ends meanwhile.
    const worked = async () => ({
      service: servers.reduce((sum, { process: { pid } }) => sum + processorSeconds(pid!), 0),
      postgres: isPostgres ? (await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(db)).rows.reduce((sum, { pid }) => sum + processorSeconds(pid), 0) : 0,
      learners: processorSeconds(process.pid),
    })
    let reader: Ask | undefined
    for (let time = 0; time < 3; time++)
      reader = await learn(servers, codes, alone, { errors: [], retries: 0 }, readersAgent)
    const steps = new Map<string, number[]>()
    const outcome = { errors: [] as string[], retries: 0 }
    if (SHARE !== undefined) {
      await Promise.all(Array.from({ length: servers.length }, async () => {
        for (let time = 0; time < WARM_UP; time++)
          await learn(servers, codes, new Map(), { errors: [], retries: 0 })
      }))
      shares = await openProcessorShares()
      await shares!.include(process.pid)
      const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(db)
      for (const { pid } of [...rows, { pid: postmasterOf(rows[0]!.pid) }])
        await shares!.include(pid)
      for (const server of servers)
        await shares!.limit(server.process.pid!, SHARE)
    }
    const stopWatching = SHARE === undefined ? undefined : watchPostgres(db)
    const before = await written(db, folder, isPostgres)
    const workedBefore = await worked()
    const page: number[] = []
    let finished = false
    const started = performance.now()
    const reading = readPages(reader!, page, () => finished)
    await Promise.all(Array.from({ length: LEARNERS }, async (_, index) => {
      // Each at their own moment, as they come on an ordinary day.
      if (RATE)
        await new Promise(resolve => setTimeout(resolve, (index + Math.random()) * 1000 / RATE))
      await learn(servers, codes, steps, outcome)
    }))
    const seconds = (performance.now() - started) / 1000
    finished = true
    await reading
    const watched = await stopWatching?.()
    const workedAfter = await worked()
    const commits = await written(db, folder, isPostgres) - before
    for (const server of servers.splice(0)) {
      server.process.kill('SIGTERM')
      await new Promise(resolve => server.process.once('close', resolve))
    }
    const ledger = isPostgres ? db : (await import('../../server/storage/sqlite.ts')).openSqlite(join(folder, 'lectern.sqlite'))
    const { broken } = await verifyLedger(ledger)
    if (broken.length)
      outcome.errors.push(`the ledger does not verify: ${JSON.stringify(broken[0])}`)
    if (ledger !== db)
      await ledger.destroy()
    console.error(`  ${(LEARNERS / seconds).toFixed(1)} learners a second, ${outcome.errors.length} errors${outcome.errors.length ? `, the first: ${outcome.errors[0]}` : ''}`)
    return { name, processes, seconds, steps, floor, commits, alone, page, watched, worked: { service: workedAfter.service - workedBefore.service, postgres: workedAfter.postgres - workedBefore.postgres, learners: workedAfter.learners - workedBefore.learners }, ...outcome }
  }
  finally {
    for (const server of servers)
      server.process.kill('SIGKILL')
    await store.close()
    await shares?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function tellShares(runs: readonly Run[], share: number): void {
  console.log(`${LEARNERS} learners at once; every process of the service has ${share} of a core, and has served ${WARM_UP} learners before. ${busy > 1 ? `Other programs were running (load ${busy.toFixed(1)} on ${cpus().length} cores)` : 'Nothing else was running'}. No error; every ledger verifies.\n`)
  const all = (run: Run) => [...run.steps.values()].flat()
  console.log(table([
    ['', 'learners a second', 'times one process', 'of their shares used', 'ms of this a learner', 'PostgreSQL and the learners, cores', 'a request, ms, p50 / p99', 'a page that only reads, ms, p50 / p99', 'asked again after 503', 'transactions rolled back', 'deadlocks', 'connections at work, mean', 'of these waiting for a lock'],
    ...runs.map((run) => {
      const { looks, atWork, waits, rolledBack, deadlocks } = run.watched!
      const locked = [...waits].reduce((sum, [what, count]) => sum + (what.startsWith('Lock/') ? count : 0), 0)
      return [run.name, (LEARNERS / run.seconds).toFixed(2), (runs[0]!.seconds / run.seconds).toFixed(2), `${(run.worked.service / run.seconds / share / run.processes * 100).toFixed(0)}%`, (run.worked.service / LEARNERS * 1000).toFixed(0), ((run.worked.postgres + run.worked.learners) / run.seconds).toFixed(2), `${percentile(all(run), 50)} / ${percentile(all(run), 99)}`, `${percentile(run.page, 50)} / ${percentile(run.page, 99)}`, `${run.retries}`, `${rolledBack}`, `${deadlocks}`, (atWork / looks).toFixed(2), `${(locked / Math.max(1, atWork) * 100).toFixed(1)}%`]
    }),
  ]))
  for (const run of runs)
    console.error(run.name, [...run.watched!.waits].sort(([, a], [, b]) => b - a).slice(0, 12))
}

/** Seconds of a processor that a process has used. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** The server's first process, which starts all others. */
function postmasterOf(pid: number): number {
  return Number(/\) . (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1])
}

/** Records that stand in the ledger: what the learners were acknowledged. */
async function written(db: Database, folder: string, isPostgres: boolean): Promise<number> {
  const open = isPostgres ? db : (await import('../../server/storage/sqlite.ts')).openSqlite(join(folder, 'lectern.sqlite'))
  const { count } = await open.selectFrom('record').select(eb => eb.fn.countAll().as('count')).where('kind', '!=', 'sealed').executeTakeFirstOrThrow()
  if (open !== db)
    await open.destroy()
  return Number(count)
}

/** Single-row transactions a second, as many at a time as the service has. */
async function bareCommits(db: Database, lanes: number): Promise<number> {
  await sql`create table if not exists floor_row (id text primary key, body text)`.execute(db)
  const body = 'x'.repeat(300)
  const until = performance.now() + 3000
  let count = 0
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (performance.now() < until) {
      await db.transaction().execute(transaction => sql`insert into floor_row values (${randomUUID()}, ${body})`.execute(transaction))
      count++
    }
  }))
  return count / 3
}

async function startServer(environment: NodeJS.ProcessEnv, codes: Map<string, string>): Promise<{ process: ChildProcess, port: number }> {
  const child = spawn(process.execPath, [SERVER], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)))
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        const [, email, code] = /Mail to (\S+): (\d{8})/.exec(line) ?? []
        if (email)
          codes.set(email, code!)
        const [, listening] = /^listening (\d+)/.exec(line) ?? []
        if (listening)
          resolve(Number(listening))
      }
    })
  })
  return { process: child, port }
}

/** What somebody reads who opens the page of a course: who they are, how far, and what they have. */
async function readPages(ask: Ask, page: number[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const started = performance.now()
    for (const path of ['/api/me', `/api/courses/${bundle.name}/journey`, '/api/me/transcript']) {
      const { status } = await ask('page', 'GET', path)
      if (status !== 200)
        throw new Error(`${path} was answered with ${status}`)
    }
    page.push(performance.now() - started)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** One learner; every request goes to the next process, as behind a load balancer that knows nobody. */
async function learn(servers: { port: number }[], codes: Map<string, string>, steps: Map<string, number[]>, outcome: { errors: string[], retries: number }, through = agent): Promise<Ask> {
  const email = `${randomUUID()}@example.org`
  const address = `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`
  let cookie: string | undefined
  const ask: Ask = async (step, method, path, body, key) => {
    const started = performance.now()
    while (true) {
      const reply = await send(servers[turn++ % servers.length]!.port, method, path, { 'host': 'cme.test', 'origin': 'http://cme.test', 'x-forwarded-for': address, ...cookie && { cookie }, ...key && { 'idempotency-key': key } }, body, through).catch((error: NodeJS.ErrnoException) => {
        // A connection that the server closed while it was idle: asked for again with the same key, as browsers do.
        if (error.code === 'ECONNRESET')
          return { status: 503, body: undefined, cookie: undefined }
        throw error
      })
      cookie = reply.cookie ?? cookie
      if (reply.status === 503) {
        outcome.retries++
        continue
      }
      if (!steps.has(step))
        steps.set(step, [])
      steps.get(step)!.push(performance.now() - started)
      // The line with the code may come after the answer.
      if (step === 'ask for a code') {
        for (let wait = 0; !codes.has(email) && wait < 1000; wait++)
          await new Promise(resolve => setTimeout(resolve, 50))
      }
      return reply
    }
  }
  try {
    await walkJourney({ ask, email, code: () => codes.get(email)!, bundle: bundle as CourseBundle })
  }
  catch (error) {
    outcome.errors.push((error as Error).message)
  }
  return ask
}

function send(port: number, method: string, path: string, headers: Record<string, string>, body: unknown, agent: Agent): Promise<{ status: number, body: any, cookie?: string }> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const sent = request({ port, host: '127.0.0.1', method, path, agent, headers: { ...headers, ...text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(parts)
        const isJson = /json/.test(response.headers['content-type'] ?? '')
        resolve({ status: response.statusCode!, body: isJson ? JSON.parse(bytes.toString()) : bytes, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] })
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

function percentile(times: readonly number[], percent: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * percent / 100))]!.toFixed(0)
}
