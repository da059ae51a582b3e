import type { StoredLink } from '../ledger/records.ts'
import { yearsAfter } from './retention.ts'

/** Records that say what credit was given; the last of them begins the time for which it is kept. */
const CREDIT_RECORDS: ReadonlySet<string> = new Set(['claimed', 'claim-corrected', 'certificate-issued', 'certificate-reissued', 'certificate-revoked'])

/** The last day, ISO date, on which the credit of a chain has to be kept; undefined when it brought none. */
export function creditKeptUntil(links: readonly StoredLink[], years: number): string | undefined {
  const times = links.filter(({ kind }) => CREDIT_RECORDS.has(kind)).map(({ at }) => at).sort()
  return times.length ? yearsAfter(times.at(-1)!, years) : undefined
}
