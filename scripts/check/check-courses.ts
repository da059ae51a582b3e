import type { CoursePlace } from '../course/find-courses.ts'
import type { Finding } from '../course/problem.ts'
import type { SuppressedFinding } from './suppressions.ts'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { createProgress } from '../progress.ts'
import { applyFixes } from './apply-fixes.ts'
import { compareWithBaseline, readBaseline, writeBaseline } from './baseline.ts'
import { checkCourse } from './check-course.ts'

export interface CheckCoursesOptions {
  browser: boolean
  /** No progress on standard error. */
  quiet?: boolean
  fix?: boolean
  online?: boolean
  baseline?: string
  writeBaseline?: string
}

export interface CheckedCourses {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  /** Findings that the baseline knows. */
  known: number
  /** What the baseline knows and nobody finds any more. */
  gone: number
  /** Mends that were made. */
  fixed: number
  /** The baseline that was written. */
  written?: string
}

/** One mend may uncover another, as "3-4mg" first loses its hyphen. */
const PASSES = 6

/** Checks several courses for the command line. @throws LecternError when a baseline cannot be read. */
export async function checkCourses(places: readonly CoursePlace[], options: CheckCoursesOptions): Promise<CheckedCourses> {
  const cwd = process.cwd()
  const baseline = options.baseline === undefined ? undefined : await readBaseline(resolve(cwd, options.baseline))
  const checked: CheckedCourses = { findings: [], suppressed: [], known: 0, gone: 0, fixed: 0 }
  for (const place of places) {
    const progress = createProgress(place.name, options.quiet)
    if (options.fix)
      checked.fixed += await fixCourse(place)
    const { findings, suppressed } = await checkCourse(place, { browser: options.browser, online: options.online, progress })
    checked.findings.push(...findings)
    checked.suppressed.push(...suppressed)
  }
  const read = createReader()
  if (options.writeBaseline !== undefined) {
    await writeBaseline(resolve(cwd, options.writeBaseline), checked.findings, cwd, read)
    return { ...checked, known: checked.findings.length, findings: [], written: options.writeBaseline }
  }
  if (baseline === undefined)
    return checked
  const { findings, known, gone } = compareWithBaseline(checked.findings, baseline, cwd, read)
  return { ...checked, findings, known: known.length, gone }
}

/** Makes the safe mends of a course, again and again until there are none. */
async function fixCourse(place: CoursePlace): Promise<number> {
  let fixed = 0
  for (let pass = 0; pass < PASSES; pass++) {
    const { findings } = await checkCourse(place, { browser: false, progress: () => {} })
    const { count } = await applyFixes(findings)
    fixed += count
    if (count === 0)
      break
  }
  return fixed
}

/** Reads files once; one that cannot be read is empty. */
export function createReader(): (file: string) => string {
  const texts = new Map<string, string>()
  return (file) => {
    if (!texts.has(file)) {
      try {
        texts.set(file, readFileSync(file, 'utf8'))
      }
      catch {
        texts.set(file, '')
      }
    }
    return texts.get(file)!
  }
}
