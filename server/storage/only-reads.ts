import type { CompiledQuery } from 'kysely'

/** True for a statement that changes nothing, so that it can be asked twice, and beside a transaction. */
export function onlyReads({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(sql))
}
