import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import process from 'node:process'
import { carryOut, enrol } from '../../../server/journey/enrolments.ts'
import { sealRecords } from '../../../server/ledger/seal.ts'
import { openPostgres } from '../../../server/storage/postgres.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'
import { StoreUnavailableError } from '../../../server/storage/store-unavailable.ts'
import { createWriter } from '../../../server/storage/writer.ts'
import { crashPolicy, crashRules } from './crash-policy.ts'

/*
 * A process that writes until it is killed. A line on standard output says what was acknowledged: "<enrolment> <slide>".
 * Written with a system call, so that no line waits in a buffer when the process dies.
 */

const [target] = process.argv.slice(2) as [string]
const isPostgres = target.startsWith('postgres:')
const db = isPostgres ? openPostgres({ url: target, connections: 4 }) : openSqlite(target)
const writer = createWriter(db, { lanes: isPostgres ? 4 : 1 })
const now = () => new Date().toISOString()

/** As a client does that is told to come back later: the same request again. */
async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await attempt()
    }
    catch (error) {
      if (!(error instanceof StoreUnavailableError))
        throw error
    }
  }
}

async function learn(): Promise<never> {
  const [learner, id] = [randomUUID(), randomUUID()]
  const outcome = await persist(() => enrol(writer, learner, crashPolicy, { now: now(), id }))
  if (!('enrolment' in outcome))
    throw new Error(outcome.refusal.message)
  const { enrolment } = outcome
  const acknowledging = randomUUID()
  await persist(() => carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, crashRules, { now: now(), request: acknowledging }))
  for (let slide = 1; ; slide++) {
    const request = randomUUID()
    const seen = await persist(() => carryOut(writer, enrolment, { kind: 'progress', slides: [slide], seconds: 0 }, crashRules, { now: now(), request }))
    if ('journey' in seen)
      writeSync(1, `${enrolment.id} ${slide}\n`)
    if (slide % 10 === 0)
      await persist(() => sealRecords(writer, crashPolicy.course, now()))
  }
}

for (let learner = 0; learner < 8; learner++)
  void learn()
