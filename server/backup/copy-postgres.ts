import { Buffer } from 'node:buffer'
import { sql } from 'kysely'
import { LecternError } from '../../scripts/errors.ts'
import { openPostgres } from '../storage/postgres.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { listTables, makeTables } from './portable-tables.ts'
import { leaveOneFile } from './verify-records.ts'

const ROWS_AT_ONCE = 1000

/** SQLite's own limit is 32,766 values a statement. */
const VALUES_AT_ONCE = 10_000

/**
 * Copies the records of PostgreSQL, as they stand at one moment, into a file of SQLite with the same tables: a backup that is
 * verified and restored without PostgreSQL, into either database.
 */
export async function copyPostgres(url: string, to: string): Promise<void> {
  const source = openPostgres({ url, connections: 2 })
  const target = openSqlite(to)
  try {
    await makeTables(target, 'sqlite')
    const known = new Map((await listTables(target)).map(table => [table.name, table]))
    const tables = await listTables(source)
    if (!tables.some(({ name }) => name === 'record'))
      throw new LecternError('This PostgreSQL has no records.', { code: 'no-records', mend: 'Is DATABASE_URL that of the service?' })
    await source.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (snapshot) => {
      await sql`pragma foreign_keys = off`.execute(target)
      for (const { name, columns } of tables) {
        const missing = known.has(name) ? columns.filter(column => !known.get(name)!.columns.includes(column)) : columns
        if (missing.length)
          throw new LecternError(`The table ${name} is of another version of Lectern.`, { code: 'database-version', mend: 'Run the backup with the version that serves.' })
        await sql`declare backup no scroll cursor for select * from ${sql.table(name)}`.execute(snapshot)
        while (true) {
          const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(ROWS_AT_ONCE)} from backup`.execute(snapshot)
          for (let from = 0; from < rows.length; from += rowsAtOnce(columns))
            await target.insertInto(name as 'record').values(rows.slice(from, from + rowsAtOnce(columns)).map(row => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, portable(value)]))) as never).execute()
          if (rows.length < ROWS_AT_ONCE)
            break
        }
        await sql`close backup`.execute(snapshot)
      }
    })
  }
  finally {
    await source.destroy()
    await target.destroy()
  }
  leaveOneFile(to)
}

function rowsAtOnce(columns: readonly string[]): number {
  return Math.max(1, Math.floor(VALUES_AT_ONCE / columns.length))
}

/** A value of PostgreSQL as SQLite keeps it. */
function portable(value: unknown): unknown {
  if (value instanceof Date)
    return value.toISOString()
  if (typeof value === 'boolean')
    return Number(value)
  return Buffer.isBuffer(value) ? new Uint8Array(value) : value
}
