import type { Command } from 'commander'
import type { Finish } from './finish.ts'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { DATA_FOLDER } from './serve.ts'

interface KeysOptions { data: string, new?: boolean, compromised?: string, since?: string, json?: boolean }

export function addKeysCommand(program: Command, _finish: Finish): void {
  program.command('keys')
    .description('The keys that sign certificates: list them, make a new one, say that one was stolen.')
    .option('--data <folder>', 'data folder of the service; the records are those of DATABASE_URL when it is set', DATA_FOLDER)
    .option('--new', 'make a new key; certificates are signed with it from the next start of the service on')
    .option('--compromised <id>', 'say that others may have this key: what it signed since does not verify any more')
    .option('--since <time>', 'from when on they may have it, for example 2026-11-01 or 2026-11-01T12:00:00Z (default: now)')
    .option('--json', 'print the keys as JSON')
    .addHelpText('after', `
Examples:
  lectern keys --data /var/lib/lectern
  lectern keys --new --data /var/lib/lectern
  lectern keys --compromised 3FqY…  --since 2026-11-01 --new --data /var/lib/lectern

Certificates that were signed with an old key stay valid: its public half is kept with the records. After --new or --compromised,
start the service again.`)
    .action(async (options: KeysOptions) => {
      const { listPublicKeys, markCompromised, renewSigningKey } = await import('../../server/certificates/signing-keys.ts')
      const { migrate } = await import('../../server/storage/migrate.ts')
      const { openStore } = await import('../../server/storage/open-store.ts')
      const dataFolder = resolve(options.data)
      const url = process.env.DATABASE_URL
      const since = readSince(options)
      if (url === undefined && !options.new && !existsSync(join(dataFolder, 'lectern.sqlite')))
        throw new LecternError(`There are no records in ${dataFolder}.`, { code: 'no-records', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' })
      const store = openStore({ url, dataFolder })
      try {
        await migrate(store.db)
        if (options.compromised !== undefined)
          await markCompromised(store, options.compromised, since)
        if (options.new)
          await renewSigningKey(store, { given: process.env.LECTERN_SIGNING_KEY, dataFolder }, new Date().toISOString())
        const keys = await listPublicKeys(store)
        process.stdout.write(options.json
          ? `${JSON.stringify(keys, null, 2)}\n`
          : keys.map(({ id, createdAt, compromisedAt, issuers }) => `${id}  since ${createdAt}${issuers.length ? `  ${issuers.join(', ')}` : ''}${compromisedAt === undefined ? '' : `  STOLEN since ${compromisedAt}`}\n`).join('') || 'No key has signed yet.\n')
        if ((options.new || options.compromised !== undefined) && !options.json)
          process.stdout.write('Start the service again: it signs with the key that it found at its start.\n')
      }
      finally {
        await store.db.destroy()
      }
    })
}

function readSince({ since, compromised }: KeysOptions): string {
  if (since !== undefined && compromised === undefined)
    throw new LecternError('--since says from when on a key is stolen, but none is named.', { code: 'since-without-key', mend: 'Name it with --compromised.' })
  const time = new Date(since ?? Date.now())
  if (Number.isNaN(time.getTime()))
    throw new LecternError(`${since} is not a time.`, { code: 'unfit-time', mend: 'Write it as 2026-11-01 or 2026-11-01T12:00:00Z.' })
  return time.toISOString()
}
