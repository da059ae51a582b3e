import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import StudyTable from '../../components/StudyTable.vue'
import { mountQuietly, text } from './slide-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const table = (props: Record<string, string>) => mount(StudyTable, { props: { studies: 'alpha2020 delta2019', caption: 'Two studies', ...props } })

describe('studyTable', () => {
  it('is a table with a caption, column heads and row heads', () => {
    const wrapper = table({ columns: 'study design n certainty' })
    expect(wrapper.get('caption').text()).toBe('Two studies')
    expect(wrapper.findAll('thead th[scope="col"]').map(head => head.text())).toEqual(['Study', 'Design', 'n', 'Certainty'])
    expect(wrapper.findAll('tbody th[scope="row"]').map(head => head.text())).toEqual(['Alpha 20201', 'Delta 20193'])
    const [first, second] = wrapper.findAll('tbody tr').map(row => row.findAll('td').map(text))
    expect(first).toEqual(['Randomized trial', '100', '⊕⊕⊕○ Moderate'])
    expect(second).toEqual(['Chart review', '–not known', '⊕○○○ Very low'])
  })

  it('shows the primary outcome, with numbers where an interval is known', () => {
    const cell = table({ studies: 'alpha2020', columns: 'study result' }).get('td')
    expect(text(cell)).toBe('Responders: Drug 60% (30 of 50), Placebo 40% (20 of 50), difference 20.0% (95% CI 0.8 to 39.2); P = .046')
  })

  it('shows the outcomes that are named', () => {
    const cell = table({ studies: 'alpha2020', columns: 'study result', outcomes: 'alpha2020.mood' }).get('td')
    expect(text(cell)).toBe('Improved.')
  })

  it('shows the other columns', () => {
    const wrapper = table({ studies: 'delta2019', columns: 'study population dose comparator duration limitation' })
    expect(wrapper.findAll('td').map(text)).toEqual(['Adults with pain', '3 mg daily', 'None', 'None', 'No control'])
  })

  it.each([
    [{ studies: 'x' }, 'StudyTable: no study “x” in studies.yaml'],
    [{ columns: 'study colour' }, 'StudyTable: no column “colour”'],
    [{ columns: 'study result', outcomes: 'alpha2020.x' }, 'StudyTable: study “alpha2020” has no outcome “x”'],
  ])('refuses %j', (props, message) => {
    expect(() => mountQuietly(StudyTable, { studies: 'alpha2020', caption: 'One', ...props })).toThrow(message)
  })
})
