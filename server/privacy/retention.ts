/** How long what is kept, in whole years. */
export interface Retention {
  /** Credit, from when it was last certified or corrected on. ACCME: attendance and credit are verifiable for six years. */
  readonly creditYears: number
  /** A journey that nobody goes on with and that brought no credit. */
  readonly unfinishedYears: number
  /** An account that nobody uses, when no credit of it has to be kept. */
  readonly idleYears: number
}

export const defaultRetention: Retention = { creditYears: 6, unfinishedYears: 3, idleYears: 3 }

/** The same day so many years later, ISO date. Of 29 February: 1 March, for a day too long rather than too short. */
export function yearsAfter(time: string, years: number): string {
  const date = new Date(time)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString().slice(0, 10)
}

/** The same moment so many years before, ISO time. */
export function yearsBefore(time: string, years: number): string {
  const date = new Date(time)
  date.setUTCFullYear(date.getUTCFullYear() - years)
  return date.toISOString()
}
