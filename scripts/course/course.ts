import type { Quiz } from '../quizzes/quiz-model.ts'
import type { CourseMeta } from './course-schema.ts'
import type { CoursePlace } from './find-courses.ts'
import type { Pathway } from './pathways-schema.ts'
import type { BibliographyEntry } from './references/bibliography.ts'
import type { Slide } from './slide.ts'
import type { SourceLecture } from './source-lecture.ts'
import type { Study } from './studies-schema.ts'

/** A course, read once, validated and frozen: what every emitter works from. */
export interface Course {
  name: string
  place: CoursePlace
  meta: CourseMeta
  slides: readonly Slide[]
  /** Minutes of each slide; evenly shared when the author gave none. */
  minutes: readonly number[]
  studies: readonly Study[]
  pathways: readonly Pathway[]
  bibliography: ReadonlyMap<string, BibliographyEntry>
  /** Citation keys in the order in which the deck, then the quizzes, first use them: reference number = index + 1. */
  citations: readonly string[]
  /** The lecture the course was rebuilt from, when there is one. */
  source?: SourceLecture
  quizzes: readonly Quiz[]
  /** Every file that the model was read from. */
  files: readonly string[]
}
