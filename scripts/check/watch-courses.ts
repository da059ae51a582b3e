import type { CoursePlace } from '../course/find-courses.ts'
import type { Memory } from './memory.ts'
import { existsSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { compareWithBaseline, readBaseline } from './baseline.ts'
import { checkCourse } from './check-course.ts'
import { createReader } from './check-courses.ts'
import { describedRules } from './described-rules.ts'
import { formatPretty } from './format-pretty.ts'
import { createMemory } from './memory.ts'

export interface WatchOptions {
  baseline?: string
  /** Ends the watch. */
  signal?: AbortSignal
  /** Where findings are written; standard output when left out. */
  write?: (text: string) => void
}

/** Editors write a file in several steps; what comes within so many milliseconds is one save. */
const ONE_SAVE = 15

/** Checks courses now and after every save, without a browser, until the signal or Ctrl+C ends it. */
export async function watchCourses(places: readonly CoursePlace[], options: WatchOptions = {}): Promise<void> {
  const { write = text => process.stdout.write(text), signal } = options
  const cwd = process.cwd()
  const baseline = options.baseline === undefined ? [] : await readBaseline(resolve(cwd, options.baseline))
  const memories = new Map(places.map(place => [place, createMemory()]))
  await Promise.all(places.map(place => look(place, memories.get(place)!)))

  const stopped = Promise.withResolvers<void>()
  const watchers = places.flatMap(place => [place.folder, place.quizFolder].filter(folder => existsSync(folder)).map((folder) => {
    let timer: NodeJS.Timeout | undefined
    let running = Promise.resolve()
    const watcher = watch(folder, { recursive: true }, (_event, name) => {
      if (name !== null && !/\.(?:md|ya?ml|bib|txt)$/.test(name))
        return
      clearTimeout(timer)
      timer = setTimeout(() => {
        running = running.then(() => look(place, memories.get(place)!))
      }, ONE_SAVE)
    })
    watcher.on('error', error => stopped.reject(error))
    return watcher
  }))
  const stop = () => stopped.resolve()
  signal?.addEventListener('abort', stop)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await stopped.promise.finally(() => {
    watchers.forEach(watcher => watcher.close())
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  })

  async function look(place: CoursePlace, memory: Memory) {
    const began = performance.now()
    const { findings, suppressed } = await checkCourse(place, { browser: false, progress: () => {}, memory })
    const compared = compareWithBaseline(findings, baseline, cwd, createReader())
    const text = await formatPretty(compared.findings, { cwd, suppressed: suppressed.length, known: compared.known.length, gone: compared.gone, rules: describedRules })
    const took = Math.round(performance.now() - began)
    // Editors that match problems need to know where a report begins and ends.
    write(`\n${place.name}: checking …\n\n${text}${place.name}: checked in ${took} ms, ${new Date().toLocaleTimeString('en-GB')}; waiting for changes.\n`)
  }
}
