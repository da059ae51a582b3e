import type { Counts } from '../counting/counts.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { addUpForReader } from '../counting/add-up-for-reader.ts'
import { WHOLE_COURSE } from '../counting/queue-counts.ts'
import { readCounters } from '../counting/read-counters.ts'
import { countUncounted } from '../counting/what-is-uncounted.ts'
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
  /** Enrolments and changes of them that are not in these numbers yet; at most one more than MOST_TOLD (what-is-uncounted.ts). */
  readonly uncounted: number
}

/** Every course that was ever offered here, by name, after `after`. */
export async function listCourses(db: Database, courses: ReadonlyMap<string, CourseBundle>, { after = '', limit }: { after?: string, limit: number }): Promise<CourseSums[]> {
  const names = await db.selectFrom('course_version').select('course').distinct().where('course', '>', after).orderBy('course').limit(limit).execute()
  await addUpForReader(db, names.map(({ course }) => course))
  const sums: CourseSums[] = []
  for (const { course } of names) {
    const bundle = courses.get(course) ?? await readLastVersion(db, course)
    const { title, accreditation } = bundle.meta
    sums.push({ name: course, title, version: bundle.version, present: courses.has(course), accredited: accreditation !== 'none', ...sumCourse(await readCounters(db, course, WHOLE_COURSE)), uncounted: await countUncounted(db, course) })
  }
  return sums
}

/** How many enrolled, passed and claimed, and what they claimed: from the counters of the whole course. */
export function sumCourse(counts: Counts): Pick<CourseSums, 'learners' | 'passed' | 'claimed' | 'credits'> {
  const [learners, passed, claimed, hundredths] = ['learners', 'passed', 'claimed', 'credits'].map(name => counts.get(name) ?? 0) as [number, number, number, number]
  return { learners, passed, claimed, credits: hundredths / 100 }
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
