import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { answerText } from '../office/answer-text.ts'
import { csvLine, UTF_8_MARK } from './csv.ts'
import { readEvaluations } from './evaluations.ts'
import { LEAST_EVALUATIONS } from './least-learners.ts'
import { shuffleLines } from './shuffle-lines.ts'

/**
 * Evaluations of a version as CSV, one a line. They were given without a name, so that nothing stands here by which one could be
 * found: no number, no order, and no day, because the office knows who completed the course on which; its column stays, empty, for
 * programs that read the table by its columns. Of few, none stands here.
 */
export async function* evaluationCsv(db: Database, bundle: CourseBundle): AsyncGenerator<string> {
  const items = quizOf(bundle, 'evaluation')?.items ?? []
  yield UTF_8_MARK + csvLine(['Day', ...items.map(item => item.stem.text)])
  const { n } = await db.selectFrom('evaluation').select(({ fn }) => fn.countAll().as('n')).where('course', '=', bundle.name).where('version', '=', bundle.version).executeTakeFirstOrThrow()
  if (Number(n) < LEAST_EVALUATIONS)
    return yield csvLine([`There are fewer than ${LEAST_EVALUATIONS} evaluations: single ones are not given out, so that nobody is known by theirs.`])
  for await (const lines of shuffleLines(linesOf(db, bundle, items)))
    yield lines.join('')
}

async function* linesOf(db: Database, { name, version }: CourseBundle, items: readonly Item[]): AsyncGenerator<string> {
  for await (const { responses } of readEvaluations(db, name, version))
    yield csvLine([undefined, ...items.map(item => Object.hasOwn(responses, item.id) ? answerText(item, responses[item.id]) : undefined)])
}
