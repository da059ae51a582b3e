import type { Course } from '../../../scripts/course/course.ts'
import type { RunningServer } from '../../../scripts/serve/serve-dist.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManifest } from '../../../scripts/build/manifest.ts'
import { findCourses } from '../../../scripts/course/find-courses.ts'
import { loadCourse } from '../../../scripts/course/load-course.ts'
import { emitModule } from '../../../scripts/module/emit.ts'
import { emitPrivate } from '../../../scripts/private/emit.ts'
import { serveDist } from '../../../scripts/serve/serve-dist.ts'
import { freePort } from '../../support/ports.ts'
import { writeFiles } from '../../support/temporary-project.ts'
import { smallCourse } from './small-course.ts'

/** As in Slidev the arrow keys turn the slides, and the address says which one is shown. */
const DECK_SCRIPT = `
const show = () => {
  const slide = /^#\\/(\\d+)/.exec(location.hash)
  document.querySelector('main').hidden = !!slide
  document.querySelector('#now').textContent = slide ? 'Slide ' + slide[1] : 'Reading view'
}
addEventListener('hashchange', show)
addEventListener('keydown', (event) => {
  const slide = Number(/^#\\/(\\d+)/.exec(location.hash)?.[1])
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (slide && step)
    location.hash = '#/' + Math.min(Math.max(1, slide + step), document.querySelectorAll('article').length)
})
show()
`

export interface SealedCourse {
  course: Course
  server: RunningServer
  /** The module's page. */
  address: string
  /** Folder with project, dist and data. */
  folder: string
  /** Stops the server. The data stay, so that it can be started again on the same port. */
  stop: () => Promise<void>
  start: () => Promise<void>
  remove: () => Promise<void>
}

/**
 * Builds a course whose post-test is sealed and serves it with its credit service on SQLite. The deck is a page that, like
 * Slidev's, shows the slide of its address, and all of them in its reading view.
 */
export async function serveSealedCourse(files: Readonly<Record<string, string>> = smallCourse): Promise<SealedCourse> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-credit-'))
  await writeFiles(folder, files)
  const [place] = await findCourses(folder, [])
  const { course, problems } = await loadCourse(place!)
  if (!course)
    throw new Error(problems.map(problem => problem.message).join('\n'))
  const built = join(folder, 'dist', course.name)
  await mkdir(join(built, 'private'), { recursive: true })
  await mkdir(join(built, 'slides'))
  await writeFile(join(built, 'slides', 'index.html'), deckPage(course))
  await writeFile(join(built, 'slides', 'deck.js'), DECK_SCRIPT)
  await emitModule(course, join(built, 'module'))
  await emitPrivate(course, join(built, 'private'))
  await writeFile(join(built, 'manifest.json'), JSON.stringify(await createManifest(built, course.name, course.meta.title, {})))
  const port = await freePort()
  const start = () => serveDist(join(folder, 'dist'), { port, host: '127.0.0.1', dataFolder: join(folder, 'data') })
  const sealed: SealedCourse = {
    course,
    server: await start(),
    address: '',
    folder,
    stop: () => sealed.server.close(),
    async start() {
      sealed.server = await start()
    },
    async remove() {
      await sealed.server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  sealed.address = `${sealed.server.url}/${course.name}/module/`
  return sealed
}

function deckPage({ slides }: Course): string {
  const articles = slides.map(({ no }) => `<article id="slide-${no}" style="min-height: 5rem"><h2>Slide ${no}</h2></article>`).join('')
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Deck</title><h1>The deck</h1><p id="now"></p><main>${articles}</main><script src="deck.js"></script></html>`
}
