import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeQuiz, attemptItems, optionOrder } from '../../scripts/quizzes/arrange-quiz.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { quizEntries, stratumOf } from '../../scripts/quizzes/quiz-entries.ts'
import { caseItems, singleItem } from './quiz-source.ts'

/** Ten questions and a case with two: four entries of LO1, five of LO2, and the case of LO3. */
function pool(draw: string, shuffle = '[questions, options]') {
  const questions = Array.from({ length: 9 }, (_, index) => singleItem.replace('#one', `#q${index} objective=LO${index < 4 ? 1 : 2}`))
  const { quiz, problems } = parseQuiz(`---\ntitle: A\nkind: practice\nshuffle: ${shuffle}\ndraw: ${draw}\n---\n${[...questions, caseItems.replace('objective=LO1', 'objective=LO3')].join('\n')}`, 'quiz.md')
  expect(problems).toEqual([])
  return quiz!
}

const seeds = fc.nat(0x7FFFFFFF)

describe('arrangeQuiz', () => {
  it('draws as many entries as the pool says, each at most once, the same for the same seed', () => {
    const quiz = pool('5 of 10')
    fc.assert(fc.property(seeds, (seed) => {
      const entries = arrangeQuiz(quiz, seed)
      expect(entries).toHaveLength(5)
      expect(new Set(attemptItems(quiz, seed)).size).toBe(attemptItems(quiz, seed).length)
      expect(arrangeQuiz(quiz, seed)).toEqual(entries)
    }))
  })

  it('draws of every objective what the strata say', () => {
    const quiz = pool('{ LO1: 2 of 4, LO2: 3 of 5, LO3: 0 of 1 }')
    fc.assert(fc.property(seeds, (seed) => {
      const drawn = arrangeQuiz(quiz, seed).map(stratumOf)
      expect(drawn.filter(objective => objective === 'LO1')).toHaveLength(2)
      expect(drawn.filter(objective => objective === 'LO2')).toHaveLength(3)
      expect(drawn).toHaveLength(5)
    }))
  })

  it('keeps a case whole and in its order, wherever it goes', () => {
    const quiz = pool('10 of 10')
    const places = new Set<number>()
    fc.assert(fc.property(seeds, (seed) => {
      const ids = attemptItems(quiz, seed).map(item => item.id)
      places.add(ids.indexOf('first'))
      expect(ids.indexOf('second')).toBe(ids.indexOf('first') + 1)
    }))
    expect(places.size).toBeGreaterThan(5)
  })

  it('draws every entry about as often as any other', () => {
    const quiz = pool('5 of 10')
    const times = new Map(quizEntries(quiz).map(entry => [entry.items[0]!.id, 0]))
    for (let seed = 0; seed < 2000; seed++)
      arrangeQuiz(quiz, seed * 7919).forEach(entry => times.set(entry.items[0]!.id, times.get(entry.items[0]!.id)! + 1))
    // 1000 each is expected; the standard deviation is 22.
    for (const [id, count] of times)
      expect(Math.abs(count - 1000), id).toBeLessThan(130)
  })

  it('leaves the order of the source alone unless it is told to shuffle', () => {
    const quiz = pool('10 of 10', '[]')
    expect(attemptItems(quiz, 3).map(item => item.id)).toEqual(quiz.items.map(item => item.id))
    expect(optionOrder(quiz, quiz.items[0]!, 3)).toEqual([0, 1])
  })
})
