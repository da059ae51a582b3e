import type { Json } from '../ledger/canonical-json.ts'
import type { Command } from './command.ts'
import type { JourneyEvent, TestScore } from './journey-event.ts'
import type { Attempt, Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import type { Refusal, RefusalCode } from './refusal.ts'
import type { StepName } from './steps.ts'
import { refuseClaim } from './claim.ts'
import { isOpen, whyClosed } from './policy.ts'
import { isDone, stepsOf } from './steps.ts'
import { passTime, wasSetBack } from './wall-clock.ts'

/** What only the service knows: the keys, the clock, chance. */
export interface Surroundings {
  /** ISO time, UTC. */
  readonly now: string
  /** What the clock says, where `now` is later because a record is; the course's term, time and delays go by it. */
  readonly clock?: string
  /** Reads a response; undefined when it does not fit the item. */
  readonly readResponse: (test: 'pre-test' | 'post-test' | 'evaluation', item: string, response: unknown) => Json | undefined
  /** Ids of the post-test's items that a seed draws. */
  readonly postTestItems: (seed: number) => readonly string[]
  /** Grades the items that were shown. */
  readonly gradeTest: (test: 'pre-test' | 'post-test', items: readonly string[], responses: Readonly<Record<string, Json>>) => TestScore
  /** A seed from 0 to 2^32 − 1. */
  readonly seed: () => number
  readonly certificateId: () => string
}

export type Decision = { readonly events: readonly JourneyEvent[] } | { readonly refusal: Refusal }

const STEP_TITLES: Record<StepName, string> = {
  'front-matter': 'reading the disclosures and front matter',
  'pre-test': 'the pre-test',
  'lecture': 'the lecture',
  'post-test': 'passing the post-test',
  'evaluation': 'the evaluation',
  'claim': 'the claim',
}

const stepOf: Record<Command['kind'], StepName> = {
  'acknowledge': 'front-matter',
  'answer-pre-test': 'pre-test',
  'finish-pre-test': 'pre-test',
  'progress': 'lecture',
  'start-attempt': 'post-test',
  'answer': 'post-test',
  'submit-attempt': 'post-test',
  'evaluate': 'evaluation',
  'claim': 'claim',
}

const unfit = refuse('unfit-response', 'The answer does not fit the question.')
const otherAttempt = refuse('no-attempt-open', 'This attempt is over, and another one is open.')

/**
 * The only judge of progress: which events a command makes of a journey, or why it makes none. Pure but for the
 * surroundings, so that what is refused here is refused on every computer the service runs on.
 */
export function decide(journey: Journey, command: Command, policy: JourneyPolicy, surroundings: Surroundings): Decision {
  if (!journey.enrolledAt)
    return refuse('not-enrolled', 'You are not enrolled in this course.')
  // A clock that was wrong for a while must not shut anybody out for years.
  const today = surroundings.clock ?? surroundings.now
  if (!isOpen(policy, today))
    return refuse('not-open', whyClosed(policy, today))
  const step = stepOf[command.kind]
  const missing = stepsOf(policy).slice(0, stepsOf(policy).indexOf(step)).find(before => !isDone(before, journey, policy))
  if (missing)
    return refuse('step-not-reached', `This comes after: ${STEP_TITLES[missing]}.`)

  switch (command.kind) {
    case 'acknowledge':
      if (command.frontMatter !== policy.frontMatter)
        return refuse('other-front-matter', 'What you acknowledged is not the front matter of your version of the course. Reload the page and read it again.')
      return isDone('front-matter', journey, policy) ? refuse('already-done', 'You have acknowledged the front matter.') : happen({ kind: 'acknowledged', body: { frontMatter: command.frontMatter } })
    case 'answer-pre-test':
      return answerPreTest(journey, command, policy, surroundings)
    case 'finish-pre-test':
      return finishPreTest(journey, policy, surroundings)
    case 'progress':
      return progress(journey, command, policy, surroundings)
    case 'start-attempt':
      return startAttempt(journey, policy, surroundings)
    case 'answer':
      return answer(journey, command, surroundings)
    case 'submit-attempt':
      return submitAttempt(journey, command, surroundings)
    case 'evaluate':
      return evaluate(journey, command, policy, surroundings)
    case 'claim':
      return claim(journey, command, policy, surroundings)
  }
}

/** The attempt that is not submitted yet. */
export function openAttempt(journey: Journey): Attempt | undefined {
  return journey.attempts.find(attempt => !attempt.result)
}

/** How often the post-test may be taken: as the course has it, and what the office granted beyond that. */
export function attemptsAllowed(journey: Journey, { postTest: { attempts } }: JourneyPolicy): number | 'unlimited' {
  return attempts === 'unlimited' ? attempts : attempts + journey.granted
}

/**
 * When the next attempt may begin, ISO time; undefined: now. An attempt that ended in what is the future of the clock ended
 * nobody knows when: whoever waited for that time might wait for years.
 */
export function nextAttemptAt(journey: Journey, policy: JourneyPolicy, clock: string): string | undefined {
  const last = journey.attempts.at(-1)?.result
  return last && !last.passed && policy.postTest.retakeDelay > 0 && !wasSetBack(Date.parse(last.at), Date.parse(clock))
    ? new Date(Date.parse(last.at) + policy.postTest.retakeDelay * 60_000).toISOString()
    : undefined
}

function answerPreTest(journey: Journey, { item, response }: Command & { kind: 'answer-pre-test' }, policy: JourneyPolicy, { readResponse }: Surroundings): Decision {
  if (journey.preTest.result)
    return refuse('already-done', 'You have finished the pre-test.')
  if (!policy.preTest?.includes(item))
    return refuse('unknown-item', 'The pre-test has no such question.')
  const read = readResponse('pre-test', item, response)
  return read === undefined ? unfit : happen({ kind: 'pre-test-answered', body: { item, response: read } })
}

function finishPreTest(journey: Journey, policy: JourneyPolicy, { gradeTest }: Surroundings): Decision {
  if (journey.preTest.result)
    return refuse('already-done', 'You have finished the pre-test.')
  const items = policy.preTest ?? []
  const { responses } = journey.preTest
  return missingAnswers(items, responses) ?? happen({ kind: 'pre-test-finished', body: gradeTest('pre-test', items, responses) })
}

function progress(journey: Journey, { slides, seconds }: Command & { kind: 'progress' }, policy: JourneyPolicy, { now, clock = now }: Surroundings): Decision {
  if (!slides.every(slide => Number.isInteger(slide) && slide >= 1 && slide <= policy.slides))
    return refuse('unknown-slide', `The lecture has slides 1 to ${policy.slides}.`)
  // Nobody can have spent more time than has passed; but what was reported late, after minutes without a network, was spent.
  const passed = (passTime(journey.time, Date.parse(clock)).passed - journey.acknowledged!.time.passed) / 1000
  const credited = Math.max(0, Math.floor(Math.min(Number.isFinite(seconds) ? seconds : 0, passed - journey.lecture.seconds)))
  const unseen = [...new Set(slides)].filter(slide => !journey.lecture.seen.has(slide)).sort((a, b) => a - b)
  // Without a record of it, a clock that was set back would be found anew, and nothing counted, at every report.
  return unseen.length || credited || wasSetBack(journey.time!.clock, Date.parse(clock)) ? happen({ kind: 'lecture-progressed', body: { slides: unseen, seconds: credited } }) : happen()
}

function startAttempt(journey: Journey, policy: JourneyPolicy, { now, clock = now, seed }: Surroundings): Decision {
  const attempts = attemptsAllowed(journey, policy)
  if (journey.passedAt)
    return refuse('already-done', 'You have passed the post-test.')
  if (openAttempt(journey))
    return refuse('attempt-open', 'You have an attempt that is not submitted. Go on with it.')
  if (attempts !== 'unlimited' && journey.attempts.length >= attempts)
    return refuse('attempts-used-up', `The post-test may be taken ${attempts} times, and you have used them.`)
  const notBefore = nextAttemptAt(journey, policy, clock)
  if (notBefore && clock < notBefore)
    return { refusal: { code: 'too-early', message: 'The next attempt is possible later.', notBefore } }
  return happen({ kind: 'attempt-started', body: { attempt: journey.attempts.length + 1, seed: seed() } })
}

function answer(journey: Journey, { attempt: meant, item, response }: Command & { kind: 'answer' }, { postTestItems, readResponse }: Surroundings): Decision {
  const attempt = openAttempt(journey)
  if (attempt && meant !== undefined && meant !== attempt.no)
    return otherAttempt
  if (!attempt)
    return refuse('no-attempt-open', 'Begin an attempt first.')
  if (!postTestItems(attempt.seed).includes(item))
    return refuse('unknown-item', 'The post-test has no such question.')
  const read = readResponse('post-test', item, response)
  return read === undefined ? unfit : happen({ kind: 'answered', body: { attempt: attempt.no, item, response: read } })
}

function submitAttempt(journey: Journey, { attempt: meant }: Command & { kind: 'submit-attempt' }, { postTestItems, gradeTest }: Surroundings): Decision {
  const attempt = openAttempt(journey)
  if (attempt && meant !== undefined && meant !== attempt.no)
    return otherAttempt
  if (!attempt)
    return refuse('no-attempt-open', 'There is no attempt to submit.')
  const items = postTestItems(attempt.seed)
  return missingAnswers(items, attempt.responses)
    ?? happen({ kind: 'attempt-submitted', body: { attempt: attempt.no, ...gradeTest('post-test', items, attempt.responses) } })
}

function evaluate(journey: Journey, { responses }: Command & { kind: 'evaluate' }, policy: JourneyPolicy, { readResponse }: Surroundings): Decision {
  if (journey.evaluatedAt)
    return refuse('already-done', 'You have evaluated the course.')
  const { items, optional } = policy.evaluation!
  const read: Record<string, Json> = {}
  for (const [item, response] of Object.entries(responses)) {
    if (!items.includes(item))
      return refuse('unknown-item', 'The evaluation has no such question.')
    const value = readResponse('evaluation', item, response)
    if (value !== undefined)
      read[item] = value
    else if (!optional.includes(item))
      return unfit
  }
  return missingAnswers(items.filter(item => !optional.includes(item)), read) ?? happen({ kind: 'evaluated', body: { responses: read } })
}

function claim(journey: Journey, { credits }: Command & { kind: 'claim' }, policy: JourneyPolicy, { certificateId }: Surroundings): Decision {
  if (journey.claim)
    return refuse('already-done', 'You have claimed your credit. A correction goes through the office.')
  const reason = refuseClaim(credits, policy.credit)
  return reason
    ? refuse('unfit-claim', reason)
    : happen({ kind: 'claimed', body: { credits } }, { kind: 'certificate-issued', body: { certificate: certificateId() } })
}

function missingAnswers(items: readonly string[], responses: Readonly<Record<string, Json>>): Decision | undefined {
  const missing = items.filter(item => !Object.hasOwn(responses, item)).length
  return missing ? refuse('incomplete', `${missing} ${missing === 1 ? 'question is' : 'questions are'} not answered yet.`) : undefined
}

function happen(...events: JourneyEvent[]): Decision {
  return { events }
}

function refuse(code: RefusalCode, message: string): Decision & { refusal: Refusal } {
  return { refusal: { code, message } }
}
