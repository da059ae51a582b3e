import type { Command } from 'commander'
import type { RetentionOptions } from '../serve/retention-options.ts'
import type { RunningServer } from '../serve/serve-dist.ts'
import type { Finish } from './finish.ts'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { kitRoot } from '../kit.ts'
import { parsePort } from '../serve/port.ts'
import { parsePublicUrl } from '../serve/public-url.ts'
import { addRetentionOptions, readRetention } from '../serve/retention-options.ts'
import { serveDist } from '../serve/serve-dist.ts'

export const DEFAULT_PORT = 4321

/** Below the working directory. */
export const DATA_FOLDER = 'data'

export function addServeCommand(program: Command, _finish: Finish): void {
  addRetentionOptions(program.command('serve')
    .description('Serve the courses that were built into dist/, and keep records of credit for those that count for it.')
    .option('--port <number>', `port to listen on (default: ${DEFAULT_PORT})`)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for your whole network', '127.0.0.1')
    .option('--data <folder>', 'where records of credit are kept', DATA_FOLDER)
    .option('--url <address>', 'where people reach the server, when it stands behind another: https://cme.example.org')
    .option('--new-signing-key', 'sign certificates with a new key from now on'))
    .addHelpText('after', `
Examples:
  lectern serve
  lectern serve --port 8080 --host 0.0.0.0
  DATABASE_URL=postgres://lectern@db/lectern SMTP_URL=smtp://mail:587 MAIL_FROM=cme@example.org lectern serve --url https://cme.example.org`)
    .action(async (options: { port?: string, host: string, data: string, url?: string, newSigningKey?: boolean } & RetentionOptions) => {
      const server = await serveDist(join(process.cwd(), 'dist'), {
        port: parsePort(options.port) ?? DEFAULT_PORT,
        host: options.host,
        dataFolder: resolve(options.data),
        publicUrl: parsePublicUrl(options.url),
        newSigningKey: options.newSigningKey,
        retention: readRetention(options),
      })
      // Before it is told: whoever reads it may press at once.
      const stopped = untilStopped(server)
      printAddresses(server)
      await stopped
    })
}

/** Prints where everything is, a line each. */
export function printAddresses(server: RunningServer): void {
  const lines = server.courses.flatMap((course) => {
    const base = `${server.url}/${course.name}`
    const addresses: [string, string, string][] = [
      ['module', 'Module', `${base}/module/`],
      ['slides', 'Deck', `${base}/slides/`],
      ['slides', 'Presenter', `${base}/slides/#/presenter/1`],
      ['slides', 'Reading view', `${base}/slides/#/reading`],
      ['handouts', 'Handouts', `${base}/handouts/`],
      ['quizzes', 'Quizzes', `${base}/quizzes/`],
    ]
    return ['', `  ${course.title}`, ...addresses.filter(([product]) => course.products.includes(product)).map(([, label, url]) => `    ${label.padEnd(13)}${url}`)]
  })
  if (server.credit)
    lines.push('', '  Credit', ...creditLines(server.credit))
  for (const { message, mend } of server.problems)
    console.error(`Warning: ${message}\n${mend}`)
  console.log([...lines, '', 'Press Ctrl+C to stop.', ''].join('\n'))
}

function creditLines({ mail, office, dataFolder, hasAdmin }: NonNullable<RunningServer['credit']>): string[] {
  const command = process.cwd() === resolve(kitRoot) ? 'npm run lectern --' : 'lectern'
  const data = dataFolder === resolve(DATA_FOLDER) ? '' : ` --data ${dataFolder}`
  const label = (name: string) => `    ${name.padEnd(13)}`
  return [
    ...office ? [`${label('Office')}${office}`] : [],
    ...hasAdmin ? [] : [`${label('First admin')}${command} admin grant you@example.org --role admin${data}`],
    ...mail === 'terminal' ? [`${label('Codes')}to sign in appear below: no mail server is set (SMTP_URL), which is for trying out only`] : [],
    `${label('Records')}${process.env.DATABASE_URL === undefined ? dataFolder : 'in the database of DATABASE_URL'}`,
  ]
}

/** Waits for Ctrl+C or a termination signal, then closes the server. */
export async function untilStopped(server: RunningServer): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await server.close()
}
