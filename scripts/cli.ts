import type { ExitCode } from './errors.ts'
import { relative } from 'node:path'
import process from 'node:process'
import { Command, CommanderError } from 'commander'
import { addAdminCommand } from './commands/admin.ts'
import { addBackupCommands } from './commands/backup.ts'
import { addBuildCommand } from './commands/build.ts'
import { addCheckCommand } from './commands/check.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addPresentCommand } from './commands/present.ts'
import { addPrivacyCommand } from './commands/privacy.ts'
import { addReportCommand } from './commands/report.ts'
import { addServeCommand } from './commands/serve.ts'
import { addStartCommand } from './commands/start.ts'
import { addVerifyCommand } from './commands/verify.ts'
import { LecternError } from './errors.ts'
import { kitVersion } from './kit.ts'

/**
 * Runs `lectern …`.
 * @returns the exit code: 0 good, 1 findings or failed verification, 2 bad usage or bad input.
 */
export async function runCommandLine(args: readonly string[]): Promise<0 | ExitCode> {
  const program = new Command('lectern')
    .description('Write a medical lecture once, as Markdown; present it, hand it out, and give credit for it.')
    .version(kitVersion)
    .addHelpText('after', `
Examples:
  lectern present low-dose-naltrexone    show the deck while you write or speak
  lectern check                          look for mistakes in all courses
  lectern build --only handouts          write only the PDFs
  lectern serve                          serve what was built

Exit codes: 0 good; 1 findings or failed verification; 2 bad usage or bad input.`)
  let exitCode: 0 | ExitCode = 0
  const finish = (code: 0 | ExitCode) => {
    exitCode = code
  }
  for (const add of [addPresentCommand, addCheckCommand, addBuildCommand, addServeCommand, addReportCommand, addAdminCommand, addPrivacyCommand, addBackupCommands, addVerifyCommand, addKeysCommand, addStartCommand])
    add(program, finish)
  program.exitOverride().showHelpAfterError('Run "lectern --help" to see the commands.')
  for (const command of program.commands) {
    for (const [part, name] of [[command, command.name()] as const, ...command.commands.map(part => [part, `${command.name()} ${part.name()}`] as const)])
      part.exitOverride().showHelpAfterError(`Run "lectern ${name} --help" to see its options.`)
  }

  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  }
  catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? 0 : 2
    return reportError(error)
  }
}

function reportError(error: unknown): ExitCode {
  if (error instanceof LecternError) {
    const place = [error.file && shortest(error.file), error.line, error.column].filter(part => part !== undefined).join(':')
    console.error(`\n${place && `${place}: `}${error.message}\n${error.mend}`)
    return error.exitCode
  }
  console.error(`\nlectern failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.LECTERN_DEBUG)
    console.error(error)
  else
    console.error('Run it again with LECTERN_DEBUG=1 to see where, and please report it.')
  return 2
}

/** A path as one would type it here. */
function shortest(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}
