import { StoreUnavailableError } from './store-unavailable.ts'

/**
 * SQLSTATE codes that say that nothing was written and that the same can succeed later: 40001 serialization failure (what
 * CockroachDB and YugabyteDB answer under contention), 40P01 deadlock, 55P03 a lock was not given, 57P03 the server starts or
 * stops, 53xxx no disk, memory or connection left, 25006 a standby that is not the primary yet, 25P02 and 25P04 the
 * transaction was ended before.
 */
const NOTHING_WRITTEN = new Set(['40001', '40P01', '55P03', '57P03', '53000', '53100', '53200', '53300', '53400', '25006', '25P02', '25P04'])

/**
 * SQLSTATE codes after which nobody knows whether the statement took effect: 40003 says so, 57P01, 57P02, 57P04, 57P05,
 * 25P03 the server ended the connection, 57014 it ended the statement, 58xxx its files failed. Class 08 is the connection itself.
 */
const UNKNOWN = new Set(['40003', '57P01', '57P02', '57P04', '57P05', '25P03', '57014', '58000', '58030'])

const SOCKET_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTCONN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'])

/** pg and its pool say these without a code. */
const WITHOUT_CODE = /^Connection terminated|^Client has encountered a connection error|^Client was closed|^timeout exceeded when trying to connect|^timeout expired|^Query read timeout|^Postgres connection has been discarded/

/** SQLite's PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL; extended codes carry them in the lowest byte. */
const SQLITE_CODES = new Set([3, 5, 6, 7, 8, 10, 13, 14, 15])

/** SQLite's BUSY and LOCKED: another process is at it, and soon done. */
const SQLITE_BUSY = new Set([5, 6])

/** SQLite's CONSTRAINT_PRIMARYKEY and CONSTRAINT_UNIQUE. */
const SQLITE_CONFLICTS = new Set([1555, 2067])

/** True for what a database says that is away, full or overrun, for a reason that passes. */
export function isPassing(error: unknown): boolean {
  const { code, errcode, message } = read(error)
  return isNothingWritten(error) || UNKNOWN.has(code) || code.startsWith('08') || SOCKET_CODES.has(code) || SQLITE_CODES.has(errcode) || WITHOUT_CODE.test(message)
}

/** True when what failed certainly left nothing behind, so that anything can be asked for again. */
export function isNothingWritten(error: unknown): boolean {
  const { code, errcode } = read(error)
  return NOTHING_WRITTEN.has(code) || code === 'ECONNREFUSED' || SQLITE_BUSY.has(errcode)
}

/** True when another process wrote the same key first, for example the same place of a chain. */
export function isConflict(error: unknown): boolean {
  const { code, extended } = read(error)
  return code === '23505' || SQLITE_CONFLICTS.has(extended)
}

/** True when a whole transaction is worth another try. */
export function isWorthRetrying(error: unknown): boolean {
  return isPassing(error) || isConflict(error) || (error instanceof Error && error.name === 'AbortedTransactionError')
}

/** True when another process made the same table, column or index a moment ago. */
export function isSchemaRace(error: unknown): boolean {
  const { code, message } = read(error)
  return ['42P07', '42701', '42710'].includes(code) || message === 'tuple concurrently updated'
}

/** The error of the driver, also from inside the error that was made of it. */
function read(error: unknown): { code: string, errcode: number, extended: number, message: string } {
  const inner = error instanceof StoreUnavailableError ? error.cause : error
  const { code, errcode } = (inner ?? {}) as { code?: unknown, errcode?: unknown }
  const extended = typeof errcode === 'number' ? errcode : -1
  return {
    code: typeof code === 'string' ? code : '',
    errcode: extended < 0 ? extended : extended & 0xFF,
    extended,
    message: inner instanceof Error ? inner.message : '',
  }
}
