import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { countAttempt } from './count-attempt.ts'
import { countEvaluation, questionsWithWords } from './count-evaluation.ts'
import { planCounting } from './counting-plan.ts'
import { addCounts } from './counts.ts'
import { queueCounts } from './queue-counts.ts'
import { readAttempt, readResponses } from './read-rows.ts'

/** Removes the first attempt and the evaluation of an enrolment, and takes away exactly what the counters have of them. */
export async function removeAnswers(transaction: Transaction<Tables>, enrolment: string): Promise<void> {
  const attempt = await transaction.deleteFrom('first_attempt').where('enrolment', '=', enrolment).returning(['course', 'version', 'items', 'pre_items', 'responses', 'counted']).executeTakeFirst()
  const evaluation = await transaction.deleteFrom('evaluation').where('enrolment', '=', enrolment).returning(['course', 'version', 'at', 'responses', 'counted']).executeTakeFirst()
  const counted = [attempt, evaluation].find(row => row?.counted)
  if (!counted)
    return
  const { course, version } = counted
  // There was one when they were counted.
  const plan = planCounting((await readCourseVersion(transaction, course, version))!)
  if (attempt?.counted)
    await queueCounts(transaction, course, version, addCounts(new Map(), countAttempt(plan, readAttempt(attempt)), -1))
  if (evaluation?.counted) {
    const responses = readResponses(evaluation)
    await queueCounts(transaction, course, version, addCounts(new Map(), countEvaluation(plan, responses), -1))
    const items = questionsWithWords(plan, responses)
    if (items.length)
      await transaction.deleteFrom('evaluation_words').where('course', '=', course).where('version', '=', version).where('item', 'in', items).where('at', '=', evaluation.at).where('enrolment', '=', enrolment).execute()
  }
}
