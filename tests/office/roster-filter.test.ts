import { expect, it } from 'vitest'
import { changeFilter, readFilter } from '../../app/office/roster-filter.ts'

it('reads from an address what a roster can be narrowed down by, and nothing else', () => {
  expect(readFilter({ search: 'mull', passed: 'true', step: '', tab: 'x', from: ['2026-01-01', '2026-02-01'] })).toEqual({ search: 'mull', passed: 'true' })
})

it('changes one part and takes away what is empty', () => {
  expect(changeFilter({ search: 'mull', passed: 'true' }, 'passed', '')).toEqual({ search: 'mull' })
  expect(changeFilter({ search: 'mull' }, 'search', 'ōta')).toEqual({ search: 'ōta' })
})
