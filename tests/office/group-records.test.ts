import { expect, it } from 'vitest'
import { groupRecords } from '../../app/office/group-records.ts'

const at = '2026-03-02T08:00:00.000Z'

it('shows what happened many times in a row as one line, and everything else by itself', () => {
  const records = [
    { seq: 1, at, kind: 'enrolled' },
    { seq: 2, at, kind: 'lecture-progressed', slides: 3, seconds: 60 },
    { seq: 3, at, kind: 'lecture-progressed', slides: 2, seconds: 30 },
    { seq: 4, at, kind: 'attempt-started', attempt: 1 },
    { seq: 5, at, kind: 'answered', attempt: 1, item: 'a' },
    { seq: 6, at, kind: 'answered', attempt: 1, item: 'b' },
    { seq: 7, at, kind: 'claim-corrected', credits: 1 },
    { seq: 8, at, kind: 'claim-corrected', credits: 0.75 },
  ]
  const groups = groupRecords(records)
  expect(groups.map(({ last, count }) => [last.kind, count])).toEqual([['enrolled', 1], ['lecture-progressed', 2], ['attempt-started', 1], ['answered', 2], ['claim-corrected', 1], ['claim-corrected', 1]])
  expect(groups[1]).toMatchObject({ slides: 5, seconds: 90 })
})

it('counts a question once, however often its answer was changed', () => {
  const answers = ['a', 'b', 'b', 'a', 'c']
  const records = ['pre-test-answered', 'answered'].flatMap(kind => answers.map((item, no) => ({ seq: no + 1, at, kind, item, ...kind === 'answered' && { attempt: 1 } })))
  expect(groupRecords(records).map(({ last, count }) => [last.kind, count])).toEqual([['pre-test-answered', 3], ['answered', 3]])
})
