import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import ResponderBars from '../../components/ResponderBars.vue'
import { expectNamedFigure, svgTexts, tableRows } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

function bars(props: Record<string, unknown>) {
  const wrapper = mount(ResponderBars, { props })
  return { wrapper, rects: wrapper.findAll('svg[role="img"] rect').map(rect => ({ x: Number(rect.attributes('x')), width: Number(rect.attributes('width')), series: rect.classes()[0] })) }
}

describe('responderBars', () => {
  it('draws zero-based bars in proportion to their values', () => {
    const { rects } = bars({ study: 'alpha2020', outcomes: 'responders' })
    expect(rects).toHaveLength(2)
    expect(rects[0]!.x).toBe(rects[1]!.x)
    expect(rects[0]!.width / rects[1]!.width).toBeCloseTo(60 / 40)
    expect(rects.map(({ series }) => series)).toEqual(['series-1', 'series-2'])
  })

  it('writes the number of patients beside every percentage, the P value and the interval', () => {
    const { wrapper } = bars({ study: 'alpha2020', outcomes: 'responders' })
    const texts = svgTexts(wrapper)
    expect(texts).toContain('60% (30 of 50)')
    expect(texts).toContain('40% (20 of 50)')
    expect(texts[0]).toMatch(/P =\s\.046/)
    expect(texts[0]).toMatch(/95% CI 0\.8\s*to 39\.2/)
    expect(wrapper.get('figcaption').text()).not.toContain('Not available')
  })

  it('says what a source does not give, and what is unverified', () => {
    const { wrapper } = bars({ study: 'alpha2020', outcomes: 'relief', caption: 'Relief' })
    expect(wrapper.get('figcaption').text()).toMatch(/^Relief\.\s*1\s*Not available: number of patients per value; 95% CI of the difference\./)
    expect(svgTexts(wrapper)[0]).toContain('unverified')
    expect(wrapper.text()).toContain('The denominators were not seen.')
    expect(svgTexts(wrapper)).toContain('18.0%')
  })

  it('draws counts as shares, because arms differ in size', () => {
    const { wrapper, rects } = bars({ study: 'alpha2020', outcomes: 'events' })
    expect(svgTexts(wrapper)).toEqual(expect.arrayContaining(['0 of 22 (0%)', '5 of 16 (31%)', 'share of patients']))
    expect(rects[0]!.width).toBe(0)
  })

  it('shows the percentages of a study when no outcome is named', () => {
    const { wrapper } = bars({ study: 'alpha2020' })
    expect(tableRows(wrapper).map(([outcome]) => outcome)).toEqual(['Responders', 'Responders', 'Relief of pain', 'Relief of pain'])
  })

  it('takes outcomes of several studies', () => {
    const { wrapper } = bars({ outcomes: 'alpha2020.relief beta2021.headache' })
    expect(wrapper.get('figcaption').text()).toContain('Alpha 2020, Beta 2021')
    expect(wrapper.findAll('.lectern-cite a, .lectern-cite span')).not.toHaveLength(0)
  })

  it('has a name, a description with the numbers, and a table', () => {
    const { wrapper } = bars({ study: 'alpha2020', outcomes: 'responders', caption: 'Responders at 12 weeks' })
    const { title, description } = expectNamedFigure(wrapper)
    expect(title).toBe('Responders at 12 weeks.')
    expect(description).toMatch(/Responders: Drug 60% \(30 of 50\), Placebo 40% \(20 of 50\); P =\s\.046/)
    expect(tableRows(wrapper)[1]).toEqual(['Responders', 'Placebo', '40% (20 of 50)', expect.stringContaining('95% CI'), 'no'])
  })

  it('keeps every label inside its width', () => {
    const { wrapper } = bars({ study: 'alpha2020', width: 500 })
    for (const rect of wrapper.findAll('svg[role="img"] rect'))
      expect(Number(rect.attributes('x')) + Number(rect.attributes('width'))).toBeLessThan(500)
  })

  it.each([
    [{ study: 'nobody' }, /ResponderBars: no study “nobody”/],
    [{ study: 'alpha2020', outcomes: 'nothing' }, /ResponderBars: study “alpha2020” has no outcome “nothing”/],
    [{ outcomes: 'responders' }, /“responders” names no study/],
    [{}, /name a study or outcomes/],
    [{ study: 'alpha2020', outcomes: 'mood' }, /“alpha2020.mood” has no values per arm/],
    [{ study: 'alpha2020', outcomes: 'pain' }, /“alpha2020.pain” has a value below zero/],
    [{ study: 'alpha2020', outcomes: 'responders events' }, /different units \(%, patients\)/],
  ])('refuses %j with a helpful message', (props, message) => {
    expect(() => mount(ResponderBars, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})
