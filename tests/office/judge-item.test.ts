import { describe, expect, it } from 'vitest'
import { judgeCorrelation, judgeDifficulty, judgeDiscrimination, judgeGain, judgeReliability, needsLook } from '../../app/office/judge-item.ts'

/* The thresholds are those of docs/guide-cme-office.md. A number is judged as it is shown, with two digits. */
describe('the words beside an item analysis', () => {
  it.each([[0.69, 'hard'], [0.7, 'aimedAt'], [0.9, 'aimedAt'], [0.91, 'easy'], [1, 'easy'], [0, 'hard']])('difficulty %f is %s', (value, word) => expect(judgeDifficulty(value)!.word).toBe(word))

  it.each([[0.4, 'veryGood'], [0.395, 'veryGood'], [0.39, 'good'], [0.3, 'good'], [0.29, 'marginal'], [0.2, 'marginal'], [0.19, 'poor'], [-0.1, 'poor']])('discrimination %f is %s', (value, word) => expect(judgeDiscrimination(value)!.word).toBe(word))

  it.each([[0.2, 'sound'], [0.19, 'weak'], [0, 'weak'], [-0.01, 'negative']])('point-biserial %f is %s', (value, word) => expect(judgeCorrelation(value)!.word).toBe(word))

  it.each([[0.7, 'reliable'], [0.69, 'unreliable']])('reliability %f is %s', (value, word) => expect(judgeReliability(value).word).toBe(word))

  it.each([[0.29, 'low'], [0.3, 'medium'], [0.7, 'medium'], [0.71, 'high'], [-0.2, 'low']])('gain %f is %s', (value, word) => expect(judgeGain(value).word).toBe(word))

  it('say nothing where nothing is known', () => {
    expect([judgeDifficulty(null), judgeDiscrimination(null), judgeCorrelation(null)]).toEqual([undefined, undefined, undefined])
  })

  it('call for a look at what is not as it is meant to be, and not for want of learners', () => {
    const item = { item: 'a', stem: '', objectives: [], n: 30, difficulty: 0.8, discrimination: null, pointBiserial: null, options: [] }
    expect(needsLook(item)).toBe(false)
    expect(needsLook({ ...item, pointBiserial: -0.1 })).toBe(true)
    expect(needsLook({ ...item, options: [{ text: '', right: false, chosen: 0, nonFunctional: true }] })).toBe(true)
    // Of few learners nothing is judged.
    expect(needsLook({ ...item, n: 29, difficulty: 1, options: [{ text: '', right: false, chosen: 0, nonFunctional: true }] })).toBe(false)
  })
})
