import type { Database } from '../storage/schema.ts'
import type { Counts } from './counts.ts'

/** The counters of a version, or of the whole course (WHOLE_COURSE). */
export async function readCounters(db: Database, course: string, version: string): Promise<Counts> {
  const rows = await db.selectFrom('counter').select(['name', 'value']).where('course', '=', course).where('version', '=', version).execute()
  return new Map(rows.map(({ name, value }): [string, number] => [name, Number(value)]).filter(([, value]) => value))
}
