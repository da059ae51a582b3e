import type { Plugin } from 'vite'
import type { Finding } from '../course/problem.ts'
import { basename, dirname, join, resolve } from 'node:path'
import { createMemory } from './memory.ts'

const FINDINGS = 'virtual:lectern/findings'

/** What the presenter's view shows of a finding. */
export type SlideFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'mend' | 'line'>

/** Findings by slide number. */
export type SlideFindings = Record<number, SlideFinding[]>

/**
 * Serves what is found on each slide, without a browser, to the presenter's view while a deck is presented, and sends it anew after
 * each save. A build holds none of it.
 */
export function findingsPlugin(userRoot: string): Plugin {
  const folder = resolve(userRoot)
  const project = dirname(dirname(folder))
  const place = { name: basename(folder), folder, project, quizFolder: join(project, 'quizzes', basename(folder)) }
  const memory = createMemory()
  let isServed = false
  let isWanted = false

  async function check(): Promise<SlideFindings> {
    // The rules are loaded when somebody opens the presenter's view, so that the deck starts without them.
    const { checkCourse } = await import('./check-course.ts')
    const { findings } = await checkCourse(place, { browser: false, progress: () => {}, memory })
    return bySlide(findings)
  }

  return {
    name: 'lectern:findings',
    configResolved(config) {
      isServed = config.command === 'serve'
    },
    resolveId: id => id === FINDINGS ? `\0${FINDINGS}` : undefined,
    async load(id) {
      if (id !== `\0${FINDINGS}`)
        return
      isWanted = isServed
      return `export default ${JSON.stringify(isServed ? await check().catch(() => ({})) : {})}`
    },
    configureServer(server) {
      let timer: NodeJS.Timeout | undefined
      server.watcher.on('change', (file) => {
        if (!isWanted || !/\.(?:md|ya?ml|bib)$/.test(file) || !file.startsWith(project))
          return
        clearTimeout(timer)
        timer = setTimeout(() => {
          const module = server.moduleGraph.getModuleById(`\0${FINDINGS}`)
          if (module)
            server.moduleGraph.invalidateModule(module)
          check().then(data => server.ws.send({ type: 'custom', event: 'lectern:findings', data }), () => {})
        }, 100)
      })
      server.httpServer?.on('close', () => clearTimeout(timer))
    },
  }
}

/** Errors first, then in the order of the lines. */
export function bySlide(findings: readonly Finding[]): SlideFindings {
  const slides: SlideFindings = {}
  for (const { rule, severity, message, mend, line, slide } of findings) {
    if (slide !== undefined)
      (slides[slide] ??= []).push({ rule, severity, message, mend, line })
  }
  for (const list of Object.values(slides))
    list.sort((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error') || one.line - other.line)
  return slides
}
