import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { DATA_FOLDER } from './serve.ts'
import { writeResult } from './write-result.ts'

export function addReportCommand(program: Command, _finish: Finish): void {
  program.command('report')
    .description('Report on a course’s learners: who is where, how the questions did, what was learned, what was thought of it.')
    .argument('<course>', 'name of the course')
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER)
    .option('--roster', 'the learners as CSV, for a spreadsheet')
    .option('--of-version <version>', 'questions and evaluation of this version; that of most learners without it')
    .option('--json', 'the report as JSON')
    .option('--to <file>', 'write it into this file; without, it is printed')
    .addHelpText('after', `
Examples:
  lectern report low-dose-naltrexone
  lectern report low-dose-naltrexone --roster --to roster.csv
  lectern report low-dose-naltrexone --data /var/lib/lectern --json

p difficulty, D discrimination (upper and lower 27%), r pb corrected point-biserial: over first attempts; D and r pb from 30 learners on.`)
    .action(async (course: string, options: { data: string, roster?: boolean, ofVersion?: string, json?: boolean, to?: string }) => {
      const url = process.env.DATABASE_URL
      if (url === undefined && !existsSync(join(options.data, 'lectern.sqlite')))
        throw new LecternError(`There are no records in ${options.data}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
      const { openStore } = await import('../../server/storage/open-store.ts')
      const { migrate } = await import('../../server/storage/migrate.ts')
      const { readCourseReport } = await import('../../server/reports/course-report.ts')
      const { formatReport } = await import('../../server/reports/format-report.ts')
      const { withholdFew } = await import('../../server/reports/withhold-few.ts')
      const { rosterCsv } = await import('../../server/reports/roster-csv.ts')
      const { db } = openStore({ url, dataFolder: options.data })
      try {
        await migrate(db)
        if (!await db.selectFrom('enrolment').select('id').where('course', '=', course).limit(1).executeTakeFirst())
          throw new LecternError(`Nobody has enrolled in "${course}".`, { code: 'no-learners', mend: 'Check the name: it is that of the folder below slides/.' })
        if (options.roster) {
          await writeResult(options.to, rosterCsv(db, course))
          return
        }
        const report = await readCourseReport(db, course, options.ofVersion)
        if (!report)
          throw new LecternError(`Nobody has enrolled in version "${options.ofVersion}" of "${course}".`, { code: 'no-learners', mend: 'Leave --of-version out: the report then names the versions that have learners.' })
        const shown = withholdFew(report, new Date().toISOString())
        await writeResult(options.to, [options.json ? `${JSON.stringify(shown, null, 2)}\n` : formatReport(shown)])
      }
      finally {
        await db.destroy()
      }
    })
}
