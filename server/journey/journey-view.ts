import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Journey } from './journey.ts'
import { z } from '@hono/zod-openapi'
import { UTC } from '../../lib/local-day.ts'
import { policyOf } from '../courses/course-policy.ts'
import { claimable } from './claim.ts'
import { attemptsAllowed, nextAttemptAt, openAttempt } from './decide.ts'
import { tellingOf, tellings, tells } from './feedback.ts'
import { termState } from './policy.ts'
import { currentStep, isDone, lectureLeft, stepNames, stepsOf } from './steps.ts'

const responses = z.record(z.string(), z.unknown())

/** What a learner sees of their journey: no keys, and of attempts that are over what the course's feedback policy tells. */
export const journeyViewSchema = z.object({
  course: z.string(),
  version: z.string(),
  frontMatter: z.string().describe('To be acknowledged'),
  term: z.object({ released: z.string(), expires: z.string(), timezone: z.string().describe('Where these days begin and end'), state: z.enum(['not-yet', 'open', 'ended']) }).describe('First and last day; when it has ended, nothing can be added, and what was recorded stays'),
  offered: z.boolean().describe('false: the course was withdrawn; who has begun can finish it within its term'),
  steps: z.array(z.object({ name: z.enum(stepNames), state: z.enum(['done', 'current', 'locked']) })),
  preTest: z.object({ responses, finished: z.boolean() }),
  lecture: z.object({
    slides: z.number().int(),
    seen: z.array(z.number().int()),
    seconds: z.number().describe('Spent with the lecture'),
    required: z.object({ slides: z.number().int(), seconds: z.number() }).describe('How many different slides, and how much time, make the lecture done'),
    left: z.object({ slides: z.number().int(), seconds: z.number() }),
  }),
  postTest: z.object({
    attemptsAllowed: z.union([z.number().int(), z.literal('unlimited')]),
    nextAttemptAt: z.string().nullable().describe('When another attempt may begin, ISO time; null: now'),
    open: z.object({ attempt: z.number().int(), seed: z.number().int(), responses }).nullable(),
    told: z.enum(tellings).describe('How much is told of graded attempts; GET …/attempts/{attempt}/review tells it'),
    results: z.array(z.object({
      attempt: z.number().int(),
      at: z.string(),
      passed: z.boolean(),
      points: z.number().nullable().describe('null when the policy does not tell'),
      maxPoints: z.number().nullable(),
      items: z.record(z.string(), z.number()).nullable().describe('Points by question'),
    })),
  }),
  claim: z.object({ claimable: z.array(z.number()), credits: z.number().nullable() }),
  certificates: z.array(z.object({ id: z.string(), issuedAt: z.string(), revoked: z.boolean() })),
}).openapi('Journey')

export function journeyView(journey: Journey, bundle: CourseBundle, { now, offered = true }: { now: string, offered?: boolean }): z.infer<typeof journeyViewSchema> {
  const policy = policyOf(bundle)
  const current = currentStep(journey, policy)
  const open = openAttempt(journey)
  const told = tellingOf(journey, policy)
  const [scored, itemized] = [tells(told, 'score'), tells(told, 'items')]
  return {
    course: bundle.name,
    version: bundle.version,
    frontMatter: bundle.frontMatter,
    term: { released: policy.released, expires: policy.expires, timezone: policy.timezone ?? UTC, state: termState(policy, now) },
    offered,
    steps: stepsOf(policy).map(name => ({ name, state: isDone(name, journey, policy) ? 'done' : name === current ? 'current' : 'locked' })),
    preTest: { responses: journey.preTest.responses, finished: journey.preTest.result !== undefined },
    lecture: {
      slides: policy.slides,
      seen: [...journey.lecture.seen].sort((a, b) => a - b),
      seconds: journey.lecture.seconds,
      required: { slides: policy.lecture?.slides ?? policy.slides, seconds: policy.lecture?.seconds ?? 0 },
      left: lectureLeft(journey, policy),
    },
    postTest: {
      attemptsAllowed: attemptsAllowed(journey, policy),
      nextAttemptAt: nextAttemptAt(journey, policy, now) ?? null,
      open: open ? { attempt: open.no, seed: open.seed, responses: open.responses } : null,
      told,
      results: journey.attempts.flatMap(({ no, result }) => result
        ? [{
            attempt: no,
            at: result.at,
            passed: result.passed,
            points: scored ? result.points : null,
            maxPoints: scored ? result.maxPoints : null,
            items: itemized ? { ...result.items } : null,
          }]
        : []),
    },
    claim: { claimable: claimable(policy.credit), credits: journey.claim?.credits ?? null },
    certificates: journey.certificates.map(({ id, issuedAt, revokedAt }) => ({ id, issuedAt, revoked: revokedAt !== undefined })),
  }
}
