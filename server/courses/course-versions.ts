import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { CourseBundle } from './course-bundle.ts'

/** Keeps a version of a course for good: who enrols in it stays in it, whatever is built or withdrawn later. */
export async function keepCourseVersion(writer: Writer, bundle: CourseBundle, now: string): Promise<void> {
  await writer.write(`course:${bundle.name}`, async transaction => transaction.insertInto('course_version')
    .values({ course: bundle.name, version: bundle.version, bundle: JSON.stringify(bundle), created_at: now })
    .onConflict(conflict => conflict.columns(['course', 'version']).doNothing())
    .execute())
}

/** Reads a version that was kept; undefined when there is none. */
export async function readCourseVersion(db: Database | Transaction<Tables>, course: string, version: string): Promise<CourseBundle | undefined> {
  const row = await db.selectFrom('course_version').select('bundle').where('course', '=', course).where('version', '=', version).executeTakeFirst()
  return row && JSON.parse(row.bundle) as CourseBundle
}
