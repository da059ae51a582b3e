import { mount } from '@vue/test-utils'
import course from 'virtual:lectern/course'
import { describe, expect, it, vi } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import DoseRange from '../../components/DoseRange.vue'
import { bandRange, layOutDoseRange, plainDose } from '../../lib/charts/dose-range.ts'
import { textWidth } from '../../lib/charts/text-width.ts'
import { expectNamedFigure, svgTexts, tableRows } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const plain = (text: string) => text.replace(/\u00A0/g, ' ')

describe('doseRange', () => {
  it('labels every band and mark in the unit that needs no zeros', () => {
    const texts = svgTexts(mount(DoseRange, { props: { highlight: 'low' } })).map(plain)
    for (const words of ['Ultra-low dose', 'less than 1 mcg', '1 mcg to 1 mg', '1 mg to 5 mg', 'Usual dose, 4.5 mg', 'Label, 50 mg', '0.1 mcg', '100 mg'])
      expect(texts.join('|')).toContain(words)
    expect(texts.join('|')).not.toMatch(/0\.001|\.0\b/)
  })

  it('highlights one band, in the description too', () => {
    const wrapper = mount(DoseRange, { props: { highlight: 'low' } })
    expect(wrapper.findAll('.highlighted')).toHaveLength(1)
    expect(plain(expectNamedFigure(wrapper).description)).toContain('Low dose: 1 mg to 5 mg (in focus).')
  })

  it('has a table with the notes', () => {
    expect(tableRows(mount(DoseRange))[2]!.map(plain)).toEqual(['Low dose', '1 mg to 5 mg', 'A note'])
  })

  it('refuses an unknown band', () => {
    expect(() => mount(DoseRange, { props: { highlight: 'tiny' }, global: { config: { warnHandler: () => {} } } })).toThrow(/no band “tiny” in course.yaml \(it has: ultra-low, very-low, low, standard\)/)
  })
})

describe('layOutDoseRange', () => {
  const dosing = course.meta.dosing!

  it('has equal steps for each tenfold', () => {
    const { ticks } = layOutDoseRange(dosing, undefined, 892, deckEn)
    const steps = ticks.slice(1).map(({ x }, index) => x - ticks[index]!.x)
    for (const step of steps)
      expect(step).toBeCloseTo(steps[0]!)
  })

  it('keeps the labels of near marks apart', () => {
    const { marks } = layOutDoseRange({ ...dosing, marks: [
      { label: 'One dose of a trial', dose: 4.5, unit: 'mg' },
      { label: 'Another dose of a trial', dose: 5, unit: 'mg' },
      { label: 'A third dose of a trial', dose: 6, unit: 'mg' },
    ] }, undefined, 892, deckEn)
    expect(new Set(marks.map(({ y }) => y)).size).toBeGreaterThan(1)
  })

  it('runs no stem through the label of another mark or of a band', () => {
    const marks = [
      { label: 'Usual trial dose', dose: 4.5, unit: 'mg' as const },
      { label: 'Fibromyalgia trial of 2024', dose: 6, unit: 'mg' as const },
      { label: 'Label', dose: 50, unit: 'mg' as const },
    ]
    const chart = layOutDoseRange({ ...dosing, marks }, undefined, 892, deckEn)
    const extent = (label: string, labelX: number, anchor: 'start' | 'middle' | 'end') => {
      const left = labelX - textWidth(label, 20) * { start: 0, middle: 0.5, end: 1 }[anchor]
      return { left, right: left + textWidth(label, 20) }
    }
    for (const stem of chart.marks) {
      for (const mark of chart.marks.filter(mark => mark !== stem && mark.y > stem.y - 14)) {
        const { left, right } = extent(mark.label, mark.labelX, mark.anchor)
        expect(stem.x < left || stem.x > right, `${stem.label} through ${mark.label}`).toBe(true)
      }
      // Where a stem cannot pass beside the words of a band, it pauses behind their plate.
      for (const band of chart.bands.filter(band => band.anchor !== 'middle')) {
        const { left, right } = extent(`${band.name} ${band.range}`, band.labelX, band.anchor)
        const hidden = band.plate!.x <= stem.x && stem.x <= band.plate!.x + band.plate!.width
        expect(stem.x < left || stem.x > right || hidden, `${stem.label} through ${band.name}`).toBe(true)
      }
    }
    expect(chart.marks.map(({ labelX, label, anchor }) => extent(label, labelX, anchor)).every(({ left, right }) => left >= 0 && right <= 892)).toBe(true)
  })

  it('refuses a dose off its axis', () => {
    expect(() => layOutDoseRange({ ...dosing, bands: [{ ...dosing.bands[2]!, to: 500 }] }, undefined, 892, deckEn)).toThrow(/500\smg, lies outside the axis/)
  })
})

describe('words of doses', () => {
  it.each([
    [1000, 'mcg', '1 mg'],
    [0.001, 'mg', '1 mcg'],
    [0.5, 'mg', '500 mcg'],
    [4.5, 'mg', '4.5 mg'],
  ] as const)('%d %s is %s', (dose, unit, text) => {
    expect(plain(plainDose(dose, unit))).toBe(text)
  })

  it('names ranges with "to" and open ends with "less than"', () => {
    expect(plain(bandRange({ from: 0, to: 1, unit: 'mcg' }, deckEn))).toBe('less than 1 mcg')
    expect(plain(bandRange({ from: 1, to: 5, unit: 'mg' }, deckEn))).toBe('1 mg to 5 mg')
    expect(plain(bandRange({ from: 50, to: 50, unit: 'mg' }, deckEn))).toBe('50 mg')
  })
})
