import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../errors.ts'
import { isSealed } from '../quizzes/seal.ts'

/**
 * The built courses whose post-test counts for credit, with their keys.
 * @throws LecternError when the private part of a build is damaged.
 */
export async function readCreditCourses(dist: string, courses: readonly string[]): Promise<CourseBundle[]> {
  const bundles = await Promise.all(courses.map(async (course) => {
    const file = join(dist, course, 'private', 'course.json')
    if (!existsSync(file))
      return undefined
    try {
      return JSON.parse(await readFile(file, 'utf8')) as CourseBundle
    }
    catch (error) {
      throw new LecternError(`The private part of ${course} cannot be read.`, { code: 'private-bundle-damaged', mend: `Run "lectern build ${course} --force".`, file, cause: error })
    }
  }))
  return bundles.filter(bundle => bundle !== undefined).filter(bundle => bundle.quizzes.some(quiz => quiz.kind === 'post-test' && isSealed(quiz, bundle)))
}
