import type { Database } from '../storage/schema.ts'
import { isPassing } from '../storage/retry.ts'
import { addUp } from './add-up.ts'

/** A reader waits no longer for what is still to be counted; it is a moment's work unless a large store was just updated. */
const LONGEST_WAIT_MS = 1000

/** Adds up what waits of some courses, for a moment. When the database cannot be written to, what is there can still be read. */
export async function addUpForReader(db: Database, courses: readonly string[]): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  try {
    for (const course of courses)
      await addUp({ db }, course, () => performance.now() > until)
  }
  catch (error) {
    if (!isPassing(error))
      throw error
  }
}
