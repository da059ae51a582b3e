import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import process from 'node:process'
import { productNames } from '../build/products.ts'
import { findCourses } from '../course/find-courses.ts'
import { LecternError } from '../errors.ts'
import { createProgress } from '../progress.ts'

export function addBuildCommand(program: Command, _finish: Finish): void {
  program.command('build')
    .description('Build courses into dist/<course>/: deck, handouts, quizzes and module.')
    .argument('[courses...]', 'folder names below slides/; none means all')
    .option('--only <products>', `build only these, separated by commas: ${productNames.join(', ')}`)
    .option('--force', 'build even when nothing has changed')
    .option('--json', 'print what was built as JSON')
    .addHelpText('after', `
Examples:
  lectern build
  lectern build low-dose-naltrexone --only slides,handouts

A build that fails leaves the last good dist/ in place.`)
    .action(async (names: string[], options: { only?: string, force?: boolean, json?: boolean }) => {
      const only = readProducts(options.only)
      const courses = await findCourses(process.cwd(), names)
      // Reading courses needs much that --help and a wrong option don't.
      const { buildCourse } = await import('../build/build-course.ts')
      const built = []
      for (const place of courses)
        built.push(await buildCourse(place, { only, force: options.force, progress: createProgress(place.name, options.json) }))
      if (options.json)
        console.log(JSON.stringify(built, null, 2))
    })
}

function readProducts(only: string | undefined): string[] | undefined {
  const names = only?.split(',').map(name => name.trim()).filter(Boolean)
  const unknown = names?.find(name => !productNames.includes(name))
  if (unknown !== undefined || names?.length === 0)
    throw new LecternError(`--only does not know "${unknown ?? ''}".`, { code: 'unknown-product', mend: `Use one or more of: ${productNames.join(', ')}.` })
  return names
}
