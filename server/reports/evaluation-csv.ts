import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { quizOf } from '../courses/course-bundle.ts'
import { answerText } from '../office/answer-text.ts'
import { csvLine, UTF_8_MARK } from './csv.ts'
import { readEvaluations } from './evaluations.ts'
import { LEAST_EVALUATIONS } from './least-learners.ts'

const SHUFFLED_AT_ONCE = 500

/**
 * Evaluations of a version as CSV, one a line. They were given without a name, so that nothing stands here by which one could be
 * found: no number, no order, and a day only where enough were given on it. Of few, none stands here.
 */
export async function* evaluationCsv(db: Database, bundle: CourseBundle): AsyncGenerator<string> {
  const items = quizOf(bundle, 'evaluation')?.items ?? []
  yield UTF_8_MARK + csvLine(['Day', ...items.map(item => item.stem.text)])
  const days = await countByDay(db, bundle)
  if ([...days.values()].reduce((sum, n) => sum + n, 0) < LEAST_EVALUATIONS)
    return yield csvLine([`There are fewer than ${LEAST_EVALUATIONS} evaluations: single ones are not given out, so that nobody is known by theirs.`])
  let lines: string[] = []
  for await (const { at, responses } of readEvaluations(db, bundle.name, bundle.version)) {
    const day = at.slice(0, 10)
    lines.push(csvLine([days.get(day)! >= LEAST_EVALUATIONS ? day : undefined, ...items.map(item => Object.hasOwn(responses, item.id) ? answerText(item, responses[item.id]) : undefined)]))
    if (lines.length === SHUFFLED_AT_ONCE) {
      yield shuffled(lines).join('')
      lines = []
    }
  }
  yield shuffled(lines).join('')
}

async function countByDay(db: Database, { name, version }: CourseBundle): Promise<Map<string, number>> {
  const day = sql<string>`substr(at, 1, 10)`
  const rows = await db.selectFrom('evaluation').select(({ fn }) => [day.as('day'), fn.countAll().as('n')]).where('course', '=', name).where('version', '=', version).groupBy(day).execute()
  return new Map(rows.map(({ day, n }) => [day, Number(n)]))
}

/** In an order that tells nothing of who came when (Fisher and Yates). */
function shuffled<T>(entries: readonly T[]): T[] {
  const result = [...entries]
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}
