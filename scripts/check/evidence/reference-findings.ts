import type { CourseText } from '../course-text.ts'
import type { RuleFinding } from '../rule.ts'
import type { ReferenceFlaw } from './reference-flaws.ts'
import { join } from 'node:path'

/** Places flaws of references in the course's file. */
export function referenceFindings({ course }: CourseText, flaws: readonly ReferenceFlaw[]): RuleFinding[] {
  return flaws.map(({ line, message, mend }) => ({ file: join(course.place.folder, 'references.bib'), line, column: 1, message, mend }))
}
