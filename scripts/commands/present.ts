import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import process from 'node:process'
import { findCourses } from '../course/find-courses.ts'
import { LecternError } from '../errors.ts'
import { createProgress } from '../progress.ts'
import { parsePort } from '../serve/port.ts'

export function addPresentCommand(program: Command, _finish: Finish): void {
  program.command('present')
    .description('Show a deck while you write or speak: slides, presenter view, remote control.')
    .argument('[course]', 'folder name below slides/; may be left out when there is one')
    .option('--port <number>', 'port to listen on (default: the first free one from 3030)')
    .option('--open', 'open the deck in the browser')
    .option('--remote [password]', 'let phones and other computers on your network follow and control the slides')
    .addHelpText('after', `
Examples:
  lectern present low-dose-naltrexone
  lectern present slides/low-dose-naltrexone --port 8080 --open
  lectern present low-dose-naltrexone --remote secret    then scan the code with your phone

Keys in the deck: arrows or space to move, o overview, d dark mode, g go to a slide, r reading view, f full screen.
The presenter view shows notes, the next slide, a timer and your pace. The password keeps curious neighbours out; it is
no protection against an attacker, so present on a network that you trust.`)
    .action(async (name: string | undefined, options: { port?: string, open?: boolean, remote?: string | true }) => {
      const port = parsePort(options.port)
      const courses = await findCourses(process.cwd(), name ? [name] : [])
      if (courses.length > 1) {
        throw new LecternError('There is more than one course here.', {
          code: 'course-needed',
          mend: `Name one: ${courses.map(course => `lectern present ${course.name}`).join(', ')}.`,
        })
      }
      const [{ loadCourse }, { sourceErrors }, { presentDeck }] = await Promise.all([
        import('../course/load-course.ts'),
        import('../build/build-course.ts'),
        import('../slides/present-deck.ts'),
      ])
      const place = courses[0]!
      const { course, problems } = await loadCourse(place)
      if (!course)
        throw sourceErrors(place.name, problems)
      if (problems.length)
        console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the sources; "lectern check ${place.name}" shows them.`)
      createProgress(place.name)('starting the deck …')
      await presentDeck(place, { title: course.meta.title, port, open: options.open, remote: options.remote })
    })
}
