import type { CourseMeta } from '../../scripts/course/course-schema.ts'
import type { JourneyPolicy } from '../journey/policy.ts'

/** What course.yaml asks of a lecture of so many slides, in slides and seconds. Never more slides than there are. */
export function lectureRule(rule: CourseMeta['completion']['lecture'], slides: number): NonNullable<JourneyPolicy['lecture']> {
  const asked = rule?.slides ?? 'all'
  const count = asked === 'all' ? slides : typeof asked === 'number' ? asked : Math.ceil(slides * Number.parseInt(asked) / 100)
  return { slides: Math.min(count, slides), seconds: Math.ceil((rule?.minutes ?? 0) * 60) }
}
