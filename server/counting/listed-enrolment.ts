import type { Transaction, Updateable } from 'kysely'
import type { Enrolment } from '../journey/enrolments.ts'
import type { EnrolmentTable, Tables } from '../storage/schema.ts'
import { countEnrolment } from './count-enrolment.ts'
import { addCounts } from './counts.ts'
import { queueCounts, WHOLE_COURSE } from './queue-counts.ts'

type Listed = Updateable<EnrolmentTable> & { step: string, passed: number, credits: number | null }

/** Lists an enrolment for the first time. */
export async function insertEnrolment(transaction: Transaction<Tables>, enrolment: Enrolment, { at, step }: { at: string, step: string }): Promise<void> {
  await transaction.insertInto('enrolment').values({ ...enrolment, created_at: at, step, passed_at: null, credits: null, updated_at: at, counted_step: step, counted_passed: 0, counted_credits: null }).execute()
  await queueCounts(transaction, enrolment.course, WHOLE_COURSE, countEnrolment({ version: enrolment.version, step, passed: 0, credits: null }))
}

/** Changes what is listed of an enrolment, and notes what that changes in the counters. */
export async function updateEnrolment(transaction: Transaction<Tables>, { id, course, version }: Enrolment, listed: Listed): Promise<void> {
  while (true) {
    const counted = await transaction.selectFrom('enrolment').select(['counted_step', 'counted_passed', 'counted_credits']).where('id', '=', id).executeTakeFirst()
    if (!counted)
      return
    const { counted_step, counted_passed, counted_credits } = counted
    // What was never counted is counted as a whole, soon.
    const changes = counted_step === null ? {} : { counted_step: listed.step, counted_passed: listed.passed, counted_credits: listed.credits }
    // Another process may count the row at this moment: then it is read again.
    const { numUpdatedRows } = await transaction.updateTable('enrolment').set({ ...listed, ...changes }).where('id', '=', id).where('counted_step', counted_step === null ? 'is' : '=', counted_step).where('counted_passed', counted_passed === null ? 'is' : '=', counted_passed).where('counted_credits', counted_credits === null ? 'is' : '=', counted_credits).executeTakeFirstOrThrow()
    if (!numUpdatedRows)
      continue
    if (counted_step !== null) {
      const counts = countEnrolment({ version, step: listed.step, passed: listed.passed, credits: listed.credits })
      await queueCounts(transaction, course, WHOLE_COURSE, addCounts(counts, countEnrolment({ version, step: counted_step, passed: counted_passed!, credits: counted_credits }), -1))
    }
    return
  }
}

/** Removes an enrolment from the list, and takes away what the counters have of it. */
export async function removeEnrolment(transaction: Transaction<Tables>, id: string): Promise<void> {
  const row = await transaction.deleteFrom('enrolment').where('id', '=', id).returning(['course', 'version', 'counted_step', 'counted_passed', 'counted_credits']).executeTakeFirst()
  if (row && row.counted_step !== null)
    await queueCounts(transaction, row.course, WHOLE_COURSE, addCounts(new Map(), countEnrolment({ version: row.version, step: row.counted_step, passed: row.counted_passed!, credits: row.counted_credits }), -1))
}
