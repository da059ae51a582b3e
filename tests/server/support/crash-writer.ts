import type { Command } from '../../../server/journey/command.ts'
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import process from 'node:process'
import { addUp } from '../../../server/counting/add-up.ts'
import { carryOut, enrol } from '../../../server/journey/enrolments.ts'
import { sealRecords } from '../../../server/ledger/seal.ts'
import { openPostgres } from '../../../server/storage/postgres.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'
import { StoreUnavailableError } from '../../../server/storage/store-unavailable.ts'
import { createWriter } from '../../../server/storage/writer.ts'
import { crashItems, crashPolicy, crashRules } from './crash-policy.ts'

/*
 * A process in which learners go through a course, one after the other, until it is killed. A line on standard output says
 * what was acknowledged: "<enrolment> answered <item> <response>" or "<enrolment> claimed <certificate>". Written with a
 * system call, so that no line waits in a buffer when the process dies.
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

async function learn(): Promise<void> {
  const [learner, id] = [randomUUID(), randomUUID()]
  const outcome = await persist(() => enrol(writer, learner, crashPolicy, { now: now(), id }))
  if (!('enrolment' in outcome))
    throw new Error(outcome.refusal.message)
  const { enrolment } = outcome
  const command = async (command: Command) => {
    const request = randomUUID()
    const outcome = await persist(() => carryOut(writer, enrolment, command, crashRules, { now: now(), request }))
    if ('refusal' in outcome)
      throw new Error(`${command.kind}: ${outcome.refusal.message}`)
    return outcome.journey
  }
  await command({ kind: 'acknowledge', frontMatter: 'f1' })
  await command({ kind: 'progress', slides: [1, 2, 3], seconds: 0 })
  await command({ kind: 'start-attempt' })
  for (const item of crashItems) {
    const response = Math.floor(Math.random() * 1e9)
    await command({ kind: 'answer', item, response })
    writeSync(1, `${enrolment.id} answered ${item} ${response}\n`)
  }
  await command({ kind: 'submit-attempt' })
  const { certificates } = await command({ kind: 'claim', credits: 0.75 })
  writeSync(1, `${enrolment.id} claimed ${certificates[0]!.id}\n`)
  await persist(() => sealRecords(writer, crashPolicy.course, now()))
  await persist(() => addUp({ db }, crashPolicy.course))
}

async function learnOn(): Promise<never> {
  while (true)
    await learn()
}

for (let learner = 0; learner < 8; learner++)
  void learnOn()
