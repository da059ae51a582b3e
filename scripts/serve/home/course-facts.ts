import type { ModuleData } from '../../../app/module-data.ts'
import type { BuiltCourse } from '../built-courses.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A built course as the home page tells of it. Of the quizzes it knows nothing. */
export interface CourseFacts extends BuiltCourse {
  /** Undefined for a course that was built without its module. */
  about?: Pick<ModuleData, 'notAccredited' | 'credit'> & {
    language: string
    summary: string
    provider: string
    minutes: number
    slides: number
    /** ISO dates. */
    released: string
    expires: string
  }
}

/** Reads what a course's module says of it; a file that cannot be read leaves the title and the links. */
export async function readCourseFacts(dist: string, course: BuiltCourse): Promise<CourseFacts> {
  try {
    const { meta, notAccredited, credit, lecture } = JSON.parse(await readFile(join(dist, course.name, 'module', 'module.json'), 'utf8')) as ModuleData
    return { ...course, about: { notAccredited, credit, language: meta.language, summary: meta.summary, provider: meta.provider.name, minutes: meta.estimatedMinutes, slides: lecture.slides, released: meta.released, expires: meta.expires } }
  }
  catch {
    return course
  }
}
