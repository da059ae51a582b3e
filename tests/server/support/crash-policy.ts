import type { Certificate } from '../../../server/certificates/certificate.ts'
import type { CourseRules } from '../../../server/journey/enrolments.ts'
import type { JourneyPolicy } from '../../../server/journey/policy.ts'
import { randomUUID } from 'node:crypto'
import { signCertificate } from '../../../server/certificates/credential.ts'
import { newKey, publicKeyOf } from './certificates.ts'

/** Of this process: the certificates are signed, and have no real file. */
const crashKey = newKey()

/** A course that is soon through, so that many reach its end. */
export const crashPolicy: JourneyPolicy = {
  course: 'crash',
  version: 'v1',
  frontMatter: 'f1',
  slides: 3,
  postTest: { attempts: 'unlimited', retakeDelay: 0, feedback: 'none' },
  credit: { maximum: 1, step: 0.25 },
  released: '2020-01-01',
  expires: '2100-01-01',
}

export const crashItems = ['q1', 'q2', 'q3', 'q4', 'q5']

export const crashRules: CourseRules = {
  policy: crashPolicy,
  surroundings: {
    readResponse: (_test, _item, response) => typeof response === 'number' ? response : undefined,
    postTestItems: () => crashItems,
    gradeTest: () => ({ points: 1, maxPoints: 1, passed: true, items: {} }),
    seed: () => 0,
    certificateId: () => randomUUID(),
  },
  certify: async (transaction, { certificate: id, enrolment, journey, at }) => {
    const certificate: Certificate = { id, learner: { givenName: 'Ann', familyName: 'Crash', profession: 'physician' }, course: { name: 'crash', version: 'v1', title: 'Crash', format: 'enduring' }, provider: 'Nobody', completed: at.slice(0, 10), credits: journey.claim!.credits, creditType: 'none', statements: [], accredited: false, issuedAt: at }
    const key = await crashKey
    await transaction.insertInto('signing_key').values({ id: key.id, public_key: JSON.stringify(publicKeyOf(key).publicKey), created_at: at }).onConflict(conflict => conflict.column('id').doNothing()).execute()
    await transaction.insertInto('certificate').values({ id, enrolment: enrolment.id, snapshot: JSON.stringify(certificate), credential: signCertificate(certificate, { mediaType: 'application/pdf', digest: 'none', name: 'Ann Crash' }, 'http://crash.test', key), issued_at: at, pdf: new Uint8Array([1]) }).execute()
  },
}
