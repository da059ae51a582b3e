/*
 * The report on a course and the list of courses, at 1,000, 100,000 and 1,000,000 enrolments, on SQLite and PostgreSQL, in three ways: the
 * median by the clock, the quickest of all, and the median of what the process itself worked (on SQLite that is the database, too).
 * Rows are made by SQL and marked as counted; the counters are made from them as "lectern admin rebuild" makes them. What
 * credit-queries.ts measures goes the long way, in which the service counts them itself; this asks for nothing but the two.
 *
 * node tests/bench/credit-report.ts [--sizes 1000,100000,1000000] [--only sqlite|postgres]
 */
import type { Database } from '../../server/storage/schema.ts'
import { loadavg } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { correctCounters } from '../../server/counting/compare-counters.ts'
import { questionsWithWords } from '../../server/counting/count-evaluation.ts'
import { planCounting } from '../../server/counting/counting-plan.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { keepCourseVersion } from '../../server/courses/course-versions.ts'
import { listCourses } from '../../server/office/course-list.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { realBundle } from '../server/support/credit-service.ts'
import { startPostgres, startSqlite } from '../server/support/stores.ts'
import { median, table } from './table.ts'

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,100000,1000000' }, only: { type: 'string' } } })
const SIZES = values.sizes.split(',').map(Number)
const RUNS = 40
/** So many kinds of learners, of whom one in eight writes something. */
const KINDS = 64

const bundle = await realBundle()
const busy: number[] = []
const columns: { name: string, cells: string[] }[] = []
for (const [kind, start] of [['SQLite', startSqlite], ['PostgreSQL', startPostgres]] as const) {
  if (values.only !== undefined && !kind.toLowerCase().startsWith(values.only))
    continue
  const store = await start()
  try {
    const db = store.open()
    const writer = createWriter(db, { lanes: store.lanes })
    await migrate(db)
    await keepCourseVersion(writer, bundle, '2021-01-01T00:00:00.000Z')
    await makeKinds(db)
    for (const [index, size] of SIZES.entries()) {
      await fill(db, kind === 'SQLite', SIZES[index - 1] ?? 0, size)
      const started = performance.now()
      await correctCounters({ db, writer })
      console.error(`${kind}, ${size}: counters made in ${((performance.now() - started) / 1000).toFixed(0)} s`)
      await sql.raw('analyze').execute(db)
      busy.push(loadavg()[0]!)
      const report = await time(() => readCourseReport(db, bundle.name))
      if (report.value?.learners !== size || report.value.uncounted)
        throw new Error(`The report knows ${report.value?.learners} learners`)
      const list = await time(() => listCourses(db, new Map(), { limit: 50 }))
      columns.push({ name: `${kind}, ${size.toLocaleString('en-US')}`, cells: [...report.cells, ...list.cells] })
      console.error(`  report ${report.cells.join(' / ')}, list ${list.cells.join(' / ')}`)
    }
  }
  finally {
    await store.close()
  }
}
console.log(`${RUNS} times each, in milliseconds. Load of the machine meanwhile: ${Math.min(...busy).toFixed(0)} to ${Math.max(...busy).toFixed(0)}.\n`)
console.log(table([
  ['', ...columns.map(column => column.name)],
  ...['report, median', 'report, quickest', 'report, processor time of the process', 'list of courses, median', 'list of courses, quickest', 'list of courses, processor time of the process'].map((row, index) => [row, ...columns.map(column => column.cells[index]!)]),
]))

async function time<T>(work: () => Promise<T>): Promise<{ value: T, cells: string[] }> {
  const [clock, processor]: [number[], number[]] = [[], []]
  let value = await work()
  for (let run = 0; run < RUNS; run++) {
    const [started, before] = [performance.now(), process.cpuUsage()]
    value = await work()
    const { user, system } = process.cpuUsage(before)
    clock.push(performance.now() - started)
    processor.push((user + system) / 1000)
  }
  return { value, cells: [median(clock), Math.min(...clock), median(processor)].map(milliseconds => milliseconds.toFixed(1)) }
}

async function makeKinds(db: Database): Promise<void> {
  await sql`create table kind (n integer primary key, items text, responses text, pre_items text, opinions text)`.execute(db)
  const itemsOf = (kind: 'pre-test' | 'post-test' | 'evaluation') => [...quizOf(bundle, kind)!.items.entries()]
  for (let n = 0; n < KINDS; n++) {
    const pointsOf = (kind: 'pre-test' | 'post-test') => Object.fromEntries(itemsOf(kind).map(([index, item]) => [item.id, (n * 31 + index * 17) % 10 < 5 + n % 5 ? 1 : 0]))
    const responses = Object.fromEntries(itemsOf('post-test').map(([index, item]) => [item.id, item.type === 'multiple' ? [(n + index) % 3] : (n + index) % 3]))
    const opinions = Object.fromEntries(itemsOf('evaluation').flatMap(([index, item]): [string, unknown][] => item.type === 'free-text' ? n % 8 ? [] : [[item.id, `In my own words, number ${n}`]] : item.type === 'commitment' ? [] : [[item.id, item.type === 'multiple' ? [(n + index) % 2] : (n + index) % 2]]))
    await sql`insert into kind values (${n}, ${JSON.stringify(pointsOf('post-test'))}, ${JSON.stringify(responses)}, ${JSON.stringify(pointsOf('pre-test'))}, ${JSON.stringify(opinions)})`.execute(db)
  }
}

/** Learners from number `from` to `to`; a third of them has passed, claimed and evaluated. */
async function fill(db: Database, isSqlite: boolean, from: number, to: number): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  const [course, version] = [bundle.name, bundle.version].map(text => `'${text}'`)
  await run('create table number (n integer primary key, id text, at text)')
  await run(isSqlite
    ? `with recursive i(n) as (select ${from} union all select n + 1 from i where n + 1 < ${to}) insert into number select n, lower(hex(randomblob(16))), strftime('%Y-%m-%dT%H:%M:%S.000Z', 1609459200 + n * 150, 'unixepoch') from i`
    : `insert into number select n, gen_random_uuid()::text, to_char(timestamp '2021-01-01' + n * interval '150 seconds', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"') from generate_series(${from}, ${to - 1}) as n`)
  const [step, passed, credits] = [`case n % 3 when 0 then 'done' when 1 then 'pre-test' else 'lecture' end`, 'case when n % 3 = 0 then 1 else 0 end', 'case when n % 3 = 0 then 75 end']
  await run(`insert into enrolment (id, learner, course, version, created_at, step, credits, updated_at, passed, counted_step, counted_passed, counted_credits) select id, 'l' || id, ${course}, ${version}, at, ${step}, ${credits}, at, ${passed}, ${step}, ${passed}, ${credits} from number`)
  const ofThem = `from number join kind on kind.n = number.n / 3 % ${KINDS} where number.n % 3 = 0`
  await run(`insert into first_attempt (enrolment, course, version, points, at, items, responses, pre_items, counted) select number.id, ${course}, ${version}, 0, number.at, kind.items, kind.responses, kind.pre_items, 1 ${ofThem}`)
  await run(`insert into evaluation (enrolment, course, version, at, responses, counted) select number.id, ${course}, ${version}, number.at, kind.opinions, 1 ${ofThem}`)
  const { rows: [first] } = await sql<{ opinions: string }>`select opinions from kind where n = 0`.execute(db)
  for (const item of questionsWithWords(planCounting(bundle), JSON.parse(first!.opinions)))
    await run(`insert into evaluation_words (course, version, item, at, enrolment) select ${course}, ${version}, ${item}, number.at, number.id ${ofThem} and kind.n % 8 = 0`)
  await run('drop table number')
}
