import type { ReferenceEntry } from '../../slides/course-data.ts'
import type { Course } from '../course.ts'
import { formatAma } from './format-ama.ts'

/** The course's references in citation order, formatted after AMA 11th edition. */
export function referenceList(course: Pick<Course, 'citations' | 'bibliography'>): ReferenceEntry[] {
  const entries = course.citations.flatMap(key => course.bibliography.get(key) ?? [])
  const formatted = formatAma(entries)
  return entries.map((entry, index) => ({
    key: entry.key,
    number: index + 1,
    ...formatted.get(entry.key)!,
    doi: entry.doi,
    pmid: entry.pmid,
    url: entry.url,
    retracted: entry.retracted,
    unverified: entry.unverified,
  }))
}
