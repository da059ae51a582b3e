import type { LogEntry } from '../../server/http/service.ts'
import type { Retention } from '../../server/privacy/retention.ts'
import type { CreditService } from '../../server/start-credit-service.ts'
import type { CourseProblem, CreditCourses } from './credit-courses.ts'
import { mkdir } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { LecternError } from '../errors.ts'
import { readCreditCourses } from './credit-courses.ts'
import { BuildReplacedError, forgetVersionFiles, keepVersionFiles, keptVersions } from './kept-versions.ts'

export interface OfferingOptions {
  dist: string
  /** Where the public files of versions are kept. */
  kept: string
  /** Names of the courses that are built now. */
  names: () => string[]
  dataFolder: string
  baseUrl: string
  newSigningKey?: boolean
  /** How long personal data stays. */
  retention?: Retention
  log?: (entry: LogEntry) => void
}

/** The credit service, and which courses it offers. */
export interface Offering {
  credit: CreditService
  /** Courses that cannot be offered as they were built. */
  problems: readonly CourseProblem[]
  /** Offers what is built now. A course that cannot be offered as it was built stays as it was. */
  renew: () => Promise<void>
  /** Removes the files of versions that nobody can go on in. */
  forget: () => Promise<void>
  report: (error: unknown) => void
}

/** A build takes the place of another in less. */
const TRIES = 20
const PAUSE_MS = 100

/**
 * Starts the credit service for the built courses that count for credit, and for those who are in one that was withdrawn;
 * undefined when there are neither.
 * @param options where everything is.
 * @param ready asked before anything is written.
 * @throws LecternError when no course can be offered, and for settings that do not hold.
 */
export async function startOffering(options: OfferingOptions, ready: () => Promise<void>): Promise<Offering | undefined> {
  const { dist, kept, names, dataFolder, baseUrl, newSigningKey, retention, log = entry => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry })) } = options
  const found = await whenBuilt(() => readCreditCourses(dist, names()))
  const begun = (await keptVersions(kept)).length > 0
  if (!found.courses.length && !begun) {
    const [problem] = found.problems
    if (problem)
      throw problem
    await ready()
    return undefined
  }
  await ready()
  await mkdir(kept, { recursive: true })
  const first = await keep(found)
  const { startCreditService } = await import('../../server/start-credit-service.ts')
  const credit = await startCreditService({ bundles: first.courses.map(({ bundle }) => bundle), dataFolder, baseUrl, newSigningKey, retention, environment: process.env, log })
  let offered = first.courses
  const problems = [...first.problems]

  /** Nobody enrols in a version whose pages are not kept. */
  async function keep({ courses, problems }: CreditCourses): Promise<CreditCourses> {
    for (const { bundle, build } of courses)
      await keepVersionFiles(dist, kept, { course: bundle.name, version: bundle.version, build })
    return { courses, problems }
  }

  const report = (error: unknown) => log({ level: 'error', message: 'build not offered', code: error instanceof LecternError ? error.code : 'unknown', reason: error instanceof LecternError ? `${error.message} ${error.mend}` : String((error as Error)?.name) })
  return {
    credit,
    problems,
    async renew() {
      const now = await whenBuilt(async () => keep(await readCreditCourses(dist, names())))
      const bad = new Set(now.problems.map(problem => problem.course))
      // Of what was badly built the last good version goes on.
      const stays = offered.filter(({ bundle }) => bad.has(bundle.name))
      offered = [...now.courses, ...stays]
      await credit.offer(offered.map(({ bundle }) => bundle))
      problems.splice(0, problems.length, ...now.problems)
      now.problems.forEach(report)
      log({ level: 'info', message: 'courses offered', courses: offered.map(({ bundle }) => `${bundle.name} ${bundle.version.slice(0, 8)}`).join(', ') })
    },
    async forget() {
      const present = new Set(offered.map(({ bundle }) => `${bundle.name}/${bundle.version}`))
      try {
        await forgetVersionFiles(kept, async ({ course, version }) => present.has(`${course}/${version}`) || credit.isInUse(course, version))
      }
      catch (error) {
        log({ level: 'error', message: 'old versions not removed', name: (error as Error).name })
      }
    },
    report,
  }
}

/** Reads builds as a whole: one that takes the place of another meanwhile is read again. */
async function whenBuilt<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read()
    }
    catch (error) {
      if (!(error instanceof BuildReplacedError) || attempt === TRIES)
        throw error
      await setTimeout(PAUSE_MS)
    }
  }
}
