import fc from 'fast-check'
import { parse } from 'gift-pegjs'
import { describe, expect, it } from 'vitest'
import { giftQuiz } from '../../scripts/quizzes/gift/gift-quiz.ts'
import { toHtml } from '../../scripts/quizzes/rich-text.ts'
import { contextOf, quizFrom, quizOf } from './format-context.ts'

/** What the other parser, gift-pegjs, reads. */
interface GiftQuestion {
  type: string
  id?: string | null
  title?: string | null
  stem: { format: string, text: string }
  globalFeedback?: { text: string } | null
  choices?: { isCorrect: boolean, weight: number | null, text: { text: string, number?: number, range?: number }, feedback: { text: string } | null }[] | { isCorrect: boolean, weight: number | null, text: { number: number, range: number } }
  matchPairs?: { subquestion: { text: string }, subanswer: string }[]
  isTrue?: boolean
  trueFeedback?: { text: string } | null
  falseFeedback?: { text: string } | null
}

function reread(quiz: Parameters<typeof giftQuiz>[0]): GiftQuestion[] {
  return (parse(giftQuiz(quiz, contextOf(quiz)).text!) as unknown as GiftQuestion[]).filter(question => question.type !== 'Category')
}

describe('giftQuiz, read by gift-pegjs', () => {
  const questions = new Map(reread(quizOf()).map(question => [question.title, question]))

  it('gives one question for each item that GIFT can say, by id', () => {
    expect([...questions.keys()]).toEqual(['one', 'many', 'truth', 'pairs', 'steps', 'dose'])
  })

  it('keeps a single best answer with its feedback, rationale and references', () => {
    const question = questions.get('one')!
    expect(question).toMatchObject({ type: 'MC', stem: { format: 'html' } })
    expect(question.stem.text).toContain('<table>')
    expect(question.stem.text).toContain('STEM-single <em>which</em>?')
    const choices = question.choices as Extract<GiftQuestion['choices'], unknown[]>
    expect(choices.map(choice => [choice.isCorrect, choice.text.text])).toEqual([[true, 'RIGHT-single &quot;quoted&quot; {1:2} ~ = # * /'], [false, 'WRONG-single'], [false, 'OTHER-single']])
    expect(choices[0]!.feedback!.text).toBe('<p>FEEDBACK-right</p>')
    expect(question.globalFeedback!.text).toContain('RATIONALE-single')
    expect(question.globalFeedback!.text).toContain('1. Label. <em>Title</em>.')
  })

  it('keeps multiple answers, each with its share', () => {
    const choices = questions.get('many')!.choices as Extract<GiftQuestion['choices'], unknown[]>
    expect(choices.map(choice => choice.weight)).toEqual([50, 50, -100])
  })

  // Moodle takes the first as that of a wrong answer, whatever the key; gift-pegjs calls the first trueFeedback.
  it('keeps true and false, and the feedback of a wrong answer before that of the right one', () => {
    expect(questions.get('truth')).toMatchObject({ type: 'TF', isTrue: false, trueFeedback: { text: '<p>FEEDBACK-true</p>' }, falseFeedback: { text: '<p>FEEDBACK-false</p>' } })
    const [right] = reread(quizFrom('---\ntitle: A\nkind: practice\n---\n\n## S. {#s type=true-false}\n\n- [x] True\n  > YES\n- [ ] False\n  > NO\n'))
    expect(right).toMatchObject({ isTrue: true, trueFeedback: { text: '<p>NO</p>' }, falseFeedback: { text: '<p>YES</p>' } })
  })

  it('keeps matching, and ordering as matching', () => {
    expect(questions.get('pairs')!.matchPairs!.map(pair => [pair.subquestion.text, pair.subanswer])).toEqual([['PROMPT-a', 'CHOICE-x'], ['PROMPT-b', 'CHOICE-y'], ['PROMPT-c', 'CHOICE-z']])
    expect(questions.get('steps')!.matchPairs!.map(pair => [pair.subquestion.text, pair.subanswer])).toEqual([['1.', 'STEP-c'], ['2.', 'STEP-a'], ['3.', 'STEP-b']])
  })

  it('keeps a number with its tolerance', () => {
    expect(questions.get('dose')).toMatchObject({ type: 'Numerical', choices: { number: 4.5, range: 0.1 } })
  })

  it('keeps a short answer with its variants', () => {
    const quiz = quizFrom('---\ntitle: A\nkind: practice\n---\n\n## The opioid ___ of the poppy. {#one type=fill-in}\n\n1. morphine | morphin\n')
    const [question] = reread(quiz)
    expect(question).toMatchObject({ type: 'Short', stem: { text: 'The opioid _____ of the poppy.' } })
    expect((question!.choices as { text: { text: string } }[]).map(choice => choice.text.text)).toEqual(['morphine', 'morphin'])
  })

  it('keeps every option word for word, whatever signs it holds', () => {
    const sign = fc.constantFrom('~', '=', '#', '{', '}', ':', '\\\\', '/', '%', '->', '"', '&', 'a', 'é', ' ', '1', '####', '::')
    const text = fc.array(sign, { minLength: 1, maxLength: 12 }).map(signs => `x${signs.join('')}x`)
    fc.assert(fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 4 }), (texts) => {
      const quiz = quizFrom(`---\ntitle: A\nkind: practice\n---\n\n## Q? {#one}\n\n${texts.map((option, index) => `- [${index ? ' ' : 'x'}] ${option}`).join('\n')}\n`)
      const item = quiz.items[0]!
      const [question] = reread(quiz)
      const decoded = (html: string) => html.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
      // Runs of spaces are one space in HTML; the arrow of matching is written as an arrow.
      const plain = (text: string) => decoded(text).replace(/→/g, '->').replace(/\s+/g, ' ').trim()
      expect((question!.choices as { text: { text: string } }[]).map(choice => plain(choice.text.text))).toEqual('options' in item ? item.options.map(option => plain(toHtml(option.text, () => ''))) : [])
    }), { numRuns: 300 })
  })

  it('names a category for each stratum of a pool', () => {
    const quiz = quizFrom('---\ntitle: A/B\nkind: practice\ndraw:\n  LO1: 1 of 1\n  LO2: 1 of 1\n---\n\n## Q? {#one objective=LO1}\n\n- [x] A\n- [ ] B\n\n## Q? {#two objective=LO2}\n\n- [x] A\n- [ ] B\n')
    expect(giftQuiz(quiz, contextOf(quiz)).text!.match(/^\$CATEGORY.*$/gm)).toEqual(['$CATEGORY: A course/A//B/LO1', '$CATEGORY: A course/A//B/LO2'])
  })
})
