import type { Database } from '../storage/schema.ts'
import { ownWordsOf } from '../counting/chosen.ts'
import { readResponses } from '../counting/read-rows.ts'

/** What was written can be as long as a book: the report shows the latest, the export has all. */
const MOST_WORDS = 100

/**
 * What was written last to a question of the evaluation, `index` being its place. In the order of the letters: the office knows when
 * whom it certified, and what was written when would tell who wrote it.
 */
export async function readLatestWords(db: Database, { course, version, index, item }: { course: string, version: string, index: number, item: string }): Promise<string[]> {
  const rows = await db.selectFrom('evaluation_words').innerJoin('evaluation', 'evaluation.enrolment', 'evaluation_words.enrolment').select('evaluation.responses').where('evaluation_words.course', '=', course).where('evaluation_words.version', '=', version).where('evaluation_words.item', '=', index).orderBy('evaluation_words.at', 'desc').orderBy('evaluation_words.enrolment', 'desc').limit(MOST_WORDS).execute()
  return rows.map(row => ownWordsOf(readResponses(row)[item] ?? null)).sort()
}
