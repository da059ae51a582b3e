import type { Item, Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { RecordedEvent } from '../../server/journey/journey-event.ts'
import type { Journey } from '../../server/journey/journey.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedbackPolicies } from '../../scripts/course/feedback-policy.ts'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { createGrader } from '../../server/courses/course-grader.ts'
import { policyOf } from '../../server/courses/course-policy.ts'
import { lectureRule } from '../../server/courses/lecture-rule.ts'
import { decide } from '../../server/journey/decide.ts'
import { journeyView } from '../../server/journey/journey-view.ts'
import { apply, replay } from '../../server/journey/journey.ts'
import { reviewOf } from '../../server/journey/review.ts'
import { rightResponse, wrongResponse } from '../e2e/post-test-driver.ts'
import { sealedQuiz, secretsOf } from '../quizzes/sealed-quiz.ts'

/* Every item type; each word of a key, a feedback or a rationale is marked, so that one that leaves is seen. */
const quiz = parseQuiz(sealedQuiz('one'), 'quizzes/demo/post-test.md').quiz!
const other = parseQuiz(sealedQuiz('other'), 'quizzes/demo/post-test.md').quiz!

function bundleOf(postTest: Quiz, feedback: unknown): CourseBundle {
  return {
    name: 'demo',
    version: 'v1',
    frontMatter: 'f1',
    meta: { assessment: { passMark: 75, attempts: 'unlimited', feedback }, completion: { rules: ['Pass'] }, credits: { type: 'None', maximum: 1, step: 0.25 }, accreditation: 'none', released: '2026-01-01', expires: '2028-01-01' },
    slides: 2,
    quizzes: [postTest],
    references: [{ key: 'younger2013', number: 7, html: 'zqkeyreference', text: 'zqkeyreference', retracted: 'Retracted', unverified: 'year & page' }],
  } as unknown as CourseBundle
}

type Step = 'right' | 'wrong' | 'open'
const at = '2026-11-22T09:00:00.000Z'

/** A journey with an attempt for each step; an open one is answered and not submitted. */
function journeyOf(bundle: CourseBundle, steps: readonly Step[], seed: number): Journey {
  const grader = createGrader(bundle)
  const events: RecordedEvent[] = [{ kind: 'enrolled', body: { learner: 'ann', course: 'demo', version: 'v1' }, at }]
  steps.forEach((step, index) => {
    const attempt = index + 1
    const items = attemptItems(bundle.quizzes[0]!, seed + index)
    events.push({ kind: 'attempt-started', body: { attempt, seed: seed + index }, at })
    const responses = Object.fromEntries(items.map(item => [item.id, (step === 'wrong' ? wrongResponse(item) : rightResponse(item)) as never]))
    for (const [item, response] of Object.entries(responses))
      events.push({ kind: 'answered', body: { attempt, item, response }, at })
    if (step !== 'open')
      events.push({ kind: 'attempt-submitted', body: { attempt, ...grader.gradeTest('post-test', items.map(item => item.id), responses) }, at })
  })
  return replay(events)
}

const isSecret = new RegExp([...secretsOf('one'), 'zqkeyreference'].join('|'), 'i')

describe('what a learner is told of the post-test', () => {
  const arbitrary = [fc.constantFrom(...feedbackPolicies, 'words of an old version', undefined), fc.array(fc.constantFrom<Step>('right', 'wrong')), fc.boolean(), fc.nat()] as const

  it('holds no key before a submission, whatever the policy and the state', () => {
    fc.assert(fc.property(arbitrary[0], arbitrary[2], arbitrary[3], (feedback, open, seed) => {
      // What the learner typed is theirs; wrong answers keep the right number out of it.
      const bundle = bundleOf(quiz, feedback)
      const journey = journeyOf(bundle, open ? ['open'] : [], seed)
      const view = journeyView(journey, bundle, { now: at })
      expect(JSON.stringify({ ...view, postTest: { ...view.postTest, open: null } })).not.toMatch(isSecret)
      expect(view.postTest.results).toEqual([])
      for (const attempt of [0, 1, 2])
        expect(reviewOf(journey, attempt, bundle)).toBeUndefined()
    }))
  })

  it('tells of a submitted attempt what the policy allows and no more', () => {
    fc.assert(fc.property(arbitrary[0], fc.array(fc.constantFrom<Step>('right', 'wrong'), { minLength: 1, maxLength: 3 }), arbitrary[2], arbitrary[3], (feedback, steps, open, seed) => {
      const bundle = bundleOf(quiz, feedback)
      const passed = steps.includes('right')
      const journey = journeyOf(bundle, [...steps, ...open ? ['open' as const] : []], seed)
      const told = { 'none': 'result', 'score': 'score', 'items': 'items', 'answers': 'answers', 'answers-when-passed': passed ? 'answers' : 'score' }[(feedbackPolicies.find(policy => policy === feedback) ?? 'answers-when-passed')]
      const { postTest } = journeyView(journey, bundle, { now: at })
      expect(postTest.told).toBe(told)
      steps.forEach((step, index) => {
        const result = postTest.results[index]!
        const review = reviewOf(journey, index + 1, bundle)!
        expect(review).toMatchObject({ told, passed: step === 'right' })
        expect([result.points !== null, review.points !== null]).toEqual([told !== 'result', told !== 'result'])
        expect([result.items !== null, review.items.every(item => item.points !== null)]).toEqual(Array.from({ length: 2 }).fill(told === 'items' || told === 'answers'))
        // Of a wrong attempt, so that the learner's own right answers hide nothing.
        if (step === 'wrong')
          expect(isSecret.test(JSON.stringify(review))).toBe(told === 'answers')
        if (told !== 'answers')
          expect(JSON.stringify(review.items)).not.toMatch(/"right":(?!null)/)
      })
      // An attempt that is open is not looked at, however much is told of the others.
      expect(reviewOf(journey, steps.length + 1, bundle)).toBeUndefined()
    }), { numRuns: 200 })
  })

  it('is the same whatever the keys are, until keys are told', () => {
    for (const feedback of ['none', 'score', 'items'] as const) {
      const [one, two] = [quiz, other].map((postTest) => {
        const bundle = bundleOf(postTest, feedback)
        const items = attemptItems(postTest, 5)
        const responses = Object.fromEntries(items.map(item => [item.id, sameResponse(item)]))
        const journey = replay([
          { kind: 'enrolled', body: { learner: 'ann', course: 'demo', version: 'v1' }, at },
          { kind: 'attempt-started', body: { attempt: 1, seed: 5 }, at },
          ...items.map(item => ({ kind: 'answered' as const, body: { attempt: 1, item: item.id, response: responses[item.id]! as never }, at })),
          { kind: 'attempt-submitted', body: { attempt: 1, points: 1, maxPoints: 9, passed: false, items: {} }, at },
        ])
        return JSON.stringify(reviewOf(journey, 1, bundle))
      })
      expect(one).toBe(two)
    }
  })

  it('shows what was chosen in the order in which it was shown, with reasons and references', () => {
    const bundle = bundleOf(quiz, 'answers')
    const review = reviewOf(journeyOf(bundle, ['wrong'], 5), 1, bundle)!
    const item = (id: string) => review.items.find(item => item.id === id)!
    expect(item('single').options.filter(option => option.chosen)).toEqual([{ text: 'Ibuprofen', chosen: true, right: false, feedback: expect.stringContaining('zqkeyfeedback2') }])
    expect(item('single').references).toEqual([{ number: 7, text: 'zqkeyreference <strong>[Retracted]</strong> <strong>[Unverified: year &amp; page]</strong>' }])
    expect(item('single').rationale).toContain('zqkeyrationale1')
    expect(item('numeric').rows[0]!.right).toBe('8317.25 ± 0.5 mg')
    expect(item('matching').rows.map(row => [row.label, row.right])).toEqual([['1\u00A0mg', 'Low'], ['50\u00A0mg', 'Standard']])
    expect(item('ordering').rows.map(row => row.right)).toEqual(['Tell', 'Stop', 'Operate'])
    expect(item('case-question').case?.title).toContain('A patient')
    // Of three steps in the wrong order one stands in its place, and this quiz counts parts.
    expect(Object.fromEntries(review.items.map(({ id, points }) => [id, points]))).toMatchObject({ single: 0, numeric: 0, ordering: 1 / 3 })
  })
})

describe('what would be a hint', () => {
  const citing = parseQuiz(sealedQuiz('one').replace('## Which drug?', '## Which drug [@younger2013]?'), 'quizzes/demo/post-test.md').quiz!

  it.each(feedbackPolicies)('where something is cited in a question is told with the answers alone: %s', (feedback) => {
    const bundle = bundleOf(citing, feedback)
    const stem = reviewOf(journeyOf(bundle, ['wrong'], 5), 1, bundle)!.items.find(item => item.id === 'single')!.stem
    expect(stem).toContain('Which drug')
    expect(stem.includes('<sup>7</sup>')).toBe(feedback === 'answers')
    expect(stem.includes('<sup>')).toBe(feedback === 'answers')
  })
})

describe('a test that draws from a pool', () => {
  const drawing = { ...quiz, pool: { draw: 3, of: quiz.items.length } }
  const { postTestItems } = createGrader(bundleOf(drawing, 'answers'))

  it('asks for what was drawn and no more, and is graded and shown by that', () => {
    fc.assert(fc.property(fc.nat(), (seed) => {
      const drawn = postTestItems(seed)
      // A case stays whole.
      expect(drawn.length).toBeLessThan(quiz.items.length)
      expect(drawn).toEqual(attemptItems(drawing, seed).map(item => item.id))
      const bundle = bundleOf(drawing, 'answers')
      const journey = journeyOf(bundle, ['right'], seed)
      expect(reviewOf(journey, 1, bundle)!.items.map(item => item.id)).toEqual(drawn)
      expect(journey.attempts[0]!.result).toMatchObject({ passed: true })
      const begun = journeyOf(bundle, ['open'], seed)
      const rules = { ...createGrader(bundle), now: at, seed: () => 0, certificateId: () => '' }
      const policy = { ...policyOf(bundle), lecture: { slides: 0, seconds: 0 }, frontMatter: 'f1' }
      const acknowledged = apply(begun, { kind: 'acknowledged', body: { frontMatter: 'f1' }, at })
      expect(decide(acknowledged, { kind: 'submit-attempt' }, policy, rules)).toMatchObject({ events: [{ kind: 'attempt-submitted', body: { passed: true } }] })
      const other = quiz.items.find(item => !drawn.includes(item.id))!
      expect(decide(acknowledged, { kind: 'answer', item: other.id, response: sameResponse(other) as number }, policy, rules)).toMatchObject({ refusal: { code: 'unknown-item' } })
    }), { numRuns: 30 })
  })
})

describe('the rules of a course', () => {
  it.each([[undefined, 0], ['none', 0], ['10 minutes', 10], ['7 days', 7 * 1440]])('wait after an attempt: %s', (retakeDelay, minutes) => {
    const bundle = bundleOf(quiz, 'score')
    expect(policyOf({ ...bundle, meta: { ...bundle.meta, assessment: { ...bundle.meta.assessment, attempts: 4, retakeDelay } } }).postTest).toEqual({ attempts: 4, retakeDelay: minutes, feedback: 'score' })
  })
})

/** An answer that fits the item in both versions and is typed the same. */
function sameResponse(item: Item): unknown {
  switch (item.type) {
    case 'multiple':
      return [0]
    case 'matching':
      return item.prompts.map(() => 0)
    case 'ordering':
      return item.choices.map((_, index) => index)
    case 'numeric':
      return '1'
    case 'fill-in':
      return ['a']
    default:
      return 0
  }
}

describe('the rule for the lecture', () => {
  it.each([
    ['nothing', undefined, 73, { slides: 73, seconds: 0 }],
    ['all', { slides: 'all', minutes: 0 }, 73, { slides: 73, seconds: 0 }],
    ['a share, rounded up', { slides: '80%', minutes: 30 }, 73, { slides: 59, seconds: 1800 }],
    ['a number', { slides: 40, minutes: 0.5 }, 73, { slides: 40, seconds: 30 }],
    ['more than there are', { slides: 100, minutes: 0 }, 73, { slides: 73, seconds: 0 }],
  ] as const)('%s', (_, rule, slides, expected) => {
    expect(lectureRule(rule, slides)).toEqual(expected)
  })
})
