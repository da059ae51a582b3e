import type { Command } from 'commander'
import type { Store } from '../../server/storage/open-store.ts'
import type { RetentionOptions } from '../serve/retention-options.ts'
import type { Finish } from './finish.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { counted } from '../../lib/counted.ts'
import { LecternError } from '../errors.ts'
import { addRetentionOptions, readRetention } from '../serve/retention-options.ts'
import { DATA_FOLDER } from './serve.ts'
import { writeResult } from './write-result.ts'

const times = counted('en')

/** `lectern privacy export | erase | retain`: what data protection law asks of an operator, without the pages of the office. */
export function addPrivacyCommand(program: Command, _finish: Finish): void {
  const privacy = program.command('privacy').description('Personal data: a copy of what is kept of somebody, erasure, and what was kept for long enough.')

  privacy.command('export')
    .description('Everything that is kept of a learner, as JSON.')
    .argument('<learner>', 'address of the account, or id of the learner')
    .option('--to <file>', 'write it into this file; without, it is printed')
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER)
    .addHelpText('after', '\nExample:\n  lectern privacy export ann@example.org --data /var/lib/lectern --to ann.json')
    .action((learner: string, options: { data: string, to?: string }) => withStore(options.data, async (store) => {
      const { exportLearner } = await import('../../server/privacy/export-learner.ts')
      const found = await exportLearner(store.db, await idOf(store, learner), now())
      if (!found)
        throw noSuchLearner(learner)
      await writeResult(options.to, [`${JSON.stringify(found, null, 2)}\n`])
    }))

  addRetentionOptions(privacy.command('erase')
    .description('Erase a learner. Credit that has to be verifiable is kept until its time is over, and goes by itself then.')
    .argument('<learner>', 'address of the account, or id of the learner')
    .requiredOption('--reason <words>', 'why; kept in the audit log, so write nothing personal')
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER))
    .addHelpText('after', '\nExample:\n  lectern privacy erase ann@example.org --reason "asked for by letter" --data /var/lib/lectern')
    .action((learner: string, options: RetentionOptions & { data: string, reason: string }) => withStore(options.data, async (store) => {
      const { creditYears } = readRetention(options)
      const { eraseLearner } = await import('../../server/privacy/erase-learner.ts')
      const { describeErasure } = await import('../../server/privacy/describe-erasure.ts')
      const id = await idOf(store, learner)
      const outcome = await store.writer.write(`erasure:${id}`, transaction => eraseLearner(transaction, id, { actor: 'command line', reason: 'asked for by the operator', words: options.reason, request: null, now: now(), creditYears }))
      if ('refusal' in outcome)
        throw outcome.refusal.code === 'no-such-learner' ? noSuchLearner(learner) : new LecternError(outcome.refusal.message, { code: outcome.refusal.code, mend: 'Grant the role to somebody else: lectern admin grant ADDRESS.' })
      process.stdout.write(`${describeErasure(outcome.erasure, creditYears)}\n`)
    }))

  addRetentionOptions(privacy.command('retain')
    .description('Erase what was kept for long enough. The running service does it by itself every day.')
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER)
    .option('--dry-run', 'only say what would be erased'))
    .addHelpText('after', '\nExample:\n  lectern privacy retain --dry-run --data /var/lib/lectern')
    .action((options: RetentionOptions & { data: string, dryRun?: boolean }) => withStore(options.data, async (store) => {
      const { keepHouse } = await import('../../server/privacy/housekeeping.ts')
      const { finished, unfinished, idle } = await keepHouse(store, readRetention(options), { now: now(), dryRun: options.dryRun })
      process.stdout.write(`${options.dryRun ? 'Would erase' : 'Erased'}:
  ${times(finished, 'erased learner', 'erased learners')} whose credit need not be kept any longer
  ${times(unfinished, 'journey', 'journeys')} without credit that nobody went on with
  ${times(idle, 'account', 'accounts')} that nobody uses
`)
    }))
}

function now(): string {
  return new Date().toISOString()
}

function noSuchLearner(learner: string): LecternError {
  return new LecternError(`There is no learner "${learner}".`, { code: 'no-such-learner', mend: 'Write the address that the learner signs in with, or the id that the roster shows.' })
}

async function idOf({ db }: Store, learner: string): Promise<string> {
  if (!learner.includes('@'))
    return learner
  const { findAccount } = await import('../../server/privacy/account.ts')
  const account = await findAccount(db, { email: learner })
  if (!account)
    throw noSuchLearner(learner)
  return account.id
}

async function withStore(dataFolder: string, action: (store: Store) => Promise<void>): Promise<void> {
  const url = process.env.DATABASE_URL
  if (url === undefined && !existsSync(join(dataFolder, 'lectern.sqlite')))
    throw new LecternError(`There are no records in ${dataFolder}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
  const { openStore } = await import('../../server/storage/open-store.ts')
  const { makeTables } = await import('../../server/backup/portable-tables.ts')
  const store = openStore({ url, dataFolder })
  try {
    await makeTables(store.db, store.kind)
    await action(store)
  }
  finally {
    await store.db.destroy()
  }
}
