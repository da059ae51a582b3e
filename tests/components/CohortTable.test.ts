import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import CohortTable from '../../components/CohortTable.vue'
import { mountQuietly, text } from './slide-support.ts'

describe('cohortTable', () => {
  const wrapper = mount(CohortTable, { props: { study: 'delta2019', caption: 'A cohort' } })

  it('prints the groups with their sizes', () => {
    expect(text(wrapper.get('caption'))).toBe('A cohort3')
    expect(wrapper.findAll('th[scope="col"]').map(text)).toEqual(['Drug (n = 32)', 'Both'])
    expect(wrapper.findAll('tbody tr')[0]!.findAll('td').map(text)).toEqual(['52.5', '50.3'])
  })

  it('says which cells were lost instead of guessing', () => {
    expect(wrapper.findAll('tbody tr')[1]!.findAll('td').map(text)).toEqual(['▢ not recovered', '▢ not recovered'])
  })

  it('gives the notes on rows, the gaps and what is unverified', () => {
    expect(text(wrapper.findAll('th[scope="row"]')[0]!)).toBe('Mean age, yearsnote a')
    expect(wrapper.findAll('.notes li').map(text)).toEqual([
      'a As printed',
      'Gaps: The footnotes are missing.',
      'Unverified: The table was not compared with the paper.',
    ])
  })

  it('refuses a study without a cohort', () => {
    expect(() => mountQuietly(CohortTable, { study: 'alpha2020' })).toThrow('CohortTable: study “alpha2020” has no cohort in studies.yaml')
    expect(() => mountQuietly(CohortTable, { study: 'x' })).toThrow('CohortTable: no study “x” in studies.yaml')
  })
})
