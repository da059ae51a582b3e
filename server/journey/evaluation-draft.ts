import type { Transaction } from 'kysely'
import type { Json } from '../ledger/canonical-json.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Enrolment } from './enrolments.ts'
import type { Refusal } from './refusal.ts'
import type { StepName } from './steps.ts'
import { stepNames } from './steps.ts'

/*
 * What a learner has filled in of the evaluation and not sent yet, so that it is there on another device. It is no record: it is
 * in no chain, and gone when the evaluation is given. Evaluations are given without a name, so nobody but the learner reads it:
 * no page, file or report of the office does.
 */

export interface EvaluationDraft {
  responses: Record<string, unknown>
  /** When the last answer was kept, ISO time; null when there is none. */
  at: string | null
}

/** Answers by item; null takes one back. */
export type DraftChanges = Readonly<Record<string, Json>>

/** Of the JSON of one answer; a long text has 20,000 letters. */
const LONGEST_RESPONSE = 80_000

export async function readEvaluationDraft(db: Database | Transaction<Tables>, enrolment: string): Promise<EvaluationDraft> {
  const rows = await db.selectFrom('evaluation_draft').select(['item', 'response', 'at']).where('enrolment', '=', enrolment).orderBy('item').execute()
  return {
    responses: Object.fromEntries(rows.map(({ item, response }) => [item, JSON.parse(response) as unknown])),
    at: rows.map(({ at }) => at).sort().at(-1) ?? null,
  }
}

/**
 * Keeps answers of a draft. Of two devices that answer the same question, the one that is heard last is right; answers to
 * others stay. The same request again changes nothing. `items` are the ids of the evaluation's questions.
 */
export function keepEvaluationDraft(writer: Writer, { id }: Pick<Enrolment, 'id'>, changes: DraftChanges, { items, now }: { items: readonly string[], now: string }): Promise<{ draft: EvaluationDraft } | { refusal: Refusal }> {
  return writer.write(id, async (transaction) => {
    const row = await transaction.selectFrom('enrolment').select('step').where('id', '=', id).executeTakeFirst()
    const refusal = row ? refuse(row.step, changes, items) : { code: 'not-enrolled' as const, message: 'You are not enrolled in this course.' }
    if (refusal)
      return { refusal }
    for (const [item, response] of Object.entries(changes)) {
      if (response === null)
        await transaction.deleteFrom('evaluation_draft').where('enrolment', '=', id).where('item', '=', item).execute()
      else
        await transaction.insertInto('evaluation_draft').values({ enrolment: id, item, response: JSON.stringify(response), at: now }).onConflict(conflict => conflict.columns(['enrolment', 'item']).doUpdateSet({ response: JSON.stringify(response), at: now })).execute()
    }
    return { draft: await readEvaluationDraft(transaction, id) }
  })
}

/** When the evaluation is given, or nothing is kept of the enrolment any longer. */
export async function removeEvaluationDraft(transaction: Transaction<Tables>, enrolment: string): Promise<void> {
  await transaction.deleteFrom('evaluation_draft').where('enrolment', '=', enrolment).execute()
}

function refuse(step: string, changes: DraftChanges, items: readonly string[]): Refusal | undefined {
  if (step !== 'evaluation') {
    return stepNames.slice(0, stepNames.indexOf('evaluation')).includes(step as StepName)
      ? { code: 'step-not-reached', message: 'The evaluation comes after passing the post-test.' }
      : { code: 'already-done', message: 'You have evaluated the course.' }
  }
  const unknown = Object.keys(changes).find(item => !items.includes(item))
  if (unknown !== undefined)
    return { code: 'unknown-item', message: 'There is no such question in the evaluation.' }
  if (Object.values(changes).some(response => JSON.stringify(response).length > LONGEST_RESPONSE))
    return { code: 'unfit-response', message: 'The answer does not fit the question.' }
  return undefined
}
