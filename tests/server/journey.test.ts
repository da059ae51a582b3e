import type { Command } from '../../server/journey/command.ts'
import type { Decision, Surroundings } from '../../server/journey/decide.ts'
import type { RecordedEvent } from '../../server/journey/journey-event.ts'
import type { Journey } from '../../server/journey/journey.ts'
import type { JourneyPolicy } from '../../server/journey/policy.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../server/journey/decide.ts'
import { apply, replay } from '../../server/journey/journey.ts'
import { isOpen, termState } from '../../server/journey/policy.ts'
import { currentStep, lectureLeft, stepsOf } from '../../server/journey/steps.ts'

const policy: JourneyPolicy = {
  course: 'ldn',
  version: 'v1',
  frontMatter: 'f1',
  preTest: ['p1'],
  slides: 3,
  postTest: { attempts: 2, retakeDelay: 60 },
  evaluation: { items: ['bias', 'comment'], optional: ['comment'] },
  credit: { maximum: 1, step: 0.25 },
  released: '2026-11-01',
  expires: '2028-11-01',
}

function surroundings(now: string): Surroundings {
  return {
    now,
    readResponse: (_test, _item, response) => typeof response === 'number' ? response : undefined,
    postTestItems: () => ['q1', 'q2'],
    gradeTest: (_test, _items, responses) => {
      const items = Object.fromEntries(Object.entries(responses).map(([item, response]) => [item, Number(response === 1)]))
      const points = Object.values(items).reduce((sum, value) => sum + value, 0)
      return { points, maxPoints: Object.keys(items).length, passed: points === Object.keys(items).length, items }
    },
    seed: () => 42,
    certificateId: () => 'certificate',
  }
}

const enrolled: RecordedEvent = { kind: 'enrolled', body: { learner: 'ann', course: 'ldn', version: 'v1' }, at: '2026-11-22T09:00:00.000Z' }

/** Carries out commands a minute apart; `wait` lets minutes pass. */
function take(commands: readonly (Command | { wait: number })[]): { journey: Journey, last: Decision, events: RecordedEvent[] } {
  const events = [enrolled]
  let journey = replay(events)
  let time = Date.parse(enrolled.at)
  let last: Decision = { events: [] }
  for (const command of commands) {
    if ('wait' in command) {
      time += command.wait * 60_000
      continue
    }
    time += 60_000
    const now = new Date(time).toISOString()
    last = decide(journey, command, policy, surroundings(now))
    for (const event of 'events' in last ? last.events : []) {
      events.push({ ...event, at: now })
      journey = apply(journey, { ...event, at: now })
    }
  }
  return { journey, last, events }
}

const acknowledge: Command = { kind: 'acknowledge', frontMatter: 'f1' }
const preTest: Command[] = [{ kind: 'answer-pre-test', item: 'p1', response: 0 }, { kind: 'finish-pre-test' }]
const lecture: Command = { kind: 'progress', slides: [1, 2, 3], seconds: 50 }
const attempt = (first: number, second: number): Command[] => [{ kind: 'start-attempt' }, { kind: 'answer', item: 'q1', response: first }, { kind: 'answer', item: 'q2', response: second }, { kind: 'submit-attempt' }]
const evaluation: Command = { kind: 'evaluate', responses: { bias: 3 } }
const claim: Command = { kind: 'claim', credits: 0.75 }
const toPostTest = [acknowledge, ...preTest, lecture]

const code = (decision: Decision) => 'refusal' in decision ? decision.refusal.code : 'accepted'

describe('a journey', () => {
  it('goes from the front matter to a certificate', () => {
    const { journey } = take([...toPostTest, ...attempt(1, 1), evaluation, claim])
    expect(currentStep(journey, policy)).toBeUndefined()
    expect(journey).toMatchObject({ claim: { credits: 0.75 }, certificates: [{ id: 'certificate' }] })
    expect(journey.lecture).toMatchObject({ seconds: 50 })
  })

  it.each([
    ['the lecture before the front matter', [lecture], 'step-not-reached'],
    ['the lecture before the pre-test', [acknowledge, lecture], 'step-not-reached'],
    ['other front matter', [{ kind: 'acknowledge', frontMatter: 'f0' }], 'other-front-matter'],
    ['an unanswered pre-test', [acknowledge, { kind: 'finish-pre-test' }], 'incomplete'],
    ['a pre-test answered after its end', [acknowledge, ...preTest, { kind: 'answer-pre-test', item: 'p1', response: 1 }], 'already-done'],
    ['a slide that is not there', [acknowledge, ...preTest, { kind: 'progress', slides: [4], seconds: 1 }], 'unknown-slide'],
    ['the post-test before every slide was seen', [acknowledge, ...preTest, { kind: 'progress', slides: [1, 3], seconds: 1 }, { kind: 'start-attempt' }], 'step-not-reached'],
    ['an answer without an attempt', [...toPostTest, { kind: 'answer', item: 'q1', response: 1 }], 'no-attempt-open'],
    ['an answer to another question', [...toPostTest, { kind: 'start-attempt' }, { kind: 'answer', item: 'q9', response: 1 }], 'unknown-item'],
    ['an answer that does not fit', [...toPostTest, { kind: 'start-attempt' }, { kind: 'answer', item: 'q1', response: 'x' }], 'unfit-response'],
    ['a second attempt beside the first', [...toPostTest, { kind: 'start-attempt' }, { kind: 'start-attempt' }], 'attempt-open'],
    ['an attempt submitted half-way', [...toPostTest, { kind: 'start-attempt' }, { kind: 'answer', item: 'q1', response: 1 }, { kind: 'submit-attempt' }], 'incomplete'],
    ['an attempt submitted twice', [...toPostTest, ...attempt(1, 0), { kind: 'submit-attempt' }], 'no-attempt-open'],
    ['a retake too early', [...toPostTest, ...attempt(1, 0), { kind: 'start-attempt' }], 'too-early'],
    ['a retake in time', [...toPostTest, ...attempt(1, 0), { wait: 60 }, { kind: 'start-attempt' }], 'accepted'],
    ['an answer that another device kept from the attempt before', [...toPostTest, ...attempt(1, 0), { wait: 60 }, { kind: 'start-attempt' }, { kind: 'answer', attempt: 1, item: 'q1', response: 0 }], 'no-attempt-open'],
    ['an end that another device kept from the attempt before', [...toPostTest, ...attempt(1, 0), { wait: 60 }, ...attempt(1, 1).slice(0, 3), { kind: 'submit-attempt', attempt: 1 }], 'no-attempt-open'],
    ['an answer and the end of the attempt that is open', [...toPostTest, ...attempt(1, 0), { wait: 60 }, ...attempt(1, 1).slice(0, 2), { kind: 'answer', attempt: 2, item: 'q2', response: 1 }, { kind: 'submit-attempt', attempt: 2 }], 'accepted'],
    ['a third attempt of two', [...toPostTest, ...attempt(1, 0), { wait: 60 }, ...attempt(0, 0), { wait: 60 }, { kind: 'start-attempt' }], 'attempts-used-up'],
    ['an attempt after passing', [...toPostTest, ...attempt(1, 1), { kind: 'start-attempt' }], 'already-done'],
    ['an attempt submitted a month later', [...toPostTest, { kind: 'start-attempt' }, { wait: 43_200 }, ...attempt(1, 1).slice(1)], 'accepted'],
    ['an evaluation without the bias question', [...toPostTest, ...attempt(1, 1), { kind: 'evaluate', responses: { comment: 1 } }], 'incomplete'],
    ['a claim before passing', [...toPostTest, ...attempt(1, 0), claim], 'step-not-reached'],
    ['a claim before the evaluation', [...toPostTest, ...attempt(1, 1), claim], 'step-not-reached'],
    ['a claim above the maximum', [...toPostTest, ...attempt(1, 1), evaluation, { kind: 'claim', credits: 1.25 }], 'unfit-claim'],
    ['a second claim', [...toPostTest, ...attempt(1, 1), evaluation, claim, claim], 'already-done'],
    ['anything after the course has expired', [{ wait: 2 * 366 * 1440 }, acknowledge], 'not-open'],
  ] as [string, (Command | { wait: number })[], string][])('judges %s', (_, commands, expected) => {
    expect(code(take(commands).last)).toBe(expected)
  })

  it.each([
    ['a share of the slides', { slides: 2, seconds: 0 }, [1, 3], 10, 'accepted'],
    ['too few slides', { slides: 2, seconds: 0 }, [1], 10, 'step-not-reached'],
    ['every slide in too short a time', { slides: 3, seconds: 51 }, [1, 2, 3], 50, 'step-not-reached'],
    ['every slide in just enough time', { slides: 3, seconds: 50 }, [1, 2, 3], 50, 'accepted'],
  ])('asks of the lecture what the course asks: %s', (_, lecture, slides, seconds, expected) => {
    const { journey } = take([acknowledge, ...preTest, { kind: 'progress', slides, seconds }])
    expect(code(decide(journey, { kind: 'start-attempt' }, { ...policy, lecture }, surroundings('2026-11-22T10:00:00.000Z')))).toBe(expected)
    expect(lectureLeft(journey, { ...policy, lecture })).toEqual({ slides: Math.max(0, lecture.slides - slides.length), seconds: Math.max(0, lecture.seconds - seconds) })
  })

  it('counts no more time than has passed', () => {
    const { journey } = take([acknowledge, ...preTest, { kind: 'progress', slides: [1], seconds: 1e9 }, { kind: 'progress', slides: [2], seconds: -5 }])
    expect(journey.lecture.seconds).toBe(180)
  })

  describe('time with the lecture', () => {
    const start = Date.parse('2026-11-22T10:00:00.000Z')
    const begun = replay([enrolled, { kind: 'acknowledged', body: { frontMatter: 'f1' }, at: new Date(start).toISOString() }])
    const timed = { ...policy, preTest: undefined }
    /** What is credited after each report; `clock` and `at` are milliseconds since the front matter was acknowledged. */
    const report = (reports: readonly { seconds: number, clock: number }[]) => {
      let journey = begun
      return reports.map(({ seconds, clock }) => {
        const now = new Date(start + clock).toISOString()
        const at = now < journey.lastAt! ? journey.lastAt! : now
        const decision = decide(journey, { kind: 'progress', slides: [], seconds }, timed, { ...surroundings(at), clock: now })
        for (const event of 'events' in decision ? decision.events : [])
          journey = apply(journey, { ...event, at, ...Date.parse(at) - Date.parse(now) > 10_000 && { clock: now } })
        return journey.lecture.seconds
      })
    }

    it('that was spent without a network counts when all of it comes at once', () => {
      expect(report(Array.from({ length: 10 }, (_, index) => ({ seconds: 60, clock: 601_000 + index * 30 }))).at(-1)).toBe(600)
    })

    it('never loses what was read, and is never more than has passed, however late and in whatever order reports come', () => {
      const minutes = fc.array(fc.record({ read: fc.integer({ min: 0, max: 300 }), away: fc.integer({ min: 0, max: 300 }), late: fc.integer({ min: 0, max: 3_600_000 }), forged: fc.option(fc.oneof(fc.integer({ min: 0, max: 1e6 }), fc.double()), { freq: 3 }) }), { maxLength: 20 })
      fc.assert(fc.property(minutes, (list) => {
        let clock = 0
        const sent = list.map(({ read, away, late }) => {
          clock += (read + away) * 1000
          return { seconds: read, clock: clock + late }
        }).sort((a, b) => a.clock - b.clock)
        expect(report(sent).at(-1) ?? 0).toBe(list.reduce((sum, { read }) => sum + read, 0))
        const forged = sent.map((entry, index) => ({ ...entry, seconds: list[index]!.forged ?? entry.seconds }))
        report(forged).forEach((credited, index) => expect(credited).toBeLessThanOrEqual(forged[index]!.clock / 1000))
      }))
    })

    it('goes on by the clock when that was set back, and computers that differ a little gain nobody any', () => {
      const back = 6 * 3_600_000
      expect(report([{ seconds: 0, clock: back }, ...[1, 2, 3, 4, 5].map(minute => ({ seconds: 60, clock: minute * 60_000 }))]).at(-1)).toBe(300)
      expect(report([{ seconds: back / 1000, clock: back }, ...[1, 2, 3, 4, 5].map(minute => ({ seconds: 60, clock: minute * 60_000 }))]).at(-1)).toBe(back / 1000 + 240)
      expect(report(Array.from({ length: 100 }, (_, index) => ({ seconds: 60, clock: index % 2 ? 9000 : 0 }))).at(-1)).toBe(9)
    })
  })

  it.each([
    ['before the first day', undefined, '2026-10-31T23:59:59.999Z', 'not-yet'],
    ['when the first day begins', undefined, '2026-11-01T00:00:00.000Z', 'open'],
    ['until the last day ends', undefined, '2028-11-01T23:59:59.999Z', 'open'],
    ['after it', undefined, '2028-11-02T00:00:00.000Z', 'ended'],
    ['before the first day west of Greenwich', 'America/New_York', '2026-11-01T03:59:59.999Z', 'not-yet'],
    ['when it begins there, in summer time', 'America/New_York', '2026-11-01T04:00:00.000Z', 'open'],
    ['until the last day ends there', 'America/New_York', '2028-11-02T03:59:59.999Z', 'open'],
    ['after it there', 'America/New_York', '2028-11-02T04:00:00.000Z', 'ended'],
    ['when the first day begins east of Greenwich', 'Asia/Tokyo', '2026-10-31T15:00:00.000Z', 'open'],
    ['after the last day there', 'Asia/Tokyo', '2028-11-01T15:00:00.000Z', 'ended'],
  ])('is open in its term: %s', (_, timezone, now, state) => {
    const term = { ...policy, timezone }
    expect([termState(term, now), isOpen(term, now)]).toEqual([state, state === 'open'])
    expect(code(decide(replay([enrolled]), acknowledge, term, surroundings(now)))).toBe(state === 'open' ? 'accepted' : 'not-open')
  })

  it('says when a retake is possible', () => {
    const { last, journey } = take([...toPostTest, ...attempt(0, 0), { kind: 'start-attempt' }])
    const end = journey.attempts[0]!.result!.at
    expect(last).toMatchObject({ refusal: { notBefore: new Date(Date.parse(end) + 3_600_000).toISOString() } })
  })

  it('never credits out of order, whatever is asked in whatever order', () => {
    const anything: fc.Arbitrary<Command | { wait: number }> = fc.oneof(
      fc.record({ wait: fc.integer({ min: 0, max: 90 }) }),
      fc.record({ kind: fc.constant('acknowledge' as const), frontMatter: fc.constantFrom('f0', 'f1') }),
      fc.record({ kind: fc.constant('answer-pre-test' as const), item: fc.constantFrom('p1', 'q1'), response: fc.integer({ min: 0, max: 1 }) }),
      fc.record({ kind: fc.constant('finish-pre-test' as const) }),
      fc.record({ kind: fc.constant('start-attempt' as const) }),
      fc.record({ kind: fc.constant('submit-attempt' as const) }),
      fc.record({ kind: fc.constant('progress' as const), slides: fc.subarray([0, 1, 2, 3, 4]), seconds: fc.double() }),
      fc.record({ kind: fc.constant('answer' as const), item: fc.constantFrom('q1', 'q2', 'q3'), response: fc.integer({ min: 0, max: 1 }) }),
      fc.record({ kind: fc.constant('evaluate' as const), responses: fc.constantFrom<Record<string, number | string>>({}, { bias: 1 }, { bias: 'x' }) }),
      fc.record({ kind: fc.constant('claim' as const), credits: fc.constantFrom(0, 0.25, 0.3, 1, 2) }),
    )
    // Beginnings on the right way lead the search deep into the journey.
    const path: Command[] = [...toPostTest, ...attempt(1, 1), evaluation, claim]
    fc.assert(fc.property(fc.nat({ max: path.length }), fc.array(anything, { maxLength: 30 }), (length, rest) => {
      const { journey, events } = take([...path.slice(0, length), ...rest])
      const kinds = events.map(event => event.kind)
      const order = ['acknowledged', 'pre-test-finished', 'lecture-progressed', 'attempt-submitted', 'evaluated', 'claimed']
      const reached = order.map(kind => kinds.indexOf(kind as typeof kinds[number])).filter(index => index >= 0)
      expect(reached).toEqual([...reached].sort((a, b) => a - b))
      expect(kinds.filter(kind => kind === 'claimed').length).toBeLessThanOrEqual(1)
      expect(kinds.filter(kind => kind === 'attempt-started').length).toBeLessThanOrEqual(2)
      if (journey.claim)
        expect(events.some(event => event.kind === 'attempt-submitted' && event.body.passed)).toBe(true)
      expect(replay(events)).toEqual(journey)
    }), { numRuns: 300 })
  })

  it('leaves out what a course does not have', () => {
    expect(stepsOf({ ...policy, preTest: undefined, evaluation: undefined })).toEqual(['front-matter', 'lecture', 'post-test', 'claim'])
  })
})
