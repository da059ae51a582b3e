import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { removeEnrolment } from '../counting/listed-enrolment.ts'
import { removeAnswers } from '../counting/remove-answers.ts'
import { removeEvaluationDraft } from '../journey/evaluation-draft.ts'
import { eraseBodies } from '../ledger/erase-bodies.ts'
import { ERASABLE } from '../ledger/erasure-record.ts'
import { readChain } from '../ledger/records.ts'
import { creditKeptUntil } from './kept-credit.ts'

/** What nobody needs to verify credit: answers, and what was said of the course. That a test was passed stays. */
const ANSWERS: ReadonlySet<string> = new Set(['pre-test-answered', 'pre-test-finished', 'answered', 'evaluated'])

export interface Erasing {
  /** Who asked: "learner", "housekeeping", or who did it. */
  readonly actor: string
  /** Kept in the ledger for good: nothing about the learner may stand in it. */
  readonly reason: string
  /** ISO time. */
  readonly now: string
  /** For how many years credit is kept. */
  readonly creditYears: number
}

/**
 * Erases what may be erased of an enrolment today. While its credit has to be kept, that is the answers; else everything
 * but the chain itself, which then says of nobody that somebody learned. Returns until when the rest is kept.
 */
export async function eraseEnrolment(transaction: Transaction<Tables>, { id, course }: { id: string, course: string }, { actor, reason, now, creditYears }: Erasing): Promise<{ keptUntil?: string }> {
  const until = creditKeptUntil(await readChain(transaction, id), creditYears)
  const keptUntil = until !== undefined && until >= now.slice(0, 10) ? until : undefined
  await eraseBodies(transaction, { chain: id, course, kinds: keptUntil ? ANSWERS : ERASABLE, actor, reason, at: now })
  await removeAnswers(transaction, id)
  await removeEvaluationDraft(transaction, id)
  if (keptUntil) {
    await transaction.updateTable('enrolment').set({ pre_test: null }).where('id', '=', id).execute()
    return { keptUntil }
  }
  await transaction.deleteFrom('roster_term').where('enrolment', '=', id).execute()
  await transaction.updateTable('pars_record').set({ body: '' }).where('enrolment', '=', id).execute()
  await transaction.updateTable('certificate').set({ snapshot: '', credential: '', pdf: null, erased_at: now }).where('enrolment', '=', id).execute()
  await removeEnrolment(transaction, id)
  return {}
}
