import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { readCourseVersion } from '../courses/course-versions.ts'

/** A course with what its learners have come to. */
export interface CourseSums {
  readonly name: string
  readonly title: string
  /** The present version; the last one when the course was withdrawn. */
  readonly version: string
  /** False when the course cannot be taken any more. */
  readonly present: boolean
  readonly accredited: boolean
  readonly learners: number
  readonly passed: number
  readonly claimed: number
  readonly credits: number
}

/** Every course that was ever offered here, by name, after `after`. */
export async function listCourses(db: Database, courses: ReadonlyMap<string, CourseBundle>, { after = '', limit }: { after?: string, limit: number }): Promise<CourseSums[]> {
  const names = await db.selectFrom('course_version').select('course').distinct().where('course', '>', after).orderBy('course').limit(limit).execute()
  const sums: CourseSums[] = []
  for (const { course } of names) {
    const bundle = courses.get(course) ?? await readLastVersion(db, course)
    const { title, accreditation } = bundle.meta
    sums.push({ name: course, title, version: bundle.version, present: courses.has(course), accredited: accreditation !== 'none', ...await sumCourse(db, course) })
  }
  return sums
}

/** How many enrolled, passed and claimed, and what they claimed. */
export async function sumCourse(db: Database, course: string): Promise<{ learners: number, passed: number, claimed: number, credits: number }> {
  const row = await db.selectFrom('enrolment').select(({ fn }) => [fn.countAll().as('learners'), fn.sum('passed').as('passed'), fn.count('credits').as('claimed'), fn.sum('credits').as('credits')]).where('course', '=', course).executeTakeFirstOrThrow()
  // Sums and counts are numbers on one database and texts on another.
  return { learners: Number(row.learners), passed: Number(row.passed ?? 0), claimed: Number(row.claimed), credits: Number(row.credits ?? 0) / 100 }
}

/** The version of a course that was kept last. The course is known to have one. */
async function readLastVersion(db: Database, course: string): Promise<CourseBundle> {
  const { version } = await db.selectFrom('course_version').select('version').where('course', '=', course).orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow()
  return (await readCourseVersion(db, course, version))!
}

/** A course that is or was offered here; undefined when there was never one of this name. */
export async function findCourse(db: Database, courses: ReadonlyMap<string, CourseBundle>, course: string): Promise<CourseBundle | undefined> {
  const present = courses.get(course)
  if (present)
    return present
  const known = await db.selectFrom('course_version').select('course').where('course', '=', course).limit(1).executeTakeFirst()
  return known && readLastVersion(db, course)
}
