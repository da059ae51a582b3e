import type { Plugin } from 'vite'
import type { CourseData } from './course-data.ts'
import { completeNotes } from './presenter-notes.ts'

const FRONTMATTER_MODULE = /__slidev_(\d+)\.frontmatter$/
const SLIDE_JSON = /^\/__slidev\/slides\/(\d+)\.json/

/**
 * Completes presenter notes on their way to the browser: in the built deck's modules, and in what the live server answers.
 * @param readCourse the course as it is now; undefined while its sources cannot be read.
 */
export function notesPlugin(readCourse: () => Promise<CourseData | undefined>): Plugin {
  return {
    name: 'lectern:notes',
    async transform(code, id) {
      const no = FRONTMATTER_MODULE.exec(id)?.[1]
      const course = no && await readCourse()
      return course ? { code: completeNotes(code, Number(no), course), map: null } : undefined
    },
    configureServer: {
      // Slidev's own middleware answers; this one must be asked before it.
      order: 'pre',
      handler(server) {
        server.middlewares.use(async (request, response, next) => {
          const no = request.method === 'GET' && SLIDE_JSON.exec(request.url ?? '')?.[1]
          const course = no && await readCourse()
          if (course) {
            const write = response.write.bind(response)
            response.write = ((body: string) => write(completeNotes(body, Number(no), course))) as typeof response.write
          }
          next()
        })
      },
    },
  }
}
