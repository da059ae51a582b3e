/**
 * SQLSTATE codes after which the same transaction can succeed: 40001 serialization failure (what CockroachDB and
 * YugabyteDB answer under contention), 40P01 deadlock, 23505 another process wrote the same place of a chain first,
 * 25P03 and 57P01 to 57P03 the server ended the connection or starts, 53300 too many connections.
 */
const SQLSTATES = new Set(['40001', '40P01', '23505', '25P03', '57P01', '57P02', '57P03', '53300'])

const SOCKET_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTCONN'])

/** True when a transaction failed for a reason that passes. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Error))
    return false
  const { code, errcode } = error as { code?: unknown, errcode?: unknown }
  if (typeof code === 'string' && (SQLSTATES.has(code) || SOCKET_CODES.has(code) || code.startsWith('08')))
    return true
  // pg says these two without a code.
  if (/^Connection terminated|^Client has encountered a connection error/.test(error.message))
    return true
  return isSqliteBusy(errcode)
}

/** SQLITE_BUSY is 5, SQLITE_LOCKED 6; extended codes carry them in the lowest byte. */
function isSqliteBusy(errcode: unknown): boolean {
  return typeof errcode === 'number' && [5, 6].includes(errcode & 0xFF)
}
