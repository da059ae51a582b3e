import type { CourseMeta } from '../../scripts/course/course-schema.ts'
import type { Quiz, QuizKind } from '../../scripts/quizzes/quiz-model.ts'
import type { ReferenceEntry } from '../../scripts/slides/course-data.ts'

/**
 * What the service knows of a version of a course, keys included: dist/<course>/private/course.json. It never leaves
 * the server.
 */
export interface CourseBundle {
  readonly name: string
  /** Hash over everything else here. */
  readonly version: string
  /** Hash of what a learner acknowledges. */
  readonly frontMatter: string
  readonly meta: CourseMeta
  /** Slides of the lecture. */
  readonly slides: number
  readonly quizzes: readonly Quiz[]
  /** What the quizzes cite; a version that was kept early has none. */
  readonly references?: readonly ReferenceEntry[]
}

export function quizOf(bundle: CourseBundle, kind: QuizKind): Quiz | undefined {
  return bundle.quizzes.find(quiz => quiz.kind === kind)
}
