import type { z } from 'zod'
import type { Command } from '../../server/journey/command.ts'
import type { journeyViewSchema } from '../../server/journey/journey-view.ts'
import type { Review } from '../../server/journey/review.ts'
import type { Profile } from '../../server/learners/profile.ts'
import { ask } from '../service/ask.ts'
import { signInService } from '../sign-in/sign-in-service.ts'

export type Journey = z.infer<typeof journeyViewSchema>
export type { Command, Profile, Review }

export interface CertificateStatus {
  id: string
  status: 'valid' | 'superseded' | 'revoked'
  supersededBy: string | null
  signature: boolean
  learner: string
  title: string
  provider: string
  completed: string
  credits: number
  creditType: string
  accredited: boolean
  statements: string[]
  issuedAt: string
}

const ofCourse = (course: string) => `/api/courses/${encodeURIComponent(course)}`

export const service = {
  ...signInService,
  me: () => ask<{ email: string, profile: Profile | null }>('GET', '/api/me'),
  saveProfile: (profile: Profile) => ask<Profile>('PUT', '/api/me/profile', profile),
  enrol: (course: string) => ask<Journey>('POST', `${ofCourse(course)}/enrolment`),
  command: (course: string, command: Command, key: string) => ask<Journey>('POST', `${ofCourse(course)}/commands`, command, key),
  review: (course: string, attempt: number) => ask<Review>('GET', `${ofCourse(course)}/attempts/${attempt}/review`),
  certificate: (id: string) => ask<CertificateStatus>('GET', `/api/certificates/${encodeURIComponent(id)}`),
}
