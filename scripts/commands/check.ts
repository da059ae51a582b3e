import type { Command } from 'commander'
import type { Finding } from '../course/problem.ts'
import type { Finish } from './finish.ts'
import process from 'node:process'
import { formatJson } from '../check/format-json.ts'
import { formatPretty } from '../check/format-pretty.ts'
import { findCourses } from '../course/find-courses.ts'
import { createProgress } from '../progress.ts'

export function addCheckCommand(program: Command, finish: Finish): void {
  program.command('check')
    .description('Look for mistakes: in the sources, and in the slides as a browser shows them.')
    .argument('[courses...]', 'folder names below slides/; none means all')
    .option('--no-browser', 'only what needs no browser; takes well under a second')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', `
Examples:
  lectern check
  lectern check low-dose-naltrexone --no-browser

Exit codes: 0 no errors (there may be warnings); 1 errors found; 2 the check could not be made.`)
    .action(async (names: string[], options: { browser: boolean, json?: boolean }) => {
      const courses = await findCourses(process.cwd(), names)
      const { checkCourse } = await import('../check/check-course.ts')
      const findings: Finding[] = []
      for (const place of courses)
        findings.push(...await checkCourse(place, { browser: options.browser, progress: createProgress(place.name, options.json) }))
      process.stdout.write(options.json ? formatJson(findings) : await formatPretty(findings))
      finish(findings.some(finding => finding.severity === 'error') ? 1 : 0)
    })
}
