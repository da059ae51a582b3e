import type { Transcript } from '../../app/credit/service.ts'
import { describe, expect, it } from 'vitest'
import { transcriptCsv } from '../../app/credit/transcript-table.ts'
import { largestUnits } from '../../app/credit/use-countdown.ts'
import { en } from '../../app/credit/words/en.ts'
import { creditTotals } from '../../lib/credit-totals.ts'

function entry(change: Partial<Transcript['courses'][number]>): Transcript['courses'][number] {
  return {
    course: 'demo',
    version: 'v1',
    title: 'Safe doses',
    language: 'en',
    provider: 'Test Provider',
    accredited: true,
    begunAt: '2026-01-02T09:00:00.000Z',
    next: null,
    completed: '2026-01-03',
    credits: 0.75,
    creditType: 'AMA PRA Category 1 Credit',
    statements: [],
    certificates: [{ id: 'c1', issuedAt: '2026-01-03T09:00:00.000Z', status: 'valid', learner: 'Ann Müller' }],
    ...change,
  }
}

describe('creditTotals', () => {
  it('adds up by year and kind of credit, the last year first', () => {
    expect(creditTotals({ courses: [
      entry({}),
      entry({ credits: 1.5 }),
      entry({ completed: '2025-12-31', credits: 1 }),
      entry({ creditType: 'ANCC contact hours', credits: 2 }),
    ] })).toEqual([
      { year: '2026', type: 'AMA PRA Category 1 Credit', credits: 2.25 },
      { year: '2026', type: 'ANCC contact hours', credits: 2 },
      { year: '2025', type: 'AMA PRA Category 1 Credit', credits: 1 },
    ])
  })

  it('counts no demonstration, nothing unfinished and nothing revoked', () => {
    const [certificate] = entry({}).certificates
    expect(creditTotals({ courses: [
      entry({ accredited: false }),
      entry({ completed: null, credits: null, certificates: [] }),
      entry({ certificates: [{ ...certificate!, status: 'revoked' }] }),
    ] })).toEqual([])
    // Replaced after a change of name: it still counts.
    expect(creditTotals({ courses: [entry({ certificates: [certificate!, { ...certificate!, id: 'c0', status: 'superseded' }] })] })).toHaveLength(1)
  })
})

describe('transcriptCsv', () => {
  it('is a table that spreadsheets read, and no formula of theirs', () => {
    const csv = transcriptCsv({ courses: [entry({ title: '=HYPERLINK("x"), or "doses"' }), entry({ completed: null, credits: null, certificates: [], accredited: false })] }, en)
    expect(csv.startsWith('\uFEFFCourse,Provider,')).toBe(true)
    expect(csv.split('\r\n').slice(1, 3)).toEqual([
      '"\'=HYPERLINK(""x""), or ""doses""",Test Provider,2026-01-02,2026-01-03,0.75,AMA PRA Category 1 Credit™,c1,Valid',
      'Safe doses,Test Provider,2026-01-02,,,"Demonstration, no credit",,',
    ])
  })
})

describe('largestUnits', () => {
  it.each([
    [0, []],
    [59, [[59, 'second']]],
    [60, [[1, 'minute']]],
    [3599, [[59, 'minute'], [59, 'second']]],
    [3605, [[1, 'hour']]],
    [7 * 86_400, [[7, 'day']]],
    [6 * 86_400 + 5 * 3600 + 59, [[6, 'day'], [5, 'hour']]],
  ])('of %i seconds', (seconds, parts) => {
    expect(largestUnits(seconds)).toEqual(parts)
  })
})
