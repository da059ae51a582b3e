import type { CoursePlace } from '../course/find-courses.ts'
import type { Problem } from '../course/problem.ts'
import type { HandoutFlags } from '../handouts/handout-options.ts'
import type { Progress } from '../progress.ts'
import type { QuizFlags } from '../quizzes/quiz-options.ts'
import type { Product } from './products.ts'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { collectMolecules } from '../course/collect-molecules.ts'
import { loadCourse } from '../course/load-course.ts'
import { LecternError } from '../errors.ts'
import { handoutOptions } from '../handouts/handout-options.ts'
import { quizOptions } from '../quizzes/quiz-options.ts'
import { fingerprint, kitPaths } from './fingerprint.ts'
import { clearLeftovers } from './leftovers.ts'
import { createManifest, readManifest } from './manifest.ts'
import { products } from './products.ts'

export interface BuildOptions {
  /** Names of products; all when left out. */
  only?: readonly string[]
  /** Build what has not changed, too. */
  force?: boolean
  /** What the command line says about handouts. */
  handouts?: HandoutFlags
  /** What the command line says about quizzes. */
  quizzes?: QuizFlags
  progress: Progress
}

export interface BuiltCourse {
  course: string
  folder: string
  /** Products built in this run; the others were up to date or not asked for. */
  built: string[]
}

/**
 * Builds a course into dist/<course>/. Everything is written beside the last build and put in its place at the end, so
 * that a build that fails leaves the last good one.
 * @throws LecternError when the course's sources have errors or an emitter fails.
 */
export async function buildCourse(place: CoursePlace, options: BuildOptions): Promise<BuiltCourse> {
  const { progress } = options
  const { course, problems } = await loadCourse(place)
  const molecules = course ? await collectMolecules(course.slides) : undefined
  const errors = [...problems, ...molecules?.problems ?? []].filter(problem => problem.severity === 'error')
  if (!course || errors.length)
    throw sourceErrors(place.name, errors)

  const target = join(place.project, 'dist', place.name)
  await clearLeftovers(join(place.project, 'dist'), place.name)
  const asked = products.filter(product => options.only?.includes(product.name) ?? true)
  const productOptions = { handouts: handoutOptions(course.meta.handouts, options.handouts ?? {}, course.slides.length), quizzes: await quizOptions(options.quizzes ?? {}) }
  const sources = await fingerprint([place.folder, place.quizFolder, join(place.project, 'public'), ...kitPaths()])
  const inputsOf = ({ optionsOf }: Product) => optionsOf ? createHash('sha256').update(sources + JSON.stringify(optionsOf(productOptions))).digest('hex') : sources
  const last = await readManifest(target)
  const stale = asked.filter(product => options.force || last?.inputs[product.name] !== inputsOf(product) || !existsSync(join(target, product.name)))
  if (!stale.length) {
    progress('nothing has changed since the last build')
    return { course: place.name, folder: target, built: [] }
  }

  const staging = join(place.project, 'dist', `.${place.name}-${process.pid}`)
  const abandon = () => rm(staging, { recursive: true, force: true })
  try {
    await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { recursive: true })
    for (const product of products) {
      if (!stale.includes(product) && existsSync(join(target, product.name)))
        await cp(join(target, product.name), join(staging, product.name), { recursive: true })
    }
    for (const product of stale) {
      const started = performance.now()
      progress(`building ${product.title} …`)
      const outDir = join(staging, product.name)
      await mkdir(outDir, { recursive: true })
      await product.emit(course, outDir, progress, productOptions)
      progress(`built ${product.title} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    }
    const kept = Object.entries(last?.inputs ?? {}).filter(([name]) => existsSync(join(staging, name)))
    const manifest = await createManifest(staging, place.name, course.meta.title, {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(stale.map(product => [product.name, inputsOf(product)])),
    })
    await writeFile(join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await putInPlace(staging, target)
  }
  catch (error) {
    await abandon()
    throw explainWriteFailure(error)
  }
  return { course: place.name, folder: target, built: stale.map(product => product.name) }
}

async function putInPlace(staging: string, target: string): Promise<void> {
  const previous = `${staging}-previous`
  const replaced = existsSync(target)
  if (replaced)
    await rename(target, previous)
  try {
    await rename(staging, target)
  }
  catch (error) {
    if (replaced)
      await rename(previous, target)
    throw error
  }
  await rm(previous, { recursive: true, force: true })
}

/** What stops a course from being built or shown: its first error, and how many more there are. */
export function sourceErrors(name: string, errors: readonly Problem[]): LecternError {
  const [first] = errors
  const more = errors.length > 1 ? `\n(${errors.length - 1} more; "lectern check ${name}" shows them all.)` : ''
  return new LecternError(first?.message ?? 'The course cannot be read.', {
    code: first?.rule ?? 'course-unreadable',
    mend: `${first?.mend ?? ''}${more}`,
    file: first?.file,
    line: first?.line,
    column: first?.column,
  })
}

function explainWriteFailure(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  const explanations: Record<string, [string, string]> = {
    ENOSPC: ['The disk is full.', 'Make room and build again; the last build is still in place.'],
    EROFS: ['dist/ is on a read-only disk.', 'Build in a folder that can be written to.'],
    EACCES: [`${path ?? 'dist/'} may not be written to.`, 'Change its permissions, or build elsewhere; the last build is still in place.'],
  }
  const explanation = code === undefined ? undefined : explanations[code]
  return explanation ? new LecternError(explanation[0], { code: `write-${code!.toLowerCase()}`, mend: explanation[1], cause: error }) : error
}
