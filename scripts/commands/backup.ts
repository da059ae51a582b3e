import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import { resolve } from 'node:path'
import process from 'node:process'
import { counted } from '../../lib/counted.ts'
import { LecternError } from '../errors.ts'
import { DATA_FOLDER } from './serve.ts'

/** `lectern backup` and `lectern restore`. */
export function addBackupCommands(program: Command, _finish: Finish): void {
  program.command('backup')
    .description('Back up records of credit and keys, while the service runs.')
    .requiredOption('--to <folder>', 'where backups are kept; each gets a folder of its own')
    .option('--data <folder>', 'data folder of the service; the records are those of DATABASE_URL when it is set', DATA_FOLDER)
    .option('--keep <number>', 'remove older backups beyond so many: what was erased lives on in them')
    .addHelpText('after', `
Examples:
  lectern backup --data /var/lib/lectern --to /mnt/backups --keep 30
  DATABASE_URL=postgres://lectern@db/lectern lectern backup --data /var/lib/lectern --to /mnt/backups

A backup holds the key that signs certificates: keep it as safe as the data folder. It is verified before it gets its name.
For a PostgreSQL of many gigabytes, pg_dump or continuous archiving is better for the records: docs/backup-and-retention.md.`)
    .action(async (options: { to: string, data: string, keep?: string }) => {
      const { backUp } = await import('../../server/backup/back-up.ts')
      const { folder, manifest, missing, removed } = await backUp({ url: process.env.DATABASE_URL, dataFolder: resolve(options.data), to: resolve(options.to), keep: readKeep(options.keep), now: new Date().toISOString() })
      process.stdout.write(`${[
        `${folder}: ${holds(manifest)}, verified`,
        ...manifest.seals.map(({ chain, seq, hash }) => `  newest seal of ${chain.slice('seals:'.length)}: ${seq}, ${hash}`),
        ...missing.map(name => `  ${name} is not in the data folder: keep what the environment holds in its place somewhere else`),
        ...removed.map(name => `  removed ${name}`),
      ].join('\n')}\n`)
    })

  program.command('restore')
    .description('Restore a backup into an empty data folder, or an empty PostgreSQL.')
    .argument('<backup>', 'folder that "lectern backup" wrote')
    .option('--data <folder>', 'data folder to make; with DATABASE_URL the records go there and the keys here', DATA_FOLDER)
    .option('--check', 'only verify the backup')
    .addHelpText('after', `
Examples:
  lectern restore /mnt/backups/lectern-backup-2026-11-27T03-00-00Z --data /var/lib/lectern
  lectern restore /mnt/backups/lectern-backup-2026-11-27T03-00-00Z --check

The way from SQLite to PostgreSQL: stop the service, back up, restore with DATABASE_URL set.`)
    .action(async (from: string, options: { data: string, check?: boolean }) => {
      const { restore, verifyBackup } = await import('../../server/backup/restore.ts')
      const manifest = options.check ? await verifyBackup(resolve(from)) : await restore({ from: resolve(from), url: process.env.DATABASE_URL, dataFolder: resolve(options.data) })
      process.stdout.write(`${options.check ? 'The backup holds' : `Restored to ${options.data}${process.env.DATABASE_URL === undefined ? '' : ' and DATABASE_URL'}`}: ${holds(manifest)}, as of ${manifest.begunAt}.\n`)
    })
}

function readKeep(given: string | undefined): number | undefined {
  if (given === undefined)
    return undefined
  const keep = Number(given)
  if (!Number.isInteger(keep) || keep < 1)
    throw new LecternError(`"${given}" is not a number of backups.`, { code: 'invalid-keep', mend: 'Use a whole number from 1 on, for example --keep 30.' })
  return keep
}

function holds({ records, chains }: { records: number, chains: number }): string {
  const times = counted('en')
  return `${times(records, 'record', 'records')} in ${times(chains, 'chain', 'chains')}`
}
