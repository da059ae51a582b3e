import type { CertificateState } from './certificate-status.ts'
import type { Correction } from './correction.ts'
import type { Decision } from './decide.ts'
import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import type { RefusalCode } from './refusal.ts'
import { UTC } from '../../lib/local-day.ts'
import { certificateState, validCertificate } from './certificate-status.ts'
import { refuseClaim } from './claim.ts'
import { MOST_ATTEMPTS_GRANTED } from './correction.ts'
import { isOpen } from './policy.ts'

export interface CorrectionSurroundings {
  /** ISO time, UTC. */
  readonly now: string
  /** Who corrects. */
  readonly actor: string
  /** True when it is the learner whose record it is. */
  readonly isOwn: boolean
  readonly certificateId: () => string
  /** How many corrections the office knew of when it decided; undefined: it did not say. */
  readonly seen?: number
}

const SHORTEST_REASON = 5

/**
 * The only judge of corrections: which events one makes of a journey, or why it makes none. An office may correct after a
 * course has expired, but for attempts, which nobody could use.
 */
export function judgeCorrection(journey: Journey, correction: Correction, policy: JourneyPolicy, { now, actor, isOwn, certificateId, seen }: CorrectionSurroundings): Decision {
  if (!journey.enrolledAt)
    return refuse('not-enrolled', 'Nobody is enrolled here.')
  if (isOwn)
    return refuse('own-record', 'This is your own record. Somebody else of the office has to correct it.')
  if (seen !== undefined && seen !== journey.corrections)
    return refuse('changed-meanwhile', 'Somebody else has corrected this record since you read it. Read it again, then decide.')
  const reason = correction.reason.trim()
  if (reason.length < SHORTEST_REASON)
    return refuse('unfit-response', `Say why, in ${SHORTEST_REASON} characters or more.`)

  switch (correction.kind) {
    case 'correct-claim': {
      const { credits } = correction
      if (!journey.claim)
        return refuse('not-claimed', 'The learner has not claimed yet: there is no claim to correct.')
      if (!validCertificate(journey))
        return refuse('certificate-not-valid', 'The certificate was revoked, and the credit with it. If the credit holds after all, reissue the certificate first.')
      if (credits === journey.claim.credits)
        return refuse('unchanged', `The claim is ${credits} already.`)
      const unfit = refuseClaim(credits, policy.credit)
      return unfit
        ? refuse('unfit-claim', unfit)
        : { events: [{ kind: 'claim-corrected', body: { credits, reason, actor } }, { kind: 'certificate-issued', body: { certificate: certificateId() } }] }
    }
    case 'revoke-certificate':
      return refuseRevocation(certificateState(journey, correction.certificate))
        ?? { events: [{ kind: 'certificate-revoked', body: { certificate: correction.certificate, reason, actor } }] }
    case 'reissue-certificate':
      return journey.claim
        ? { events: [{ kind: 'certificate-reissued', body: { certificate: certificateId(), reason, actor } }] }
        : refuse('not-claimed', 'The learner has not claimed yet: there is no certificate to reissue.')
    case 'grant-attempts': {
      const { attempts } = correction
      if (journey.passedAt)
        return refuse('already-done', 'The learner has passed the post-test and needs no attempt.')
      if (policy.postTest.attempts === 'unlimited')
        return refuse('attempts-unlimited', 'The post-test may be taken as often as one likes.')
      if (!isOpen(policy, now))
        return refuse('not-open', `This course is open from ${policy.released} to ${policy.expires} (${policy.timezone ?? UTC}): an attempt could not be used.`)
      if (!Number.isInteger(attempts) || attempts < 1 || attempts > MOST_ATTEMPTS_GRANTED)
        return refuse('unfit-response', `From 1 to ${MOST_ATTEMPTS_GRANTED} attempts can be granted at a time.`)
      return { events: [{ kind: 'attempts-granted', body: { attempts, reason, actor } }] }
    }
  }
}

function refuseRevocation(state: CertificateState | undefined): Decision | undefined {
  switch (state) {
    case undefined:
      return refuse('no-such-certificate', 'This enrolment has no certificate of this number.')
    case 'revoked':
      return refuse('certificate-not-valid', 'This certificate was revoked before.')
    case 'superseded':
      return refuse('certificate-not-valid', 'This certificate was replaced by a later one and is not valid any more. Revoke the later one.')
    case 'valid':
      return undefined
  }
}

function refuse(code: RefusalCode, message: string): Decision {
  return { refusal: { code, message } }
}
