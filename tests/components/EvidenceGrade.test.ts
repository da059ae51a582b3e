import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import EvidenceGrade from '../../components/EvidenceGrade.vue'
import { mountQuietly, text } from './slide-support.ts'

describe('evidenceGrade', () => {
  it.each([
    [{ level: 'high' }, '⊕⊕⊕⊕ High certainty'],
    [{ level: 'moderate' }, '⊕⊕⊕○ Moderate certainty'],
    [{ level: 'low' }, '⊕⊕○○ Low certainty'],
    [{ level: 'very-low' }, '⊕○○○ Very low certainty'],
    [{ level: 'none' }, 'No clinical evidence'],
    [{ level: 'not-graded' }, 'Not graded'],
    [{ level: 'low', short: true }, '⊕⊕○○ Low'],
    [{ study: 'alpha2020' }, '⊕⊕⊕○ Moderate certainty'],
  ] as const)('%j is “%s”', (props, words) => {
    expect(text(mount(EvidenceGrade, { props }))).toBe(words)
  })

  it('hides the symbols from screen readers, which hear the word', () => {
    const wrapper = mount(EvidenceGrade, { props: { level: 'low' } })
    expect(wrapper.get('[aria-hidden="true"]').text()).toBe('⊕⊕○○')
  })

  it.each([
    [{ level: 'certain' }, 'EvidenceGrade: no level “certain”'],
    [{ study: 'x' }, 'EvidenceGrade: no study “x” in studies.yaml'],
    [{}, 'EvidenceGrade: give a level or a study'],
  ])('refuses %j', (props, message) => {
    expect(() => mountQuietly(EvidenceGrade, props)).toThrow(message)
  })
})
