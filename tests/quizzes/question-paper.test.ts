import { describe, expect, it } from 'vitest'
import { answerKey } from '../../scripts/quizzes/question-paper/answer-key.ts'
import { letter } from '../../scripts/quizzes/question-paper/paper-form.ts'
import { questionPaper } from '../../scripts/quizzes/question-paper/question-paper.ts'
import { contextOf, evaluationTypes, quizFrom, quizOf } from './format-context.ts'

const paper = (quiz: Parameters<typeof questionPaper>[0], language = 'en') => questionPaper(quiz, contextOf(quiz, { language }))
const key = (quiz: Parameters<typeof questionPaper>[0]) => answerKey(quiz, contextOf(quiz))

describe('questionPaper', () => {
  it('tells nothing of the keys', () => {
    expect(paper(quizOf())).not.toMatch(/FEEDBACK|RATIONALE|BLANK-|VARIANT-|4\.5 ± 0\.1/)
  })

  it('is the same whatever the keys are', () => {
    const source = (keys: string) => quizFrom(`---\ntitle: A\nkind: practice\nshuffle: [questions, options]\n---\n\n${keys}`)
    const one = source('## Q? {#q}\n\n- [x] A\n- [ ] B\n\n## M {#m type=matching}\n\n| a | b |\n|-|-|\n| 1 | X |\n| 2 | Y |\n\n## O {#o type=ordering}\n\n1. A\n2. B\n3. C\n\n## F ___ {#f type=fill-in}\n\n1. alpha\n\n## N {#n type=numeric answer="4 mg"}\n\n## S? {#s type=hot-spot}\n\n![A heart](h.png)\n\n- [x] R `rect 1 1 9 9`\n- [ ] T `rect 20 20 9 9`\n')
    const other = source('## Q? {#q}\n\n- [ ] A\n- [x] B\n\n## M {#m type=matching}\n\n| a | b |\n|-|-|\n| 1 | Y |\n| 2 | X |\n\n## O {#o type=ordering}\n\n1. C\n2. A\n3. B\n\n## F ___ {#f type=fill-in}\n\n1. beta\n\n## N {#n type=numeric answer="7 ± 1 mg"}\n\n## S? {#s type=hot-spot}\n\n![A heart](h.png)\n\n- [ ] R `rect 1 1 9 9`\n- [x] T `rect 20 20 9 9`\n')
    expect(paper(one)).toBe(paper(other))
    expect(key(one)).not.toBe(key(other))
  })

  it('stands on its own: no script, no network', () => {
    const html = paper(quizOf())
    expect(html).not.toMatch(/<script|https?:|<link/)
    expect(html).toContain('src="data:image/png;base64,')
  })

  it('names the pass mark as points of this paper', () => {
    expect(paper(quizOf(['single', 'multiple', 'true-false'], 'passMark: 75%\n'))).toContain('3 of 3 points (75%) pass.')
  })

  it('speaks German in a German course', () => {
    expect(paper(quizOf(['single']), 'de-AT')).toContain('Eine Antwort ist richtig.')
  })

  it('prints one draw of a pool, and the key for the same draw', () => {
    const quiz = quizFrom(`---\ntitle: A\nkind: practice\nshuffle: [questions, options]\nseed: 9\ndraw: 2 of 4\n---\n\n${['a', 'b', 'c', 'd'].map(id => `## Q-${id}? {#${id}}\n\n- [x] RIGHT-${id}\n- [ ] WRONG-${id}\n- [ ] OTHER-${id}\n`).join('\n')}`)
    const asked = [...paper(quiz).matchAll(/Q-(.)\?/g)].map(match => match[1])
    expect(asked).toHaveLength(2)
    expect([...key(quiz).matchAll(/Q-(.)\?/g)].map(match => match[1])).toEqual(asked)
    expect(paper(quiz)).toContain('Form 9')
    // The letter of the key is the letter on the paper.
    for (const id of asked) {
      const printed = new RegExp(`<span>(\\w)</span><span>RIGHT-${id}`).exec(paper(quiz))![1]
      expect(key(quiz)).toContain(`<p class="right">${printed} RIGHT-${id}</p>`)
    }
  })

  it('prints scales, lines and changes of an evaluation', () => {
    const html = paper(quizOf(evaluationTypes))
    expect(html).toContain('class="scale"')
    expect(html.match(/class="lines"/g)).toHaveLength(2)
    expect(html).toContain('In your own words (within 3 months):')
  })
})

describe('answerKey', () => {
  it('gives every key with its reason and references', () => {
    const html = key(quizOf())
    for (const words of ['RIGHT-single', 'RIGHT-a', 'CHOICE-x', '1. c STEP-c', '4.5 ± 0.1 mg', 'BLANK-a / VARIANT-a', 'REGION-a', 'FEEDBACK-wrong', 'RATIONALE-hot-spot'])
      expect(html).toContain(words)
    expect(html).toContain('<li value="2">Trial &amp; error. <strong>[Retracted]</strong></li>')
  })
})

describe('letter', () => {
  it('goes on after z', () => {
    expect([0, 25, 26, 27, 52].map(letter)).toEqual(['a', 'z', 'aa', 'ab', 'ba'])
  })
})
