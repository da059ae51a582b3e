import { mount } from '@vue/test-utils'
import course from 'virtual:lectern/course'
import { describe, expect, it, vi } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import DosingChart from '../../components/DosingChart.vue'
import { doseLabel, layOutDosing, scheduleText, weeksLabel } from '../../lib/charts/dosing-chart.ts'
import { hatching } from '../../lib/charts/hatching.ts'
import { expectNamedFigure, svgTexts, tableRows } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

describe('dosingChart', () => {
  it('draws the dose from zero, the lecture solid and the illustration hatched', () => {
    const wrapper = mount(DosingChart)
    const steps = wrapper.findAll('rect.step')
    expect(steps.map(step => step.classes()[1])).toEqual(['lecture', 'illustration', 'illustration'])
    const heights = steps.map(step => Number(step.attributes('height')))
    expect(heights[1]! / heights[0]!).toBeCloseTo(2)
    expect(heights[2]! / heights[0]!).toBeCloseTo(4.5)
    expect(wrapper.findAll('.hatch')).toHaveLength(2)
  })

  it('labels doses, weeks, origins and the maximum in words', () => {
    const texts = svgTexts(mount(DosingChart)).map(text => text.replace(/\u00A0/g, ' '))
    expect(texts).toEqual(expect.arrayContaining(['1 mg', '2 mg', '4.5 mg', 'weeks 1 to 3', 'from week 7', 'Speaker’s maximum: 5 mg', 'Dose every evening (mg)']))
    expect(texts.join('|')).toContain('Lecture')
    expect(texts.join('|')).toContain('Illustration by the editors')
  })

  it('says all of it for the ear', () => {
    const wrapper = mount(DosingChart)
    const { description } = expectNamedFigure(wrapper)
    expect(description.replace(/\u00A0/g, ' ')).toContain('Weeks 1 to 3: 1 mg (lecture; Held for at least 3 weeks). Weeks 4 to 6: 2 mg (illustration by the editors; Steps of 1 mg).')
    expect(tableRows(wrapper)[2]!.map(cell => cell.replace(/\u00A0/g, ' '))).toEqual(['week 7 on', '4.5 mg', 'illustration by the editors', ''])
  })

  it('lists published schedules in a table', () => {
    const wrapper = mount(DosingChart, { props: { published: true, studies: 'alpha2020' } })
    expect(wrapper.find('svg').exists()).toBe(false)
    expect(wrapper.get('tbody th').text()).toContain('Alpha 2020')
    expect(wrapper.get('tbody td').text().replace(/\u00A0/g, ' ')).toBe('2 mg (weeks 1 to 2), then 4 mg (week 3 on); at night')
  })

  it.each([
    [{ published: true }, /name the studies/],
    [{ published: true, studies: 'beta2021' }, /study “beta2021” has no schedule/],
    [{ published: true, studies: 'nobody' }, /no study “nobody”/],
  ])('refuses %j', (props, message) => {
    expect(() => mount(DosingChart, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})

describe('layOutDosing', () => {
  const { dosing } = course.meta

  it('refuses a dose above the maximum and doses in different units', () => {
    expect(() => layOutDosing({ ...dosing!, maximum: { ...dosing!.maximum, dose: 4 } }, 892, 330, deckEn.dosing)).toThrow(/4\.5\smg in week 7 on is above the maximum of 4\smg/)
    expect(() => layOutDosing({ ...dosing!, maximum: { ...dosing!.maximum, unit: 'mcg' } }, 892, 330, deckEn.dosing)).toThrow(/different units \(mcg, mg\)/)
  })
})

describe('words of a schedule', () => {
  it.each([
    [{ dose: 0.5, unit: 'mg' }, '0.5 mg'],
    [{ dose: 1, unit: 'mcg' }, '1 mcg'],
    [{ dose: 0.1, unit: 'mg', per: 'kg' }, '0.1 mg/kg'],
  ])('writes %j in ISMP form', (dose, text) => {
    expect(doseLabel(dose).replace(/\u00A0/g, ' ')).toBe(text)
  })

  it.each([
    [[1, 1], 'week 1'],
    [[1, 3], 'weeks 1 to 3'],
    [[13, null], 'week 13 on'],
  ] as const)('writes %j as "%s"', (weeks, text) => {
    expect(weeksLabel(weeks as [number, number | null], deckEn.dosing)).toBe(text)
  })

  it('keeps notes that differ with their steps', () => {
    expect(scheduleText([
      { weeks: [1, 2], dose: 2, unit: 'mg' },
      { weeks: [3, 6], dose: 4, unit: 'mg', note: 'if needed' },
    ], deckEn.dosing).replace(/\u00A0/g, ' ')).toBe('2 mg (weeks 1 to 2), then 4 mg (weeks 3 to 6; if needed)')
  })
})

describe('hatching', () => {
  it('stays inside its rectangle', () => {
    const numbers = hatching({ x: 10, y: 20, width: 100, height: 40 }).match(/-?\d+(?:\.\d+)?/g)!.map(Number)
    for (const [index, value] of numbers.entries()) {
      const [low, high] = index % 2 ? [20, 60] : [10, 110]
      expect(value).toBeGreaterThanOrEqual(low!)
      expect(value).toBeLessThanOrEqual(high!)
    }
  })
})
