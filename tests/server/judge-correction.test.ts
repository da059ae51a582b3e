import type { Correction } from '../../server/journey/correction.ts'
import type { Decision } from '../../server/journey/decide.ts'
import type { RecordedEvent } from '../../server/journey/journey-event.ts'
import type { JourneyPolicy } from '../../server/journey/policy.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateState, validCertificate } from '../../server/journey/certificate-status.ts'
import { attemptsAllowed } from '../../server/journey/decide.ts'
import { apply, replay } from '../../server/journey/journey.ts'
import { judgeCorrection } from '../../server/journey/judge-correction.ts'

const at = '2026-11-22T10:00:00.000Z'
const reason = 'The learner left at half time'

const policy: JourneyPolicy = {
  course: 'ldn',
  version: 'v1',
  frontMatter: 'f1',
  slides: 1,
  postTest: { attempts: 2, retakeDelay: 0 },
  credit: { maximum: 1, step: 0.25 },
  released: '2026-11-01',
  expires: '2028-11-01',
}

const enrolled: RecordedEvent[] = [{ kind: 'enrolled', body: { learner: 'ann', course: 'ldn', version: 'v1' }, at }]
const failed: RecordedEvent[] = [...enrolled, ...[1, 2].flatMap((attempt): RecordedEvent[] => [{ kind: 'attempt-started', body: { attempt, seed: 1 }, at }, { kind: 'attempt-submitted', body: { attempt, points: 0, maxPoints: 1, passed: false, items: {} }, at }])]
const passed: RecordedEvent[] = [...enrolled, { kind: 'attempt-started', body: { attempt: 1, seed: 1 }, at }, { kind: 'attempt-submitted', body: { attempt: 1, points: 1, maxPoints: 1, passed: true, items: {} }, at }]
const claimed: RecordedEvent[] = [...passed, { kind: 'claimed', body: { credits: 0.75 }, at }, { kind: 'certificate-issued', body: { certificate: 'c0' }, at }]

/** Judges corrections one after the other; the certificates that they bring are c1, c2 and so on. */
function correct(begin: readonly RecordedEvent[], corrections: readonly Correction[], more: { policy?: JourneyPolicy, now?: string, seen?: number, isOwn?: boolean } = {}) {
  const events = [...begin]
  let journey = replay(events)
  let last: Decision = { events: [] }
  let accepted = 0
  for (const correction of corrections) {
    last = judgeCorrection(journey, correction, more.policy ?? policy, { now: more.now ?? at, actor: 'office@example.org', isOwn: more.isOwn ?? false, certificateId: () => `c${journey.certificates.length}`, seen: more.seen })
    if ('events' in last) {
      accepted++
      for (const event of last.events) {
        events.push({ ...event, at })
        journey = apply(journey, { ...event, at })
      }
    }
  }
  return { journey, last, events, accepted, code: 'refusal' in last ? last.refusal.code : 'accepted' }
}

const claim = (credits: number): Correction => ({ kind: 'correct-claim', credits, reason })
const revoke = (certificate: string): Correction => ({ kind: 'revoke-certificate', certificate, reason })
const reissue: Correction = { kind: 'reissue-certificate', reason }
const grant = (attempts: number): Correction => ({ kind: 'grant-attempts', attempts, reason })

describe('a correction', () => {
  it.each([
    ['of a claim', claimed, [claim(0.5)], 'accepted'],
    ['of a claim that was not made', passed, [claim(0.5)], 'not-claimed'],
    ['of a claim to what it is', claimed, [claim(0.75)], 'unchanged'],
    ['of a claim to more than the maximum', claimed, [claim(1.25)], 'unfit-claim'],
    ['of a claim to something between the steps', claimed, [claim(0.6)], 'unfit-claim'],
    ['of a claim to nothing', claimed, [claim(0)], 'unfit-claim'],
    ['of a claim to what is no number', claimed, [claim(Number.NaN)], 'unfit-claim'],
    ['of a claim whose certificate was revoked', claimed, [revoke('c0'), claim(0.5)], 'certificate-not-valid'],
    ['that revokes the certificate', claimed, [revoke('c0')], 'accepted'],
    ['that revokes it twice', claimed, [revoke('c0'), revoke('c0')], 'certificate-not-valid'],
    ['that revokes one that was replaced', claimed, [claim(0.5), revoke('c0')], 'certificate-not-valid'],
    ['that revokes the one in its place', claimed, [claim(0.5), revoke('c1')], 'accepted'],
    ['that revokes somebody else’s', claimed, [revoke('c9')], 'no-such-certificate'],
    ['that reissues', claimed, [reissue], 'accepted'],
    ['that reissues what was revoked', claimed, [revoke('c0'), reissue], 'accepted'],
    ['that reissues before the claim', passed, [reissue], 'not-claimed'],
    ['that grants attempts', failed, [grant(1)], 'accepted'],
    ['that grants none', failed, [grant(0)], 'unfit-response'],
    ['that grants half of one', failed, [grant(0.5)], 'unfit-response'],
    ['that grants a thousand', failed, [grant(1000)], 'unfit-response'],
    ['that grants attempts to who has passed', passed, [grant(1)], 'already-done'],
    ['of somebody who is not enrolled', [], [reissue], 'not-enrolled'],
    ['without a reason', claimed, [{ ...reissue, reason: ' no   ' }], 'unfit-response'],
  ] as [string, RecordedEvent[], Correction[], string][])('%s is judged', (_, begin, corrections, expected) => {
    expect(correct(begin, corrections).code).toBe(expected)
  })

  it('of attempts is refused where it could not be used', () => {
    expect(correct(failed, [grant(1)], { policy: { ...policy, postTest: { attempts: 'unlimited', retakeDelay: 0 } } }).code).toBe('attempts-unlimited')
    expect(correct(failed, [grant(1)], { now: '2029-01-01T00:00:00.000Z' }).code).toBe('not-open')
  })

  it('of a claim is possible after the course has expired', () => {
    expect(correct(claimed, [claim(0.5)], { now: '2029-01-01T00:00:00.000Z' }).code).toBe('accepted')
  })

  it('says what it did, why, and who', () => {
    const { events } = correct(claimed, [claim(0.5), revoke('c1'), reissue])
    expect(events.slice(claimed.length).map(({ kind, body }) => [kind, body])).toEqual([
      ['claim-corrected', { credits: 0.5, reason, actor: 'office@example.org' }],
      ['certificate-issued', { certificate: 'c1' }],
      ['certificate-revoked', { certificate: 'c1', reason, actor: 'office@example.org' }],
      ['certificate-reissued', { certificate: 'c2', reason, actor: 'office@example.org' }],
    ])
  })

  it('leaves one certificate valid, and the others as what they are', () => {
    const { journey } = correct(claimed, [claim(0.5), revoke('c1'), reissue, reissue])
    expect(journey.certificates.map(({ id }) => [id, certificateState(journey, id)])).toEqual([['c0', 'superseded'], ['c1', 'revoked'], ['c2', 'superseded'], ['c3', 'valid']])
  })

  it('grants attempts beyond those of the course', () => {
    expect(attemptsAllowed(correct(failed, [grant(1), grant(2)]).journey, policy)).toBe(5)
  })

  it('is refused to the learner whose record it is', () => {
    expect(correct(claimed, [claim(0.5)], { isOwn: true }).code).toBe('own-record')
  })

  it('is refused when somebody else corrected since the record was read', () => {
    expect(correct(claimed, [claim(0.5)], { seen: 0 }).code).toBe('accepted')
    expect(correct(claimed, [claim(0.5), claim(0.25)], { seen: 0 }).code).toBe('changed-meanwhile')
  })

  const anything: fc.Arbitrary<Correction> = fc.oneof(
    fc.record({ kind: fc.constant('correct-claim' as const), credits: fc.oneof(fc.constantFrom(0.25, 0.5, 0.75, 1, 0, -0.25, 1.25, 0.3), fc.double()), reason: fc.constantFrom(reason, 'no', '     ') }),
    fc.record({ kind: fc.constant('revoke-certificate' as const), certificate: fc.nat({ max: 5 }).map(number => `c${number}`), reason: fc.constant(reason) }),
    fc.record({ kind: fc.constant('reissue-certificate' as const), reason: fc.constant(reason) }),
    fc.record({ kind: fc.constant('grant-attempts' as const), attempts: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double()), reason: fc.constant(reason) }),
  )

  it('never credits between the steps, leaves two certificates valid, loses or edits a record, whatever is corrected in whatever order', () => {
    fc.assert(fc.property(fc.constantFrom(enrolled, failed, passed, claimed), fc.array(anything, { maxLength: 12 }), (begin, corrections) => {
      const before = replay(begin)
      const { journey, events, accepted } = correct(begin, corrections)
      expect(events.slice(0, begin.length)).toEqual(begin)
      expect(replay(events)).toEqual(journey)
      expect(journey.corrections).toBe(accepted)
      if (journey.claim) {
        expect([0.25, 0.5, 0.75, 1]).toContain(journey.claim.credits)
        expect(before.claim).toBeDefined()
      }
      const states = journey.certificates.map(({ id }) => certificateState(journey, id))
      expect(states.filter(state => state === 'valid')).toHaveLength(validCertificate(journey) ? 1 : 0)
      // A valid certificate is of a claim, and is the last.
      expect(states.lastIndexOf('valid')).toBeOneOf([-1, states.length - 1])
      expect(journey.certificates.length).toBeGreaterThanOrEqual(before.certificates.length)
      expect(new Set(journey.certificates.map(({ id }) => id)).size).toBe(journey.certificates.length)
      // What the learner did stays as it was.
      expect([journey.attempts, journey.passedAt, journey.enrolledAt]).toEqual([before.attempts, before.passedAt, before.enrolledAt])
      expect(journey.granted).toBeGreaterThanOrEqual(0)
      for (const { kind, body } of events.slice(begin.length)) {
        if (kind !== 'certificate-issued')
          expect(body).toMatchObject({ reason: expect.stringMatching(/.{5}/), actor: 'office@example.org' })
      }
    }), { numRuns: 500 })
  })
})
