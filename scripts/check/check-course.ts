import type { CoursePlace } from '../course/find-courses.ts'
import type { Finding } from '../course/problem.ts'
import type { Progress } from '../progress.ts'
import { collectMolecules } from '../course/collect-molecules.ts'
import { loadCourse } from '../course/load-course.ts'
import { readDeck } from './read-deck.ts'
import { findUncoveredStatements } from './source-coverage.ts'

export interface CheckOptions {
  /** Also look at the rendered slides, which takes a browser and about half a minute. */
  browser: boolean
  progress: Progress
}

/** Finds what is wrong with a course; errors in the sources come first. */
export async function checkCourse(place: CoursePlace, options: CheckOptions): Promise<Finding[]> {
  const { course, problems } = await loadCourse(place)
  if (!course)
    return problems
  const findings: Finding[] = [...problems, ...(await collectMolecules(course.slides)).problems, ...findUncoveredStatements(course)]
  if (!options.browser)
    return [...findings, ...readDeck(course)]
  const { checkDeck } = await import('./check-deck.ts')
  return [...findings, ...await checkDeck(course, options.progress)]
}
