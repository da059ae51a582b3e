import type { CourseMeta } from '../scripts/course/course-schema.ts'

/** What the page knows of the course: module.json beside it. It holds no answer keys. */
export interface ModuleData {
  /** Folder name of the course; progress is kept under it. */
  name: string
  /** Where this module's files are, from the page: "." or, of another version of the course, its folder. Not in module.json. */
  base: string
  /** Changes with anything a learner has to acknowledge. */
  version: string
  meta: Omit<CourseMeta, 'dosing' | 'keywords' | 'credits'>
  /** What stands in place of credit statements for a course without accreditation. */
  notAccredited?: string
  /** What can be claimed; undefined when the page gives no credit. */
  credit?: {
    type: string
    maximum: number
    step: number
    /** What accreditors want said, as Markdown. */
    statements: readonly string[]
  }
  lecture: { slides: number }
  /** Undefined when the course has no post-test. */
  postTest?: {
    title: string
    questions: number
    /** Percent. */
    passMark: number
    /** Right answers that reach the pass mark. */
    needed: number
    /** True: the page has no keys; answers are graded by the credit service. */
    sealed: boolean
  }
}

export class CourseDataMissing extends Error {}

/**
 * Reads module.json.
 * @throws CourseDataMissing when it cannot be loaded.
 */
export async function loadModuleData(): Promise<ModuleData> {
  const response = await fetch('./module.json').catch(() => undefined)
  if (!response?.ok)
    throw new CourseDataMissing('module.json could not be loaded')
  return { ...await response.json() as Omit<ModuleData, 'base'>, base: '.' }
}
