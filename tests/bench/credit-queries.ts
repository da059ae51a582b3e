/*
 * What is asked for at 1,000, 100,000 and 1,000,000 enrolments, on SQLite and PostgreSQL: pages of the roster with each filter, a
 * learner's record, a journey, a claim, a certificate, the list of courses, the report. The service answers as it does over HTTP, without
 * a socket. Learners are made by SQL, as an earlier version has left them, and counted by the service as it counts those; the few that are
 * asked about have gone through the course.
 *
 * node tests/bench/credit-queries.ts [--sizes 1000,100000,1000000] [--only sqlite|postgres]
 */
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { Client, TestService } from '../server/support/credit-service.ts'
import type { TestStore } from '../server/support/stores.ts'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { addUpAll } from '../../server/counting/add-up.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { realBundle, startService } from '../server/support/credit-service.ts'
import { startPostgres, startSqlite } from '../server/support/stores.ts'
import { walkJourney } from '../server/support/walk-journey.ts'
import { median, table } from './table.ts'

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,100000,1000000' }, only: { type: 'string' } } })
const SIZES = values.sizes.split(',').map(Number)
const RUNS = 15
const CLAIMS = 5
const TEMPLATES = 64

const bundle = await realBundle()
const busy = loadavg()[0]!
const columns: { name: string, times: Map<string, number>, fill: number }[] = []
for (const [kind, start] of [['SQLite', startSqlite], ['PostgreSQL', startPostgres]] as const) {
  if (values.only === undefined || values.only === kind.toLowerCase() || (values.only === 'postgres' && kind === 'PostgreSQL'))
    await measure(kind, await start())
}
console.log(`Median of ${RUNS} requests each in one process, in milliseconds; a claim makes the certificate. ${busy > 1 ? `Other programs were running (load ${busy.toFixed(1)}).` : 'Nothing else was running.'}\n`)
const rows = [...columns[0]!.times.keys()]
console.log(table([
  ['', ...columns.map(column => column.name)],
  ...rows.map(row => [row, ...columns.map(column => format(column.times.get(row)!))]),
]))

async function measure(kind: 'SQLite' | 'PostgreSQL', store: TestStore): Promise<void> {
  try {
    const db = store.open()
    const service = await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: store.lanes }) }, [bundle])
    const email = 'admin@example.org'
    await grantRole(service.service.store.writer, email, 'admin', { actor: 'bench', now: service.service.now(), mayLeaveNoAdmin: true })
    const office = await service.signIn(email)
    let filled = 0
    for (const size of SIZES) {
      console.error(`${kind}, ${size} …`)
      const learners = await realLearners(service, CLAIMS)
      const started = performance.now()
      await fill(db, kind, filled, size)
      const seconds = (performance.now() - started) / 1000
      filled = size
      console.error(`  filled in ${seconds.toFixed(0)} s`)
      const { counted, longest } = await countAll(db)
      console.error(`  counted in ${counted.toFixed(0)} s; somebody who read meanwhile waited ${longest.toFixed(0)} ms at most`)
      columns.push({ name: `${kind}, ${size.toLocaleString('en-US')}`, fill: seconds, times: await ask(db, office, learners) })
    }
  }
  finally {
    await store.close()
  }
}

/** Adds up all that was never counted, in seconds, while somebody reads now and then: the longest read, in milliseconds. */
async function countAll(db: Database): Promise<{ counted: number, longest: number }> {
  const started = performance.now()
  let longest = 0
  const reader = setInterval(() => {
    const begun = performance.now()
    void db.selectFrom('enrolment').select('id').where('course', '=', bundle.name).limit(1).execute().then(() => {
      longest = Math.max(longest, performance.now() - begun)
    })
  }, 50)
  await addUpAll({ db })
  clearInterval(reader)
  return { counted: (performance.now() - started) / 1000, longest }
}

interface Learner { client: Client, claim: () => Promise<string> }

/** Learners who have all behind them but the claim. */
async function realLearners(service: TestService, count: number): Promise<Learner[]> {
  const learners: Learner[] = []
  for (let index = 0; index < count; index++) {
    const email = `real-${index}-${Math.random()}@example.org`
    const client = await service.signIn(email)
    let claim: (() => Promise<string>) | undefined
    await walkJourney({
      email,
      bundle: bundle as CourseBundle,
      readBack: false,
      code: () => '',
      ask: async (step, method, path, body, key) => {
        // Signed in already.
        if (path.startsWith('/api/auth/'))
          return { status: 200, body: {} }
        if (step === 'claim') {
          claim = async () => (await client.post(path, body, key)).body.certificates[0].id as string
          return { status: 200, body: { certificates: [{ id: '' }] } }
        }
        return method === 'GET' ? client.get(path) : method === 'PUT' ? client.put(path, body) : client.post(path, body, key)
      },
    })
    learners.push({ client, claim: claim! })
  }
  return learners
}

async function ask(db: Database, office: Client, learners: readonly Learner[]): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  const course = `/api/office/courses/${bundle.name}`
  const time = async (name: string, path: string, client: Client = office): Promise<any> => {
    const measured: number[] = []
    let body: any
    for (let run = 0; run <= RUNS; run++) {
      const started = performance.now()
      const answer = await client.get(path)
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      // The first warms up.
      if (run)
        measured.push(performance.now() - started)
      body = answer.body
    }
    times.set(name, median(measured))
    return body
  }
  const first = await time('roster, first page', `${course}/roster`)
  let cursor = first.nextCursor as string
  for (let page = 0; page < 9 && cursor; page++)
    cursor = (await office.get(`${course}/roster?cursor=${encodeURIComponent(cursor)}`)).body.nextCursor ?? cursor
  await time('roster, tenth page', `${course}/roster?cursor=${encodeURIComponent(cursor)}`)
  await time('roster, a step', `${course}/roster?step=done`)
  await time('roster, passed', `${course}/roster?passed=true`)
  await time('roster, a profession', `${course}/roster?profession=pharmacist`)
  await time('roster, first half of 2021', `${course}/roster?from=2021-01-01&to=2021-06-30`)
  await time('roster, searched for a name', `${course}/roster?search=${encodeURIComponent('family77')}`)
  await time('roster, a name that nobody has', `${course}/roster?search=zzz`)

  const claims: number[] = []
  let certificate = ''
  for (const learner of learners) {
    const started = performance.now()
    certificate = await learner.claim()
    claims.push(performance.now() - started)
  }
  times.set('claim', median(claims))
  const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
  await time('a learner\'s record', `/api/office/enrolments/${enrolment}`)
  await time('a journey', `/api/courses/${bundle.name}/journey`, learners[0]!.client)
  await time('a certificate', `/api/certificates/${certificate}`)
  await time('a certificate, the file', `/api/certificates/${certificate}/pdf`)
  await time('audit log, first page', '/api/office/audit')
  await time('list of courses, with sums', '/api/office/courses')
  await time('report', `${course}/report`)
  return times
}

/**
 * Learners from number `from` to `to`: a third has passed and claimed. Each has a profile, an enrolment, terms to be found by and a
 * first record; who has passed also a first attempt, an evaluation and a certificate without its file.
 */
async function fill(db: Database, kind: 'SQLite' | 'PostgreSQL', from: number, to: number): Promise<void> {
  const sqlite = kind === 'SQLite'
  const run = (text: string) => sql.raw(text).execute(db)
  if (sqlite)
    await run('pragma synchronous = off')
  await run('drop table if exists number')
  await run('create table number (n integer primary key, id text, at text, term_1 text, term_2 text, term_3 text)')
  await run(sqlite
    ? `with recursive i(n) as (select ${from} union all select n + 1 from i where n + 1 < ${to}) insert into number select n, lower(hex(randomblob(16))), strftime('%Y-%m-%dT%H:%M:%S.000Z', 1609459200 + n * 150, 'unixepoch'), lower(hex('ann family' || n)), lower(hex('family' || n || ' ann')), lower(hex('l' || n || '@example.org')) from i`
    : `insert into number select n, gen_random_uuid()::text, to_char(timestamp '2021-01-01' + n * interval '150 seconds', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'), encode(convert_to('ann family' || n, 'UTF8'), 'hex'), encode(convert_to('family' || n || ' ann', 'UTF8'), 'hex'), encode(convert_to('l' || n || '@example.org', 'UTF8'), 'hex') from generate_series(${from}, ${to - 1}) as n`)
  const [course, version] = [bundle.name, bundle.version].map(text => `'${text}'`)
  const profession = `case n % 4 when 0 then 'physician' when 1 then 'nurse' when 2 then 'pharmacist' else 'other' end`
  await run(`insert into profile (learner, body, updated_at, email) select 'l' || id, '{"givenName":"Ann","familyName":"Family' || n || '","profession":"physician","licences":[],"boards":[]}', at, 'l' || n || '@example.org' from number`)
  await run(`insert into enrolment (id, learner, course, version, created_at, step, passed_at, credits, updated_at, profession, certificate, reported, pre_test, first_attempt, best_attempt, passed, attempts, lecture_seconds)
    select id, 'l' || id, ${course}, ${version}, at, case n % 3 when 0 then 'done' when 1 then 'pre-test' else 'lecture' end, case when n % 3 = 0 then at end, case when n % 3 = 0 then 75 end, at, ${profession}, case when n % 3 = 0 then 'c' || id end, null, 5000, case when n % 3 = 0 then 10000 end, case when n % 3 = 0 then 10000 end, case when n % 3 = 0 then 1 else 0 end, case when n % 3 = 0 then 1 else 0 end, 3600 from number`)
  for (const term of ['term_1', 'term_2', 'term_3'])
    await run(`insert into roster_term (course, term, enrolment) select ${course}, ${term}, id from number`)
  await run(`insert into record (chain, seq, kind, body, salt, digest, at, request, previous, hash) select id, 1, 'enrolled', '{"course":"c","learner":"l' || id || '","version":"v"}', null, null, at, null, 'x', id || id from number`)
  await makeTemplates(db)
  await run(`insert into first_attempt (enrolment, course, version, points, at, items, responses, pre_items) select number.id, ${course}, ${version}, template.points, number.at, template.items, template.responses, template.pre_items from number join template on template.n = number.n / 3 % ${TEMPLATES} where number.n % 3 = 0`)
  await run(`insert into evaluation (enrolment, course, version, at, responses) select number.id, ${course}, ${version}, number.at, template.opinions from number join template on template.n = number.n / 3 % ${TEMPLATES} where number.n % 3 = 0`)
  await run(`insert into certificate (id, enrolment, snapshot, credential, issued_at, pdf) select 'c' || id, id, '{}', 'none', at, null from number where n % 3 = 0`)
  await run(`insert into audit (id, at, actor, action, subject, reason) select id, at, 'office@example.org', 'read record', 'enrolment:' || id, null from number where n % 10 = 0`)
  await run('drop table number')
  await run('drop table template')
  if (sqlite)
    await run('pragma synchronous = full')
  await run('analyze')
}

/** Answers of learners who know more or less, and of whom every eighth writes something. */
async function makeTemplates(db: Database): Promise<void> {
  await sql`drop table if exists template`.execute(db)
  await sql`create table template (n integer primary key, points integer, items text, responses text, pre_items text, opinions text)`.execute(db)
  for (let n = 0; n < TEMPLATES; n++) {
    const [pre, post] = (['pre-test', 'post-test'] as const).map(kind => Object.fromEntries(quizOf(bundle, kind)!.items.map((item, index) => [item.id, (n * 31 + index * 17) % 10 < 5 + n % 5 ? 1 : 0])))
    const responses = Object.fromEntries(quizOf(bundle, 'post-test')!.items.map((item, index) => [item.id, item.type === 'multiple' ? [(n + index) % 3] : (n + index) % 3]))
    const opinions = Object.fromEntries(quizOf(bundle, 'evaluation')!.items.flatMap((item, index): [string, unknown][] => item.type === 'free-text' ? n % 8 ? [] : [[item.id, `In my own words, number ${n}`]] : item.type === 'commitment' ? [] : [[item.id, item.type === 'multiple' ? [(n + index) % 2] : (n + index) % 2]]))
    const points = Object.values(post!).reduce((sum, points) => sum + points, 0) * 1_000_000
    await sql`insert into template values (${n}, ${points}, ${JSON.stringify(post)}, ${JSON.stringify(responses)}, ${JSON.stringify(pre)}, ${JSON.stringify(opinions)})`.execute(db)
  }
}

function format(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)
}
