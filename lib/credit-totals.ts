/** What totals are made of. */
export interface CreditedCourse {
  /** ISO date; null before credit was claimed. */
  readonly completed: string | null
  readonly credits: number | null
  readonly creditType: string
  readonly accredited: boolean
  /** The newest first. */
  readonly certificates: readonly { readonly status: 'valid' | 'superseded' | 'revoked' }[]
}

export interface CreditTotal { year: string, type: string, credits: number }

/**
 * What was claimed, by year of completion and kind of credit, the last year first. A demonstration is no credit, and a
 * revoked certificate takes its credit with it.
 */
export function creditTotals({ courses }: { readonly courses: readonly CreditedCourse[] }): CreditTotal[] {
  const sums = new Map<string, CreditTotal>()
  for (const { completed, credits, creditType, accredited, certificates } of courses) {
    if (completed === null || credits === null || !accredited || certificates[0]?.status === 'revoked')
      continue
    const year = completed.slice(0, 4)
    const total = sums.get(`${year} ${creditType}`) ?? { year, type: creditType, credits: 0 }
    sums.set(`${year} ${creditType}`, { ...total, credits: total.credits + credits })
  }
  return [...sums.values()].sort((a, b) => b.year.localeCompare(a.year) || a.type.localeCompare(b.type))
}
