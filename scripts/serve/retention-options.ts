import type { Command } from 'commander'
import type { Retention } from '../../server/privacy/retention.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { LecternError } from '../errors.ts'

export interface RetentionOptions { retentionYears?: string, unfinishedYears?: string, idleYears?: string }

const MOST_YEARS = 100

/** How long what is kept, as options of a command. */
export function addRetentionOptions(command: Command): Command {
  return command
    .option('--retention-years <number>', `how long credit can be verified, also of learners who were erased (default: ${defaultRetention.creditYears})`)
    .option('--unfinished-years <number>', `how long a journey without credit is kept that nobody goes on with (default: ${defaultRetention.unfinishedYears})`)
    .option('--idle-years <number>', `how long an account is kept that nobody uses and that has no credit to keep (default: ${defaultRetention.idleYears})`)
}

/** @throws LecternError for what is no number of years. */
export function readRetention({ retentionYears, unfinishedYears, idleYears }: RetentionOptions): Retention {
  return {
    creditYears: years('--retention-years', retentionYears, defaultRetention.creditYears),
    unfinishedYears: years('--unfinished-years', unfinishedYears, defaultRetention.unfinishedYears),
    idleYears: years('--idle-years', idleYears, defaultRetention.idleYears),
  }
}

function years(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined)
    return otherwise
  const number = Number(given)
  if (!Number.isInteger(number) || number < 1 || number > MOST_YEARS)
    throw new LecternError(`"${given}" is not a number of years.`, { code: 'invalid-years', mend: `Use a whole number from 1 to ${MOST_YEARS}, for example ${option} 6.` })
  return number
}
