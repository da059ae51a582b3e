import type { Store } from '../storage/open-store.ts'
import type { Retention } from './retention.ts'
import { sql } from 'kysely'
import { correctCounters } from '../counting/compare-counters.ts'
import { readChain } from '../ledger/records.ts'
import { eraseEnrolment } from './erase-enrolment.ts'
import { eraseLearner, finishErasure } from './erase-learner.ts'
import { creditKeptUntil } from './kept-credit.ts'
import { yearsBefore } from './retention.ts'

/** What was done, or with `dryRun` would be. */
export interface Housekeeping {
  /** Erasures of which nothing is kept any longer. */
  finished: number
  /** Journeys without credit that nobody went on with. */
  unfinished: number
  /** Accounts that nobody used, without credit that has to be kept. */
  idle: number
  /** Counts of requests and letters of days past, and drafts of evaluations that were given. */
  counts: number
}

const AT_ONCE = 100
const LOOKED_AT_ONCE = 1000
const DAY_MS = 86_400_000

interface Pass { now: string, dryRun: boolean, isStopping: () => boolean }

const actor = 'housekeeping'

/**
 * Erases what has been kept for long enough. In small transactions, one for each learner, so that nobody waits for it; several processes may
 * do it at the same time, because each transaction looks again at what it erases. `recount`: reports are compared with the lists that they count, too.
 */
export async function keepHouse(store: Store, retention: Retention, { now, dryRun = false, isStopping = () => false, recount = false }: { now: string, dryRun?: boolean, isStopping?: () => boolean, recount?: boolean }): Promise<Housekeeping> {
  const done = {
    finished: await finishErasures(store, retention, { now, dryRun, isStopping }),
    unfinished: await eraseUnfinished(store, retention, { now, dryRun, isStopping }),
    idle: await eraseIdle(store, retention, { now, dryRun, isStopping }),
    counts: dryRun ? 0 : await removeCounts(store, now),
  }
  // What a process of the release before erased beside this one is still in the counters of the reports.
  if (recount && !dryRun && !isStopping())
    await correctCounters(store)
  // What was erased is in the write-ahead log as well, until its pages are written over.
  if (store.kind === 'sqlite' && !dryRun)
    await sql`pragma wal_checkpoint(truncate)`.execute(store.db)
  return done
}

async function finishErasures({ db, writer }: Pick<Store, 'db' | 'writer'>, { creditYears }: Retention, { now, dryRun, isStopping }: Pass): Promise<number> {
  let finished = 0
  let after = ''
  while (true) {
    // Also what somebody wrote who was just being erased in another tab.
    const due = await db.selectFrom('erasure').select('learner').where('learner', '>', after).where(eb => eb.or([
      eb.and([eb('finished_at', 'is', null), eb('keep_until', '<', now.slice(0, 10))]),
      eb.and([eb('finished_at', 'is not', null), eb.or([
        eb.exists(eb.selectFrom('enrolment').select('id').whereRef('enrolment.learner', '=', 'erasure.learner')),
        eb.exists(eb.selectFrom('profile').select('profile.learner').whereRef('profile.learner', '=', 'erasure.learner')),
      ])]),
    ])).orderBy('learner').limit(AT_ONCE).execute()
    for (const { learner } of due) {
      if (dryRun || !await writer.write(`erasure:${learner}`, transaction => finishErasure(transaction, learner, { now, creditYears })))
        finished++
    }
    if (due.length < AT_ONCE || isStopping())
      return finished
    after = due.at(-1)!.learner
  }
}

async function eraseUnfinished({ db, writer }: Pick<Store, 'db' | 'writer'>, { unfinishedYears, creditYears }: Retention, { now, dryRun, isStopping }: Pass): Promise<number> {
  const before = yearsBefore(now, unfinishedYears)
  const reason = `without credit, and nobody went on with it for ${unfinishedYears} years`
  let erased = 0
  let after: { updated_at: string, id: string } | undefined
  while (true) {
    const left = await db.selectFrom('enrolment').select(['id', 'course', 'updated_at']).where('updated_at', '<', before).where('step', '<>', sql.lit('done')).$if(after !== undefined, query => query.where(sql<boolean>`(updated_at, id) > (${after!.updated_at}, ${after!.id})`)).orderBy('updated_at').orderBy('id').limit(AT_ONCE).execute()
    for (const enrolment of left) {
      const isErased = await writer.write(enrolment.id, async (transaction) => {
        const links = await readChain(transaction, enrolment.id)
        const lastAt = links.at(-1)?.at
        if (creditKeptUntil(links, creditYears) !== undefined || (lastAt !== undefined && lastAt >= before))
          return false
        if (!dryRun)
          await eraseEnrolment(transaction, enrolment, { actor, reason, now, creditYears })
        return true
      })
      if (isErased)
        erased++
    }
    if (left.length < AT_ONCE || isStopping())
      return erased
    after = left.at(-1)!
  }
}

async function eraseIdle({ db, writer }: Pick<Store, 'db' | 'writer'>, { idleYears, creditYears }: Retention, { now, dryRun, isStopping }: Pass): Promise<number> {
  const before = yearsBefore(now, idleYears)
  const creditBefore = yearsBefore(now, creditYears)
  const isIdle = sql`"updatedAt" < ${before}
    and not exists (select 1 from "session" where "userId" = "user"."id" and "expiresAt" > ${now})
    and not exists (select 1 from profile where learner = "user"."id" and updated_at >= ${before})
    and not exists (select 1 from role_grant where address = "user"."email")
    and not exists (select 1 from enrolment where learner = "user"."id" and (updated_at >= ${before} or (updated_at >= ${creditBefore} and (step = 'done' or credits is not null))))`
  let erased = 0
  let after = ''
  while (true) {
    const page = await sql<{ id: string }>`select "id" from "user" where "id" > ${after} order by "id" limit ${LOOKED_AT_ONCE}`.execute(db)
    const last = page.rows.at(-1)?.id
    if (last === undefined)
      return erased
    const { rows } = await sql<{ id: string }>`select "id" from "user" where "id" > ${after} and "id" <= ${last} and ${isIdle} order by "id"`.execute(db)
    for (const { id } of rows) {
      const isErased = await writer.write(`erasure:${id}`, async (transaction) => {
        const still = await sql`select 1 from "user" where "id" = ${id} and ${isIdle}`.execute(transaction)
        if (!still.rows.length)
          return false
        if (!dryRun)
          await eraseLearner(transaction, id, { actor, reason: `an account that nobody used for ${idleYears} years`, request: null, now, creditYears })
        return true
      })
      if (isErased)
        erased++
    }
    if (page.rows.length < LOOKED_AT_ONCE || isStopping())
      return erased
    after = last
  }
}

/** What counts requests and letters tells nothing after a day; a letter's key nothing after a month. */
async function removeCounts({ writer }: Pick<Store, 'writer'>, now: string): Promise<number> {
  const today = Date.parse(now)
  return writer.write('housekeeping', async (transaction) => {
    const results = [
      await transaction.deleteFrom('code_request').where('time_window', '<', Math.floor((today - DAY_MS) / 900_000)).executeTakeFirst(),
      await transaction.deleteFrom('verify_miss').where('time_window', '<', Math.floor((today - DAY_MS) / 900_000)).executeTakeFirst(),
      await transaction.deleteFrom('certificate_mail_count').where('time_window', '<', Math.floor((today - DAY_MS) / 3_600_000)).executeTakeFirst(),
      // An earlier version of the service takes an evaluation and leaves its draft.
      await transaction.deleteFrom('evaluation_draft').where('at', '<', new Date(today - 30 * DAY_MS).toISOString()).where(sql<boolean>`(select 1 from evaluation where evaluation.enrolment = evaluation_draft.enrolment) = 1`).executeTakeFirst(),
      await transaction.deleteFrom('certificate_mail').where('at', '<', new Date(today - 30 * DAY_MS).toISOString()).executeTakeFirst(),
    ]
    const limits = await sql`delete from "rateLimit" where "lastRequest" < ${today - DAY_MS}`.execute(transaction)
    return results.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), Number(limits.numAffectedRows ?? 0))
  })
}
