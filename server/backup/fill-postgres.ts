import type { Seal } from '../ledger/verify-ledger.ts'
import { sql } from 'kysely'
import { LecternError } from '../../scripts/errors.ts'
import { verifyEverything } from '../ledger/verify-everything.ts'
import { openPostgres } from '../storage/postgres.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { listTables, makeTables } from './portable-tables.ts'

const ROWS_AT_ONCE = 500

/**
 * Writes the records of a file into a PostgreSQL that has none, all of them or none, and verifies them there.
 * @throws LecternError when there are records already, or the ledger does not hold afterwards.
 */
export async function fillPostgres(file: string, url: string, seals: readonly Seal[]): Promise<void> {
  const source = openSqlite(file)
  const target = openPostgres({ url, connections: 2 })
  try {
    // A backup of an older version gets the tables of today.
    await makeTables(source, 'sqlite')
    await makeTables(target, 'postgres')
    const tables = await listTables(source)
    for (const { name } of tables) {
      if ((await sql`select 1 from ${sql.table(name)} limit 1`.execute(target)).rows.length)
        throw new LecternError('This PostgreSQL has records already.', { code: 'database-not-empty', mend: 'Set DATABASE_URL to an empty database: what is there is never overwritten.' })
    }
    await target.transaction().execute(async (transaction) => {
      for (const { name } of tables) {
        for (let after = -1; ;) {
          const { rows } = await sql<Record<string, unknown> & { lectern_row: number }>`select rowid as lectern_row, * from ${sql.table(name)} where rowid > ${after} order by rowid limit ${ROWS_AT_ONCE}`.execute(source)
          if (rows.length)
            await transaction.insertInto(name as 'record').values(rows.map(({ lectern_row: _row, ...row }) => row) as never).execute()
          if (rows.length < ROWS_AT_ONCE)
            break
          after = rows.at(-1)!.lectern_row
        }
      }
      const { broken: [first] } = await verifyEverything(transaction, { expect: seals.map(({ hash }) => hash) })
      if (first)
        throw new LecternError(`The ledger does not hold in PostgreSQL: ${first.seq ? `record ${first.seq} of ${first.chain}` : `${first.chain},`} ${first.reason}.`, { code: 'ledger-broken', exitCode: 1, mend: 'Nothing was written. Verify the backup with "lectern restore --check".' })
    })
  }
  finally {
    await source.destroy()
    await target.destroy()
  }
}
