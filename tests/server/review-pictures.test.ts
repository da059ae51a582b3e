import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { RecordedEvent } from '../../server/journey/journey-event.ts'
import { describe, expect, it } from 'vitest'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { createGrader } from '../../server/courses/course-grader.ts'
import { replay } from '../../server/journey/journey.ts'
import { reviewOf } from '../../server/journey/review.ts'

const quiz = parseQuiz(`---
title: Post-test
kind: post-test
sealed: true
---

## What does ![the first drawing](first.svg) show? {#first objective=LO1 cite=a}

![A picture before the options](second.svg)

- [x] A dose
  > As in ![the sealed drawing](sealed.svg)
- [ ] ![another drawing](third.svg)

> See ![the drawing of the reason](reason.svg) and again ![the first drawing](first.svg).

## Where is the receptor? {#spot objective=LO1 type=hot-spot cite=a}

![A map of the cell](map.svg)

- [x] The membrane \`rect 0 0 10 10\`
- [ ] The nucleus \`rect 20 20 10 10\`
`, 'quizzes/demo/post-test.md')

const at = '2026-11-22T09:00:00.000Z'

function review() {
  const postTest = quiz.quiz!
  const bundle = {
    name: 'demo',
    version: 'v1',
    frontMatter: 'f1',
    meta: { assessment: { passMark: 50, attempts: 'unlimited', feedback: 'answers' }, completion: { rules: ['Pass'] }, credits: { type: 'None', maximum: 1, step: 0.25 }, accreditation: 'none', released: '2026-01-01', expires: '2028-01-01' },
    slides: 2,
    quizzes: [postTest],
    references: [],
  } as unknown as CourseBundle
  const responses = Object.fromEntries(postTest.items.map(item => [item.id, 0]))
  const events: RecordedEvent[] = [
    { kind: 'enrolled', body: { learner: 'ann', course: 'demo', version: 'v1' }, at },
    { kind: 'attempt-started', body: { attempt: 1, seed: 1 }, at },
    ...Object.entries(responses).map(([item, response]): RecordedEvent => ({ kind: 'answered', body: { attempt: 1, item, response }, at })),
    { kind: 'attempt-submitted', body: { attempt: 1, ...createGrader(bundle).gradeTest('post-test', postTest.items.map(item => item.id), responses) }, at },
  ]
  return reviewOf(replay(events), 1, bundle)!.items
}

describe('the pictures of a review', () => {
  it('have the numbers that they have in the public content, wherever they stand', () => {
    const [first, spot] = review()
    expect(first!.stem).toBe('What does <em data-figure="1">the first drawing</em> show?')
    expect(first!.detail).toContain('<em data-figure="2">A picture before the options</em>')
    expect(first!.options[1]!.text).toBe('<em data-figure="3">another drawing</em>')
    expect(first!.rationale).toContain('<em data-figure="1">the first drawing</em>')
    expect(spot!.detail).toBe('<p><em data-figure="4">A map of the cell</em></p>')
  })

  it('are words alone where only a key, a feedback or a rationale has them: those files are sealed', () => {
    const [first] = review()
    expect(first!.options[0]!.feedback).toContain('<em>the sealed drawing</em>')
    expect(first!.rationale).toContain('<em>the drawing of the reason</em>')
  })

  it('name no file', () => {
    expect(JSON.stringify(review())).not.toContain('.svg')
  })
})
