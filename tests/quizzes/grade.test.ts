import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grade, gradeQuiz, isGraded, reaches } from '../../scripts/quizzes/grade.ts'
import { allOrNothing, partialTypes } from '../../scripts/quizzes/quiz-model.ts'
import { readResponse } from '../../scripts/quizzes/response.ts'
import { fillInItem, hotSpotItem, matchingItem, multipleItem, numericItem, orderingItem, readQuiz, singleItem, surveyItems, trueFalseItem } from './quiz-source.ts'

const quiz = readQuiz([
  '## Which one? {#one}\n\n- [x] This\n  > Good.\n- [ ] That\n  > Bad.\n- [ ] Other\n\n> Because.\n',
  multipleItem,
  trueFalseItem,
  matchingItem,
  orderingItem,
  numericItem,
  fillInItem,
  hotSpotItem,
].join('\n'))
const item = (id: string) => quiz.items.find(item => item.id === id)!
const partial = { 'multiple': 'partial', 'matching': 'partial', 'ordering': 'partial', 'fill-in': 'partial' } as const
const subsets = (size: number) => Array.from({ length: 2 ** size }, (_, bits) => Array.from({ length: size }, (_, index) => index).filter(index => bits >> index & 1))
const orders = (indices: number[]): number[][] => indices.length < 2 ? [indices] : indices.flatMap(first => orders(indices.filter(index => index !== first)).map(rest => [first, ...rest]))

describe('grade', () => {
  it.each([[0, 1], [1, 0], [2, 0]])('single: option %i gives %i', (option, points) => {
    expect(grade(item('one'), option)).toMatchObject({ points, maxPoints: 1, feedback: { answered: true, correct: points === 1, rationale: { text: 'Because.' } } })
  })

  it('gives the feedback of what was chosen', () => {
    expect(grade(item('one'), 1).feedback.chosen.map(text => text.text)).toEqual(['Bad.'])
    expect(grade(item('one'), 2).feedback.chosen).toEqual([])
    const many = readQuiz('## S {#a type=multiple}\n\n- [x] A\n  > a\n- [ ] B\n  > b\n- [x] C\n  > c\n').items[0]!
    expect(grade(many, [2, 0]).feedback.chosen.map(text => text.text)).toEqual(['a', 'c'])
  })

  it.each([[0, 0], [1, 1]])('true-false: option %i gives %i', (option, points) => {
    expect(grade(item('tf'), option).points).toBe(points)
  })

  it('multiple: every subset', () => {
    for (const chosen of subsets(4)) {
      const right = chosen.filter(index => index === 0 || index === 2).length
      const wrong = chosen.length - right
      expect(grade(item('many'), chosen).points).toBe(right === 2 && wrong === 0 ? 1 : 0)
      expect(grade(item('many'), chosen, partial).points).toBe(Math.max(0, right - wrong) / 2)
    }
  })

  it('matching: every assignment, half-filled ones too', () => {
    const values = [null, 0, 1]
    for (const a of values) {
      for (const b of values) {
        for (const c of values) {
          const right = [a === 0, b === 1, c === 0].filter(Boolean).length
          expect(grade(item('match'), [a, b, c]).points).toBe(right === 3 ? 1 : 0)
          expect(grade(item('match'), [a, b, c], partial).points).toBeCloseTo(right / 3)
        }
      }
    }
  })

  it('ordering: every permutation', () => {
    for (const order of orders([0, 1, 2])) {
      const right = [2, 0, 1].filter((choice, place) => order[place] === choice).length
      expect(grade(item('order'), order).points).toBe(right === 3 ? 1 : 0)
      expect(grade(item('order'), order, partial).points).toBeCloseTo(right / 3)
    }
  })

  it.each([['4.5', 1], ['4.4', 1], ['4.6', 1], ['4,5', 1], ['+4.50', 1], [' 4.5 ', 1], ['4.39', 0], ['4.61', 0], ['-4.5', 0], ['−4.5', 0], ['4.5 mg', 1], ['4.5mg', 1], ['4.5 g', 0], ['4.5 mg mg', 0], ['mg', 0], ['', 0], ['four', 0], ['1e1', 0], ['NaN', 0]])('numeric: "%s" gives %i', (typed, points) => {
    expect(grade(item('number'), typed).points).toBe(points)
  })

  it('fill-in: every pair of right and wrong, in any spelling that does not matter', () => {
    const first = { 'minus': 1, 'MINUS': 1, ' minus ': 1, '-': 1, '−': 1, 'plus|minus': 1, 'plus minus': 0, 'plus': 0, '': 0 }
    const second = { 'negative': 1, 'Negative': 1, 'nega tive': 0, '': 0 }
    for (const [one, right] of Object.entries(first)) {
      for (const [other, alsoRight] of Object.entries(second)) {
        expect(grade(item('fill'), [one, other]).points, `${one}, ${other}`).toBe(right && alsoRight ? 1 : 0)
        expect(grade(item('fill'), [one, other], partial).points, `${one}, ${other}`).toBe((right + alsoRight) / 2)
      }
    }
  })

  it('fill-in: with match=exact capitals matter, and nothing else more', () => {
    const exact = readQuiz('## Gene? {#g type=fill-in match=exact}\n\n1. BRCA-1\n').items[0]!
    expect(['BRCA-1', ' BRCA‑1 ', 'brca-1', 'BRCA1'].map(typed => grade(exact, [typed]).points)).toEqual([1, 1, 0, 0])
  })

  it.each([[0, 1], [1, 0], [2, 0]])('hot-spot: region %i gives %i', (region, points) => {
    expect(grade(item('spot'), region)).toMatchObject({ points, feedback: { chosen: region === 1 ? [] : [{ text: points ? 'Right.' : 'Wrong.' }] } })
  })

  it('has nothing to give where there is no right answer', () => {
    const survey = readQuiz(surveyItems, 'evaluation')
    const answers: Record<string, unknown> = { l: 1, b: 0, m: [0, 1], w: 'So.', c: { changes: [1], own: '' }, d: { changes: [], own: 'This' } }
    for (const item of survey.items) {
      expect(isGraded(item)).toBe(false)
      expect(grade(item, answers[item.id])).toMatchObject({ points: 0, maxPoints: 0, feedback: { answered: true, correct: false } })
    }
    expect(gradeQuiz(survey, answers, { passMark: 75 })).toMatchObject({ percent: 0, passed: undefined })
  })

  const misfits: [id: string, value: unknown][] = [
    ['one', undefined],
    ['one', null],
    ['one', -1],
    ['one', 3],
    ['one', 0.5],
    ['one', '0'],
    ['one', [0]],
    ['many', []],
    ['many', 0],
    ['many', [0, 0, 2]],
    ['many', [0, 2, 4]],
    ['many', ['0', '2']],
    ['match', [0, 1]],
    ['match', [0, 1, 0, 0]],
    ['match', [0, 1, 2]],
    ['match', [null, null, null]],
    ['match', '0,1,0'],
    ['order', [2, 0]],
    ['order', [2, 0, 0]],
    ['order', [2, 0, 1, 3]],
    ['number', 4.5],
    ['number', '  '],
    ['number', '1'.repeat(10_001)],
    ['fill', ['minus']],
    ['fill', ['', ' ']],
    ['fill', ['minus', 3]],
    ['fill', 'minus'],
    // A hole is no text and no choice.
    // eslint-disable-next-line no-sparse-arrays
    ['fill', ['minus', ,]],
    // eslint-disable-next-line no-sparse-arrays
    ['match', [0, , 0]],
    ['spot', 3],
    ['spot', [0]],
    ['spot', { x: 10, y: 10 }],
  ]
  it.each(misfits)('%s: %j is no answer', (id, value) => {
    expect(grade(item(id), value)).toMatchObject({ points: 0, maxPoints: 1, feedback: { answered: false, correct: false, chosen: [] } })
  })

  it('is pure, and never leaves 0 to maxPoints, for any value and policy', () => {
    const policy = fc.subarray([...partialTypes]).map(types => ({ ...allOrNothing, ...Object.fromEntries(types.map(type => [type, 'partial' as const])) }))
    const value = fc.oneof(fc.anything(), fc.nat(5), fc.array(fc.nat(4), { maxLength: 5 }), fc.array(fc.oneof(fc.constantFrom('minus', 'negative'), fc.string()), { maxLength: 3 }))
    fc.assert(fc.property(fc.constantFrom(...quiz.items), value, policy, (item: Item, value, policy) => {
      const first = grade(item, value, policy)
      expect(first.points).toBeGreaterThanOrEqual(0)
      expect(first.points).toBeLessThanOrEqual(first.maxPoints)
      expect(grade(item, value, policy)).toEqual(first)
      expect(first.feedback.correct).toBe(first.points === 1)
    }))
  })
})

describe('readResponse', () => {
  it('sorts a multiple answer and trims a typed one', () => {
    expect(readResponse(item('many'), [2, 0])).toEqual([0, 2])
    expect(readResponse(item('number'), ' 4.5 ')).toBe('4.5')
  })
})

describe('readResponse of a commitment', () => {
  const change = readQuiz(surveyItems, 'evaluation').items.find(item => item.id === 'c')!
  it.each([
    [{ changes: [1, 0], own: ' so ' }, { changes: [0, 1], own: 'so' }],
    [{ changes: [], own: 'so' }, { changes: [], own: 'so' }],
    [{ changes: [], own: ' ' }, undefined],
    [{ changes: [2], own: '' }, undefined],
    [{ changes: [0] }, undefined],
    [{ own: 'so' }, undefined],
    [[0], undefined],
    [null, undefined],
    ['so', undefined],
  ])('%j is read as %j', (value, response) => {
    expect(readResponse(change, value)).toEqual(response)
  })
})

describe('gradeQuiz', () => {
  const right = { one: 0, many: [0, 2], tf: 1, match: [0, 1, 0], order: [2, 0, 1], number: '4.5', fill: ['minus', 'negative'], spot: 0 }

  it('adds up', () => {
    expect(gradeQuiz(quiz, right, { passMark: 100 })).toMatchObject({ points: 8, maxPoints: 8, percent: 100, passed: true })
    expect(gradeQuiz(quiz, { ...right, one: 1 }, { passMark: 100 })).toMatchObject({ points: 7, passed: false })
    expect(gradeQuiz(quiz, {}, { passMark: 1 })).toMatchObject({ points: 0, maxPoints: 8, percent: 0, passed: false })
  })

  it('passes nobody and fails nobody without a pass mark', () => {
    expect(gradeQuiz(quiz, right).passed).toBeUndefined()
  })

  it('takes the quiz\'s own pass mark, or the one given', () => {
    const strict = { ...quiz, passMark: 90 }
    expect(gradeQuiz(strict, { ...right, one: 1 }).passed).toBe(false)
    expect(gradeQuiz(strict, { ...right, one: 1 }, { passMark: 80 }).passed).toBe(true)
  })

  it('is not misled by ids that every object has', () => {
    const odd = readQuiz(singleItem.replace('#one', '#constructor'))
    expect(gradeQuiz(odd, {}, { passMark: 50 })).toMatchObject({ points: 0, passed: false })
  })

  it('passes with partial credit', () => {
    expect(gradeQuiz(quiz, { ...right, many: [0] }, { policy: { ...allOrNothing, multiple: 'partial' } }).points).toBe(7.5)
    expect(gradeQuiz({ ...quiz, grading: { ...allOrNothing, multiple: 'partial' } }, { ...right, many: [0] }).points).toBe(7.5)
  })
})

describe('reaches', () => {
  it.each([[9, 12, 75, true], [8, 12, 75, false], [2, 3, 200 / 3, true], [1 / 3 + 1 / 3 + 1 / 3, 1, 100, true], [0, 12, 0.1, false], [12, 12, 100, true]])('%d of %d at %d percent: %s', (points, max, passMark, passes) => {
    expect(reaches(points, max, passMark)).toBe(passes)
  })
})
