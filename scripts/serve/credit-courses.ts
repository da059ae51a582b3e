import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '../build/manifest.ts'
import { LecternError } from '../errors.ts'
import { isSealed } from '../quizzes/seal.ts'
import { buildOf, BuildReplacedError } from './kept-versions.ts'

/** A built course that counts for credit. */
export interface CreditCourse {
  bundle: CourseBundle
  /** Which build it was read from. */
  build: string
}

export interface CreditCourses {
  courses: CreditCourse[]
  /** Courses that cannot be offered as they were built, and why. */
  problems: CourseProblem[]
}

/** Why a course cannot be offered as it was built. */
export class CourseProblem extends LecternError {
  readonly course: string

  constructor(course: string, message: string, options: ConstructorParameters<typeof LecternError>[1]) {
    super(message, options)
    this.course = course
  }
}

/** What a journey is made of, beside the keys. */
const NEEDED = ['module', 'slides'] as const

/** The built courses whose post-test counts for credit, with their keys. A course that was badly built hinders no other. */
export async function readCreditCourses(dist: string, names: readonly string[]): Promise<CreditCourses> {
  const courses: CreditCourse[] = []
  const problems: CourseProblem[] = []
  for (const name of names) {
    try {
      const course = await readCreditCourse(dist, name)
      if (course)
        courses.push(course)
    }
    catch (error) {
      if (!(error instanceof CourseProblem))
        throw error
      problems.push(error)
    }
  }
  return { courses, problems }
}

/** @throws LecternError when the build cannot be offered; BuildReplacedError when another took its place meanwhile. */
async function readCreditCourse(dist: string, name: string): Promise<CreditCourse | undefined> {
  const folder = join(dist, name)
  const file = join(folder, 'private', 'course.json')
  const build = await buildOf(folder)
  if (!build)
    throw new BuildReplacedError()
  if (!existsSync(file))
    return refuseForgottenKeys(folder, name)
  const mend = `Run "lectern build ${name} --force".`
  const damaged = (cause?: unknown) => new CourseProblem(name, `The answer keys of ${name} are damaged, so that it is not offered.`, { code: 'private-bundle-damaged', mend, file, cause })
  const [text, manifest] = [await readFile(file), await readManifest(folder)]
  if (await buildOf(folder) !== build)
    throw new BuildReplacedError()
  const listed = manifest?.files.find(({ path }) => path === 'private/course.json')
  if (listed && listed.sha256 !== createHash('sha256').update(text).digest('hex'))
    throw damaged()
  let bundle: CourseBundle
  try {
    bundle = JSON.parse(text.toString('utf8')) as CourseBundle
    if (bundle.name !== name || !bundle.version || !Array.isArray(bundle.quizzes))
      throw new Error('not a bundle')
  }
  catch (error) {
    throw damaged(error)
  }
  if (!bundle.quizzes.some(quiz => quiz.kind === 'post-test' && isSealed(quiz, bundle)))
    return undefined
  for (const product of NEEDED) {
    if (!existsSync(join(folder, product, 'index.html')))
      throw new CourseProblem(name, `${name} counts for credit and was built without its ${product}, so that it is not offered.`, { code: 'product-missing', mend: `Run "lectern build ${name}".` })
    if (manifest?.sources && manifest.sources[product] !== manifest.sources.private)
      throw new CourseProblem(name, `The ${product} of ${name} and its answer keys were built from different sources, so that it is not offered.`, { code: 'builds-differ', mend: `Run "lectern build ${name}".` })
  }
  return { bundle, build }
}

/** A module that asks for a server, and no keys for the server to grade by. */
async function refuseForgottenKeys(folder: string, name: string): Promise<undefined> {
  const module = await readFile(join(folder, 'module', 'module.json'), 'utf8').catch(() => undefined)
  if (module && (JSON.parse(module) as { postTest?: { sealed?: boolean } }).postTest?.sealed)
    throw new CourseProblem(name, `${name} counts for credit and was built without its answer keys, so that it is not offered.`, { code: 'product-missing', mend: `Run "lectern build ${name}".` })
}
