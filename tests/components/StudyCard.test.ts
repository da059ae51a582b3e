import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import StudyCard from '../../components/StudyCard.vue'
import { mountQuietly, text } from './slide-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const card = (props: { study: string, outcomes?: string }) => mount(StudyCard, { props })

describe('studyCard', () => {
  it('tells population, intervention, comparator and outcomes with their numbers', () => {
    const wrapper = card({ study: 'alpha2020', outcomes: 'responders' })
    expect(wrapper.get('h2').text()).toBe('Alpha 20201')
    expect(wrapper.findAll('dt').map(term => term.text())).toEqual(['Population', 'Intervention', 'Comparator', 'Outcomes', 'Limitation'])
    const words = text(wrapper)
    expect(words).toContain('Adults with pain')
    expect(words).toContain('4.5 mg daily; 12 weeks')
    expect(words).toContain('n = 100')
    expect(words).toContain('Responders (primary): Drug 60% (30 of 50), Placebo 40% (20 of 50), difference 20.0% (95% CI 0.8 to 39.2); P = .046')
    expect(words).toContain('Moderate certainty')
  })

  it('shows all outcomes when none is named, in words where there are no numbers', () => {
    const wrapper = card({ study: 'alpha2020' })
    expect(wrapper.findAll('.outcomes dd')).toHaveLength(5)
    expect(text(wrapper)).toContain('Mood: Improved.')
  })

  it('marks what is unverified', () => {
    expect(text(card({ study: 'alpha2020', outcomes: 'relief' }))).toMatch(/Placebo 18\.0% unverified/)
    expect(text(card({ study: 'delta2019' }))).toMatch(/No control; some details unverified/)
  })

  it('says that there was no comparator, and leaves out what a study does not have', () => {
    const wrapper = card({ study: 'delta2019' })
    expect(text(wrapper)).toContain('Comparator None'.replace(' ', ''))
    expect(wrapper.find('.outcomes').exists()).toBe(false)
    expect(text(wrapper)).not.toContain('n =')
  })

  it('refuses unknown studies and outcomes', () => {
    expect(() => mountQuietly(StudyCard, { study: 'x' })).toThrow('StudyCard: no study “x” in studies.yaml')
    expect(() => mountQuietly(StudyCard, { study: 'alpha2020', outcomes: 'y' })).toThrow('StudyCard: study “alpha2020” has no outcome “y”')
  })
})
