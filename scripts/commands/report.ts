import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { DATA_FOLDER } from './serve.ts'

export function addReportCommand(program: Command, _finish: Finish): void {
  program.command('report')
    .description('Report on a course’s learners: who is where, how the questions did, what was learned, what was thought of it.')
    .argument('<course>', 'name of the course')
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER)
    .option('--roster', 'the learners as CSV, for a spreadsheet')
    .option('--json', 'everything as JSON')
    .addHelpText('after', `
Examples:
  lectern report low-dose-naltrexone
  lectern report low-dose-naltrexone --roster > roster.csv
  lectern report low-dose-naltrexone --data /var/lib/lectern --json

p difficulty, D discrimination (upper and lower 27%), r pb corrected point-biserial: over first attempts; D and r pb from 30 learners on.`)
    .action(async (course: string, options: { data: string, roster?: boolean, json?: boolean }) => {
      const url = process.env.DATABASE_URL
      if (url === undefined && !existsSync(join(options.data, 'lectern.sqlite')))
        throw new LecternError(`There are no records in ${options.data}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
      const { openStore } = await import('../../server/storage/open-store.ts')
      const { readCourseReport } = await import('../../server/reports/course-report.ts')
      const { formatReport } = await import('../../server/reports/format-report.ts')
      const { rosterCsv } = await import('../../server/reports/roster-csv.ts')
      const { db } = openStore({ url, dataFolder: options.data })
      try {
        const report = await readCourseReport(db, course)
        if (!report)
          throw new LecternError(`Nobody has enrolled in "${course}".`, { code: 'no-learners', mend: 'Check the name: it is that of the folder below slides/.' })
        process.stdout.write(options.roster ? rosterCsv(report.roster) : options.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report))
      }
      finally {
        await db.destroy()
      }
    })
}
