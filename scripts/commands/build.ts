import type { Command } from 'commander'
import type { HandoutFlags } from '../handouts/handout-options.ts'
import type { Finish } from './finish.ts'
import process from 'node:process'
import { productNames } from '../build/products.ts'
import { findCourses } from '../course/find-courses.ts'
import { handoutLayouts } from '../course/handout-settings.ts'
import { LecternError } from '../errors.ts'
import { checkHandoutFlags } from '../handouts/handout-options.ts'
import { createProgress } from '../progress.ts'
import { quizFormatNames } from '../quizzes/quiz-format-names.ts'

export function addBuildCommand(program: Command, _finish: Finish): void {
  program.command('build')
    .description('Build courses into dist/<course>/: deck, handouts, quizzes and module.')
    .argument('[courses...]', 'folder names below slides/; none means all')
    .option('--only <products>', `build only these, separated by commas: ${productNames.join(', ')}`)
    .option('--force', 'build even when nothing has changed')
    .option('--json', 'print what was built as JSON')
    .optionsGroup('Handouts (defaults: the key "handouts" of course.yaml):')
    .option('--layouts <layouts>', `make only these PDFs, separated by commas: ${handoutLayouts.join(', ')}`)
    .option('--paper <paper>', 'a4 or letter')
    .option('--orientation <orientation>', 'portrait or landscape; otherwise each layout lies as suits it')
    .option('--slides <range>', 'only these slides, for example 3-12,20')
    .option('--clicks', 'a picture for each click step of a slide')
    .option('--no-clicks', 'slides as they are after the last click')
    .option('--grayscale', 'without colour, for print shops')
    .option('--no-grayscale', 'in colour')
    .option('--with-notes', 'with the speaker\'s notes')
    .option('--without-notes', 'leave the speaker\'s notes out of the handouts')
    .optionsGroup('Quizzes:')
    .option('--formats <formats>', `write only these beside our own H5P, separated by commas: ${quizFormatNames.join(', ')}; or none`)
    .option('--libraries <file or folder>', 'take the official H5P libraries from a package or folder, and write packages that bring them along')
    .option('--print', 'question papers and keys as PDF, too; needs a browser')
    .optionsGroup('Module:')
    .option('--no-offline', 'the page does not begin without a network, and browsers forget what let an earlier build do so')
    .addHelpText('after', `
Examples:
  lectern build
  lectern build low-dose-naltrexone --only slides,handouts
  lectern build low-dose-naltrexone --only handouts --paper letter --layouts 6up,handbook --slides 3-12,20
  lectern build low-dose-naltrexone --only quizzes --formats qti-3.0,moodle-xml

A build that fails leaves the last good dist/ in place.`)
    .action(async (names: string[], options: BuildFlags) => {
      const only = readProducts(options.only)
      const handouts = readHandoutFlags(options)
      const courses = await findCourses(process.cwd(), names)
      // Reading courses needs much that --help and a wrong option don't.
      const { buildCourses } = await import('../build/build-courses.ts')
      const built = await buildCourses(courses, { only, force: options.force, handouts, offline: options.offline, quizzes: { formats: options.formats, libraries: options.libraries, print: options.print }, progressOf: name => createProgress(name, options.json) })
      if (options.json)
        console.log(JSON.stringify(built, null, 2))
    })
}

interface BuildFlags extends Omit<HandoutFlags, 'notes'> {
  only?: string
  force?: boolean
  json?: boolean
  withNotes?: boolean
  withoutNotes?: boolean
  formats?: string
  libraries?: string
  print?: boolean
  offline?: boolean
}

function readHandoutFlags(flags: BuildFlags): HandoutFlags {
  const { layouts, paper, orientation, slides, clicks, grayscale, withNotes, withoutNotes } = flags
  if (withNotes && withoutNotes)
    throw new LecternError('--with-notes and --without-notes cannot both be.', { code: 'notes-with-and-without', mend: 'Give one of them, or none for what course.yaml says.' })
  const read = { layouts, paper, orientation, slides, clicks, grayscale, notes: withoutNotes ? false : withNotes }
  checkHandoutFlags(read)
  return read
}

function readProducts(only: string | undefined): string[] | undefined {
  const names = only?.split(',').map(name => name.trim()).filter(Boolean)
  const unknown = names?.find(name => !productNames.includes(name))
  if (unknown !== undefined || names?.length === 0)
    throw new LecternError(`--only does not know "${unknown ?? ''}".`, { code: 'unknown-product', mend: `Use one or more of: ${productNames.join(', ')}.` })
  return names
}
