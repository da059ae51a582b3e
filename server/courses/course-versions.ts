import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { CourseBundle } from './course-bundle.ts'
import { dayIn } from '../../lib/local-day.ts'

/** Keeps a version of a course for good: who enrols in it stays in it, whatever is built or withdrawn later. */
export async function keepCourseVersion(writer: Writer, bundle: CourseBundle, now: string): Promise<void> {
  await writer.write(`course:${bundle.name}`, async transaction => transaction.insertInto('course_version')
    .values({ course: bundle.name, version: bundle.version, bundle: JSON.stringify(bundle), created_at: now })
    .onConflict(conflict => conflict.columns(['course', 'version']).doNothing())
    .execute())
}

/** Names of all courses that anybody could ever enrol in here, withdrawn ones too. */
export async function readCourseNames(db: Database): Promise<string[]> {
  return (await db.selectFrom('course_version').select('course').distinct().execute()).map(row => row.course)
}

/** True when somebody is in a version and can still go on: is not done, and the course has not ended. */
export async function isVersionInUse(db: Database, course: string, version: string, now: string): Promise<boolean> {
  const bundle = await readCourseVersion(db, course, version)
  if (!bundle || bundle.meta.expires < dayIn(bundle.meta.provider.timezone, now))
    return false
  const row = await db.selectFrom('enrolment').select('id').where('course', '=', course).where('version', '=', version).where('step', '!=', 'done').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Reads a version that was kept; undefined when there is none. */
export async function readCourseVersion(db: Database | Transaction<Tables>, course: string, version: string): Promise<CourseBundle | undefined> {
  const row = await db.selectFrom('course_version').select('bundle').where('course', '=', course).where('version', '=', version).executeTakeFirst()
  return row && JSON.parse(row.bundle) as CourseBundle
}

/** What was read last. A version never changes, so that no process can have an old one. */
const lastRead = new WeakMap<Database, Map<string, CourseBundle>>()
const REMEMBERED = 20

/** As readCourseVersion, without reading and parsing it for every request of those who are in it. */
export async function rememberedCourseVersion(db: Database, course: string, version: string): Promise<CourseBundle | undefined> {
  const remembered = lastRead.get(db) ?? new Map<string, CourseBundle>()
  lastRead.set(db, remembered)
  const name = `${course}/${version}`
  const bundle = remembered.get(name) ?? await readCourseVersion(db, course, version)
  if (!bundle)
    return undefined
  // The one that was used last stands last.
  remembered.delete(name)
  remembered.set(name, bundle)
  if (remembered.size > REMEMBERED)
    remembered.delete(remembered.keys().next().value!)
  return bundle
}
