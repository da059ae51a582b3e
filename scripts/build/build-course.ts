import type { CoursePlace } from '../course/find-courses.ts'
import type { Problem } from '../course/problem.ts'
import type { HandoutFlags } from '../handouts/handout-options.ts'
import type { Progress } from '../progress.ts'
import type { QuizFlags } from '../quizzes/quiz-options.ts'
import type { Product } from './products.ts'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { collectMolecules } from '../course/collect-molecules.ts'
import { loadCourse } from '../course/load-course.ts'
import { LecternError } from '../errors.ts'
import { handoutOptions } from '../handouts/handout-options.ts'
import { quizOptions } from '../quizzes/quiz-options.ts'
import { isSealed } from '../quizzes/seal.ts'
import { fingerprint, kitPaths } from './fingerprint.ts'
import { clearLeftovers } from './leftovers.ts'
import { createManifest, readManifest } from './manifest.ts'
import { products } from './products.ts'
import { putInPlace } from './put-in-place.ts'
import { refuseReservedName } from './reserved-names.ts'
import { explainWriteFailure } from './write-failure.ts'

export interface BuildOptions {
  /** Names of products; all when left out. */
  only?: readonly string[]
  /** Build what has not changed, too. */
  force?: boolean
  /** What the command line says about handouts. */
  handouts?: HandoutFlags
  /** Whether the module begins without a network; default: it does. */
  offline?: boolean
  /** What the command line says about quizzes. */
  quizzes?: QuizFlags
  progress: Progress
}

export interface BuiltCourse {
  course: string
  folder: string
  /** Products built in this run; the others were up to date or not asked for. */
  built: string[]
  /** Its post-test counts for credit: the credit service keeps its records. */
  forCredit: boolean
}

/**
 * Builds a course into dist/<course>/. Everything is written beside the last build and put in its place at the end, so
 * that a build that fails leaves the last good one.
 * @throws LecternError when the course's sources have errors or an emitter fails.
 */
export async function buildCourse(place: CoursePlace, options: BuildOptions): Promise<BuiltCourse> {
  const { progress } = options
  refuseReservedName(place.name)
  const { course, problems } = await loadCourse(place)
  const molecules = course ? await collectMolecules(course.slides) : undefined
  const errors = [...problems, ...molecules?.problems ?? []].filter(problem => problem.severity === 'error')
  if (!course || errors.length)
    throw sourceErrors(place.name, errors)

  const forCredit = course.quizzes.some(quiz => quiz.kind === 'post-test' && isSealed(quiz, course))
  const target = join(place.project, 'dist', place.name)
  await clearLeftovers(join(place.project, 'dist'), place.name)
  const asked = products.filter(product => options.only?.includes(product.name) ?? true)
  const productOptions = { handouts: handoutOptions(course.meta.handouts, options.handouts ?? {}, course.slides.length), module: { offline: options.offline ?? true }, quizzes: await quizOptions(options.quizzes ?? {}) }
  const ownPaths = [place.folder, place.quizFolder, join(place.project, 'public')]
  const [own, sources] = [await fingerprint(ownPaths), await fingerprint([...ownPaths, ...kitPaths()])]
  const inputsOf = ({ optionsOf }: Product) => optionsOf ? createHash('sha256').update(sources + JSON.stringify(optionsOf(productOptions))).digest('hex') : sources
  const last = await readManifest(target)
  const stale = asked.filter(product => options.force || last?.inputs[product.name] !== inputsOf(product) || !existsSync(join(target, product.name)))
  if (!stale.length) {
    progress('nothing has changed since the last build')
    return { course: place.name, folder: target, built: [], forCredit }
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
    const kept = (hashes: Record<string, string> = {}) => Object.fromEntries(Object.entries(hashes).filter(([name]) => existsSync(join(staging, name))))
    const manifest = await createManifest(staging, place.name, course.meta.title, {
      ...kept(last?.inputs),
      ...Object.fromEntries(stale.map(product => [product.name, inputsOf(product)])),
    }, {
      ...kept(last?.sources),
      ...Object.fromEntries(stale.map(product => [product.name, own])),
    })
    await writeFile(join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await putInPlace(staging, target)
  }
  catch (error) {
    await abandon()
    throw explainWriteFailure(error)
  }
  return { course: place.name, folder: target, built: stale.map(product => product.name), forCredit }
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
