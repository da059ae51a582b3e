import { describe, expect, it } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import { findOutcome, findStudy, words } from '../../lib/find-study.ts'
import { outcomeNumbers } from '../../lib/outcome-result.ts'
import { valueAt } from '../../lib/value-at.ts'
import course from '../fixtures/course-data.ts'

const { studies } = course
const outcome = (study: string, id: string) => findOutcome(studies[study]!, id, 'Test')

describe('findStudy', () => {
  it('finds a study and its outcome', () => {
    expect(findStudy(studies, 'alpha2020', 'Test').label).toBe('Alpha 2020')
    expect(outcome('alpha2020', 'relief').name).toBe('Relief of pain')
  })

  it('names the component and the unknown id', () => {
    expect(() => findStudy(studies, 'nobody', 'StudyCard')).toThrow('StudyCard: no study “nobody” in studies.yaml')
    expect(() => findStudy(studies, 'constructor', 'StudyCard')).toThrow('no study “constructor”')
    expect(() => outcome('beta2021', 'mood')).toThrow('Test: study “beta2021” has no outcome “mood” in studies.yaml (it has: pain, headache)')
  })
})

it('words splits lists of ids', () => {
  expect(words(' a  b,c ')).toEqual(['a', 'b', 'c'])
  expect(words(undefined)).toEqual([])
})

describe('outcomeNumbers', () => {
  it.each([
    ['alpha2020', 'responders', 'Drug 60% (30 of 50), Placebo 40% (20 of 50), difference 20.0% (95% CI 0.8 to 39.2)'],
    ['alpha2020', 'relief', 'Drug 28.8%, Placebo 18.0%'],
    ['alpha2020', 'events', 'Drug 0 of 22, Placebo 5 of 16'],
    ['beta2021', 'pain', 'mean difference 0.49\u00A0points'],
    ['pooled2023', 'harm', 'risk ratio 2.41 (95% CI 1.77 to 3.28)'],
    ['alpha2020', 'mood', ''],
  ])('%s.%s', (study, id, text) => {
    expect(outcomeNumbers(outcome(study, id), deckEn.results)).toBe(text)
  })

  it('leaves the name off a single arm', () => {
    expect(outcomeNumbers({ id: 'x', name: 'X', unit: 'patients', arms: [{ name: 'Drug', value: 5, events: 5, n: 40 }] }, deckEn.results)).toBe('5 of 40')
  })
})

describe('valueAt', () => {
  it.each([
    ['alpha2020.n', '100'],
    ['alpha2020.relief.Placebo', '18.0%'],
    ['alpha2020.relief.drug', '28.8%'],
    ['alpha2020.pain', 'mean difference −0.40\u00A0points (95% CI −0.95 to 0.27)'],
    ['alpha2020.pain.difference', '−0.40\u00A0points'],
    ['alpha2020.pain.ci', '−0.95 to 0.27'],
    ['alpha2020.pain.p', '.27'],
  ])('%s is %s', (path, value) => {
    expect(valueAt(studies, path, deckEn.results)).toBe(value)
  })

  it.each([
    ['nobody.n', 'Value: no study “nobody” in studies.yaml'],
    ['pooled2023.n', 'study “pooled2023” has no n'],
    ['alpha2020.nothing', 'has no outcome “nothing”'],
    ['alpha2020.relief', 'name the arm of outcome “relief”: Drug, Placebo'],
    ['alpha2020.relief.Other', 'has no arm “Other” (it has: Drug, Placebo)'],
    ['alpha2020.mood.p', 'has no P value'],
    ['alpha2020.mood.difference', 'has no difference'],
    ['beta2021.pain.ci', 'has no confidence interval'],
  ])('%s is refused: %s', (path, message) => {
    expect(() => valueAt(studies, path, deckEn.results)).toThrow(message)
  })
})
