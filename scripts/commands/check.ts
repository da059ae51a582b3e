import type { Command } from 'commander'
import type { CheckedCourses } from '../check/check-courses.ts'
import type { OutputFormat } from '../check/write-findings.ts'
import type { Finish } from './finish.ts'
import process from 'node:process'
import { Option } from 'commander'
import { findCourses } from '../course/find-courses.ts'
import { LecternError } from '../errors.ts'

interface CheckCommandOptions {
  browser: boolean
  format: OutputFormat
  json?: boolean
  fix?: boolean
  watch?: boolean
  online?: boolean
  baseline?: string
  writeBaseline?: string | true
}

export function addCheckCommand(program: Command, finish: Finish): void {
  program.command('check')
    .description('Look for mistakes: in doses, evidence, questions and rules of continuing education, and in the slides as a browser shows them.')
    .argument('[courses...]', 'folder names below slides/; none means all')
    .option('--no-browser', 'only what needs no browser; takes a second or two')
    .addOption(new Option('--format <format>', 'how findings are written').choices(['pretty', 'json', 'sarif', 'github']).default('pretty'))
    .option('--json', 'the same as --format json')
    .option('--fix', 'make the mends that can mean nothing else, and show what is left')
    .option('--watch', 'check again whenever a source is saved; without a browser')
    .option('--online', 'also ask Crossref and PubMed about the references')
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--write-baseline [file]', 'write the findings into a baseline (lectern-baseline.json when left out) instead of showing them')
    .addHelpText('after', `
Examples:
  lectern check
  lectern check low-dose-naltrexone --no-browser
  lectern check --fix --no-browser                    ".5mg qd" becomes "0.5 mg daily"
  lectern check low-dose-naltrexone --watch           beside your editor
  lectern check --format sarif > findings.sarif       for a code host
  lectern check --write-baseline && lectern check --baseline lectern-baseline.json

A finding is silenced in the source, with a reason:
  <!-- lectern-ignore dose-qd: the slide shows how it was written -->

Exit codes: 0 no errors (there may be warnings); 1 errors found; 2 the check could not be made.`)
    .action(async (names: string[], options: CheckCommandOptions) => {
      const places = await findCourses(process.cwd(), names)
      // One after the other: in an installed kit jiti gives a module that is still loading away half-filled.
      const { checkCourses } = await import('../check/check-courses.ts')
      const { writeFindings } = await import('../check/write-findings.ts')
      const format = options.json ? 'json' : options.format
      if (options.watch) {
        refuse(options, format)
        const { watchCourses } = await import('../check/watch-courses.ts')
        await watchCourses(places, { baseline: options.baseline })
        return finish(0)
      }
      const checked: CheckedCourses = await checkCourses(places, {
        browser: options.browser,
        quiet: format !== 'pretty',
        fix: options.fix,
        online: options.online,
        baseline: options.baseline,
        writeBaseline: options.writeBaseline === true ? 'lectern-baseline.json' : options.writeBaseline,
      })
      process.stdout.write(await writeFindings(checked, format))
      finish(checked.findings.some(finding => finding.severity === 'error') ? 1 : 0)
    })
}

/** Options that --watch cannot be joined with. */
function refuse(options: CheckCommandOptions, format: OutputFormat): void {
  const other = options.fix ? '--fix' : options.online ? '--online' : options.writeBaseline ? '--write-baseline' : format !== 'pretty' ? `--format ${format}` : undefined
  if (other)
    throw new LecternError(`--watch and ${other} do not go together.`, { code: 'bad-usage', mend: `Use one of them at a time.` })
}
