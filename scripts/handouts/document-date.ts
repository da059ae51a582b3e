import process from 'node:process'

/**
 * The date that documents of a course carry: `SOURCE_DATE_EPOCH` (seconds since 1970, see reproducible-builds.org) when
 * it is set, otherwise the day of the course's last review.
 * @param reviewed ISO date, for example "2026-11-22".
 */
export function documentDate(reviewed: string, env: Record<string, string | undefined> = process.env): Date {
  const epoch = env.SOURCE_DATE_EPOCH
  return epoch !== undefined && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date(`${reviewed}T00:00:00Z`)
}
