import type { Course } from '../../scripts/course/course.ts'
import type { CourseBundle } from './course-bundle.ts'
import { createHash } from 'node:crypto'
import { referenceList } from '../../scripts/course/references/reference-list.ts'
import { quizCitations } from '../../scripts/quizzes/quiz-citations.ts'

/** The private side of a course: what the service grades and decides by. Any change of content or rules is a new version. */
export function createBundle(course: Pick<Course, 'name' | 'meta' | 'slides' | 'quizzes' | 'citations' | 'bibliography'>): CourseBundle {
  const { name, meta } = course
  // Where the sources lay is nobody's business and no part of the content.
  const quizzes = course.quizzes.map(quiz => ({ ...quiz, file: '' }))
  const cited = new Set(quizzes.flatMap(quizCitations))
  const references = referenceList(course).filter(({ key }) => cited.has(key))
  const content = { name, meta, slides: course.slides.length, quizzes, references }
  return {
    ...content,
    version: hash({ ...content, lecture: course.slides.map(slide => [slide.content, slide.note]) }),
    frontMatter: hash(meta),
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}
