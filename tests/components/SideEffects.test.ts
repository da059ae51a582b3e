import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import SideEffects from '../../components/SideEffects.vue'
import { expectNamedFigure, svgTexts } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

describe('sideEffects', () => {
  it('draws drug against placebo from the ledger', () => {
    const wrapper = mount(SideEffects, { props: { study: 'beta2021', outcomes: 'headache' } })
    expect(svgTexts(wrapper)).toEqual(expect.arrayContaining(['Drug', '16%', 'Placebo', '3%']))
    expectNamedFigure(wrapper)
  })

  it('shows the outcomes where lower is better when none is named', () => {
    const wrapper = mount(SideEffects, { props: { study: 'beta2021' } })
    expect(svgTexts(wrapper)[0]).toContain('Headache')
  })

  it.each([
    ['more common', 3],
    ['less common', 2],
    ['rare', 1],
  ] as const)('heads a list of %s effects with word, symbol and dose', (frequency, filled) => {
    const wrapper = mount(SideEffects, { props: { frequency, dose: '50 mg', cites: 'label2000' }, slots: { default: '<ul><li>chest pain</li></ul>' } })
    expect(wrapper.get('.heading').text()).toContain(`${frequency[0]!.toUpperCase()}${frequency.slice(1)} at 50 mg`)
    expect(wrapper.findAll('.filled')).toHaveLength(filled)
    expect(wrapper.get('li').text()).toBe('chest pain')
    expect(wrapper.find('figure').exists()).toBe(false)
  })

  it.each([
    [{}, /give a study with its outcomes, or a frequency/],
    [{ frequency: 'rare' as const }, /needs the dose it was seen at/],
    [{ study: 'nobody' }, /SideEffects: no study “nobody”/],
  ])('refuses %j', (props, message) => {
    expect(() => mount(SideEffects, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})
