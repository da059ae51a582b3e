import type { VueWrapper } from '@vue/test-utils'
import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import ForestPlot from '../../components/ForestPlot.vue'
import { expectNamedFigure, svgTexts, tableRows } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const trials = { outcomes: 'alpha2020.pain beta2021.pain', nullLine: '0', favoursLeft: 'favors drug', favoursRight: 'favors placebo', caption: 'Change of pain' }

function numbers(path: string): number[] {
  return path.match(/-?\d+(?:\.\d+)?/g)!.map(Number)
}

/** The axis title, which may stand in several lines. */
function titleOf(wrapper: VueWrapper): string {
  return wrapper.findAll('text.tick:not([text-anchor]) tspan').map(line => line.text()).join(' ')
}

describe('forestPlot', () => {
  it('gives squares an area in proportion to the participants', () => {
    const sides = mount(ForestPlot, { props: trials }).findAll('rect.mark').map(rect => Number(rect.attributes('width')))
    expect(sides[0]! ** 2 / sides[1]! ** 2).toBeCloseTo(100 / 25)
  })

  it('draws an interval where it is known, and says where it is not', () => {
    const wrapper = mount(ForestPlot, { props: trials })
    expect(wrapper.findAll('.interval')).toHaveLength(1)
    expect(wrapper.findAll('rect.open')).toHaveLength(1)
    expect(svgTexts(wrapper).join('|')).toMatch(/−0\.40 \(−0\.95 to 0\.27\).*P =\s\.27/)
    expect(svgTexts(wrapper).join('|')).toMatch(/0\.49 \(CI not available\).*P <\s\.001/)
    expect(wrapper.get('figcaption').text()).toContain('Open mark: CI not available.')
  })

  it('has the null line between the points on either side, with directions and a unit', () => {
    const wrapper = mount(ForestPlot, { props: trials })
    const [nullX] = numbers(wrapper.get('.null-line').attributes('d')!)
    const [left, right] = wrapper.findAll('rect.mark').map(rect => Number(rect.attributes('x')) + Number(rect.attributes('width')) / 2)
    expect(left).toBeLessThan(nullX!)
    expect(right).toBeGreaterThan(nullX!)
    expect(svgTexts(wrapper)).toEqual(expect.arrayContaining(['← favors drug', 'favors placebo →', '0']))
    expect(titleOf(wrapper)).toBe('Mean difference (points)')
  })

  it('draws a pooled estimate as a diamond from end to end of its interval', () => {
    const wrapper = mount(ForestPlot, { props: { outcomes: 'alpha2020.pain pooled2023.pain' } })
    expect(wrapper.findAll('path.mark')).toHaveLength(1)
    expect(svgTexts(wrapper).join('|')).toContain('n not available')
    expect(wrapper.get('figcaption').text()).toContain('Diamond: pooled estimate')
  })

  it('names the participants of the outcome, where not all of the study gave it', () => {
    expect(svgTexts(mount(ForestPlot, { props: { outcomes: 'pooled2023.harm' } })).join('|')).toContain('n = 1,480')
  })

  it('puts ratios on a logarithmic axis with the null line at 1', () => {
    const wrapper = mount(ForestPlot, { props: { outcomes: 'pooled2023.harm' } })
    expect(titleOf(wrapper)).toBe('Risk ratio (log\u00A0scale)')
    const tick = (label: string) => {
      const text = wrapper.findAll('text.tick').find(each => each.text() === label)!
      return Number(text.attributes('x'))
    }
    expect(numbers(wrapper.get('.null-line').attributes('d')!)[0]).toBeCloseTo(tick('1'))
    expect(tick('2') - tick('1')).toBeCloseTo(tick('1') - tick('0.5'))
  })

  it('has a name, a description with estimates and directions, and a table', () => {
    const wrapper = mount(ForestPlot, { props: trials })
    const { title, description } = expectNamedFigure(wrapper)
    expect(title).toBe('Change of pain.')
    expect(description).toContain('Alpha 2020 (n = 100): mean difference −0.40 (95% CI −0.95 to 0.27)')
    expect(description).toContain('Beta 2021 (n = 25): mean difference 0.49 (CI not available)')
    expect(description).toContain('Left of the null line favors drug.')
    expect(tableRows(wrapper)[1]).toEqual(['Beta 2021', 'n = 25', '0.49 (CI not available)', expect.stringMatching(/P <\s\.001/), 'No confidence interval was seen.'])
  })

  it.each([
    [{ outcomes: 'alpha2020.relief' }, /“alpha2020.relief” has no difference/],
    [{ outcomes: 'alpha2020.pain pooled2023.harm' }, /different measures \(mean-difference, risk-ratio\)/],
    [{ outcomes: 'pooled2023.harm', nullLine: 0 }, /must be greater than 0/],
    [{ outcomes: 'alpha2020.pain', nullLine: 'one' }, /null-line must be a number, not “one”/],
    [{ outcomes: '' }, /no outcome to draw/],
    [{ outcomes: 'nobody.pain' }, /ForestPlot: no study “nobody”/],
  ])('refuses %j with a helpful message', (props, message) => {
    expect(() => mount(ForestPlot, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})
