import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { answerText } from '../office/answer-text.ts'
import { csvLine, UTF_8_MARK } from './csv.ts'
import { readEvaluations } from './evaluations.ts'

/**
 * Evaluations of a version as CSV, one a line. They were given without a name, so that nothing stands here by which one could be
 * found: no number, and of the time only the day.
 */
export async function* evaluationCsv(db: Database, bundle: CourseBundle): AsyncGenerator<string> {
  const items = quizOf(bundle, 'evaluation')?.items ?? []
  yield UTF_8_MARK + csvLine(['Day', ...items.map(item => item.stem.text)])
  for await (const { at, responses } of readEvaluations(db, bundle.name, bundle.version))
    yield csvLine([at.slice(0, 10), ...items.map(item => Object.hasOwn(responses, item.id) ? answerText(item, responses[item.id]) : undefined)])
}
