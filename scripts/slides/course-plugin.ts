import type { Plugin } from 'vite'
import type { CoursePlace } from '../course/find-courses.ts'
import type { CourseData, SlideWords } from './course-data.ts'
import { basename, dirname, join, resolve } from 'node:path'
import { loadCourse } from '../course/load-course.ts'
import { LecternError } from '../errors.ts'
import { buildCourseData, buildSlideWords } from './build-course-data.ts'

const COURSE = 'virtual:lectern/course'
const READING = 'virtual:lectern/reading'
const RESOLVED = [COURSE, READING].map(id => `\0${id}`)

/** Everything that a deck is told of its course. */
export interface ReadCourse { data: CourseData, words: SlideWords[] }

/** Reads a course's data once, and again after `renew`. */
export interface CourseReader {
  read: () => Promise<ReadCourse>
  renew: () => void
  /** True when the course was read from this file. */
  uses: (file: string) => boolean
}

/** @param userRoot the folder of the deck's entry file: slides/<course>. */
export function createCourseReader(userRoot: string): CourseReader {
  const place = placeOf(userRoot)
  let reading: Promise<ReadCourse> | undefined
  let files: readonly string[] = []
  const load = async () => {
    const { course, problems } = await loadCourse(place)
    if (!course) {
      const [problem] = problems
      throw new LecternError(problem?.message ?? 'The course cannot be read.', { code: problem?.rule ?? 'course-unreadable', mend: problem?.mend ?? '', file: problem?.file, line: problem?.line, column: problem?.column })
    }
    files = course.files
    const data = await buildCourseData(course)
    return { data, words: buildSlideWords(course, data) }
  }
  return {
    read: () => reading ??= load(),
    renew: () => {
      reading = undefined
    },
    uses: file => files.includes(resolve(file)),
  }
}

/**
 * Serves the course's data to slide components as `virtual:lectern/course` and its words to the reading view as
 * `virtual:lectern/reading`, and renews both when a source changes.
 */
export function coursePlugin(reader: CourseReader): Plugin {
  return {
    name: 'lectern:course',
    resolveId: id => RESOLVED.find(resolved => resolved === `\0${id}`),
    async load(id) {
      if (!RESOLVED.includes(id))
        return
      const course = await reader.read().catch((error: LecternError) =>
        this.error(`${[error.file, error.line, error.column].filter(part => part !== undefined).join(':')}: ${error.message} ${error.mend}`))
      return `export default ${JSON.stringify(id.endsWith(READING) ? course.words : course.data)}`
    },
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (!reader.uses(file))
          return
        reader.renew()
        for (const id of RESOLVED) {
          const module = server.moduleGraph.getModuleById(id)
          if (module)
            server.moduleGraph.invalidateModule(module)
        }
        // Slidev shows an edited slide itself; data files reach every slide.
        if (!file.endsWith('.md'))
          server.ws.send({ type: 'full-reload' })
      })
    },
  }
}

function placeOf(userRoot: string): CoursePlace {
  const folder = resolve(userRoot)
  const project = dirname(dirname(folder))
  return { name: basename(folder), folder, project, quizFolder: join(project, 'quizzes', basename(folder)) }
}
