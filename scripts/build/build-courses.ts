import type { CoursePlace } from '../course/find-courses.ts'
import type { Progress } from '../progress.ts'
import type { BuildOptions, BuiltCourse } from './build-course.ts'
import { join } from 'node:path'
import { buildCourse } from './build-course.ts'
import { buildServicePages } from './build-service-pages.ts'

export interface BuildCoursesOptions extends Omit<BuildOptions, 'progress'> {
  /** Says how far the building of a course, or of the credit service's pages, is. */
  progressOf: (name: string) => Progress
}

/**
 * Builds courses one after the other, and the credit service's pages when a module among them counts for credit.
 * @throws LecternError as buildCourse does.
 */
export async function buildCourses(places: readonly CoursePlace[], { progressOf, ...options }: BuildCoursesOptions): Promise<BuiltCourse[]> {
  const built = []
  for (const place of places)
    built.push(await buildCourse(place, { ...options, progress: progressOf(place.name) }))
  const [place] = places
  if (place && built.some(course => course.forCredit) && (options.only?.includes('module') ?? true))
    await buildServicePages(join(place.project, 'dist'), { force: options.force, progress: progressOf('credit service') })
  return built
}
