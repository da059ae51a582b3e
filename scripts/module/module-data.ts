import type { ModuleData } from '../../app/module-data.ts'
import type { Course } from '../course/course.ts'
import type { Quiz } from '../quizzes/quiz-model.ts'
import { createHash } from 'node:crypto'
import { accreditationStatements } from '../../lib/accreditation-statements.ts'
import { notAccreditedStatement } from '../../lib/not-accredited.ts'
import { attemptItems } from '../quizzes/arrange-quiz.ts'
import { isGraded, reaches } from '../quizzes/grade.ts'
import { isSealed } from '../quizzes/seal.ts'

export type ModuleCourse = Pick<Course, 'name' | 'place' | 'meta' | 'slides' | 'quizzes' | 'citations' | 'bibliography'>

/** What the learner's page knows of a course. Of the quizzes only their size: keys never go here. */
export function moduleData(course: ModuleCourse): Omit<ModuleData, 'base'> {
  const { dosing: _dosing, keywords: _keywords, credits, ...meta } = course.meta
  const postTest = postTestOf(course)
  const sealed = postTest !== undefined && isSealed(postTest, course)
  return {
    name: course.name,
    version: createHash('sha256').update(JSON.stringify(meta)).digest('hex').slice(0, 16),
    meta,
    notAccredited: meta.accreditation === 'none' ? notAccreditedStatement : undefined,
    credit: sealed ? { ...credits, statements: meta.accreditation === 'none' ? [] : accreditationStatements(course.meta) } : undefined,
    lecture: { slides: course.slides.length },
    postTest: postTest && describePostTest(postTest, meta.assessment.passMark, sealed),
  }
}

/** The course's post-test, if it has one. */
export function postTestOf(course: Pick<Course, 'quizzes'>): Quiz | undefined {
  return course.quizzes.find(quiz => quiz.kind === 'post-test')
}

function describePostTest(quiz: Quiz, coursePassMark: number, sealed: boolean): NonNullable<ModuleData['postTest']> {
  // Of a pool, an attempt asks as many items as are drawn; any draw of single items is as large as another.
  const questions = attemptItems(quiz, 0).filter(isGraded).length
  const passMark = quiz.passMark ?? coursePassMark
  const needed = Array.from({ length: questions + 1 }, (_, points) => points).find(points => reaches(points, questions, passMark))!
  return { title: quiz.title, questions, passMark, needed, sealed }
}
