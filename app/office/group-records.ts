import type { TimelineEntry } from './office-service.ts'

/** Records of one kind that follow one another, shown as one line. */
export interface RecordGroup {
  first: TimelineEntry
  last: TimelineEntry
  /** How many records; of answers, how many questions. */
  count: number
  /** Of the lecture: slides and seconds of all of them together. */
  slides: number
  seconds: number
}

/** What learners do many times in a row: each is a record, and a line each would bury the others. */
const MANY = new Set(['pre-test-answered', 'answered', 'lecture-progressed'])

export function groupRecords(records: readonly TimelineEntry[]): RecordGroup[] {
  const groups: RecordGroup[] = []
  /** Questions of the group that is being filled: each change of an answer is a record, and no further question. */
  const items = new Set<string>()
  for (const entry of records) {
    const before = groups.at(-1)
    if (before && MANY.has(entry.kind) && before.last.kind === entry.kind && before.last.attempt === entry.attempt) {
      before.last = entry
      if (entry.item === undefined || !items.has(entry.item))
        before.count++
      before.slides += entry.slides ?? 0
      before.seconds += entry.seconds ?? 0
    }
    else {
      items.clear()
      groups.push({ first: entry, last: entry, count: 1, slides: entry.slides ?? 0, seconds: entry.seconds ?? 0 })
    }
    if (entry.item !== undefined)
      items.add(entry.item)
  }
  return groups
}
