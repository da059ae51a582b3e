import type { CourseRules } from '../../../server/journey/enrolments.ts'
import type { JourneyPolicy } from '../../../server/journey/policy.ts'
import { randomUUID } from 'node:crypto'

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
  certify: async (transaction, { certificate, enrolment, journey, at }) => {
    await transaction.insertInto('certificate').values({ id: certificate, enrolment: enrolment.id, snapshot: JSON.stringify({ credits: journey.claim!.credits }), credential: 'none', issued_at: at }).execute()
  },
}
