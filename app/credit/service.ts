import type { z } from 'zod'
import type { Command } from '../../server/journey/command.ts'
import type { journeyViewSchema } from '../../server/journey/journey-view.ts'
import type { Review } from '../../server/journey/review.ts'
import type { Profile } from '../../server/learners/profile.ts'
import type { Transcript } from '../../server/learners/transcript.ts'
import { randomId } from '../random-id.ts'
import { ask, askFile } from '../service/ask.ts'
import { signInService } from '../sign-in/sign-in-service.ts'

export type Journey = z.infer<typeof journeyViewSchema>
export type { Command, Profile, Review, Transcript }

export interface CertificateStatus {
  id: string
  status: 'valid' | 'superseded' | 'revoked'
  supersededBy: string | null
  signature: boolean
  learner: string
  title: string
  provider: string
  completed: string
  /** Time zone of that day; null in certificates of before, whose days are in UTC. */
  completedIn?: string | null
  credits: number
  creditType: string
  accredited: boolean
  statements: string[]
  issuedAt: string
}

const ofCourse = (course: string) => `/api/courses/${encodeURIComponent(course)}`

export const service = {
  ...signInService,
  me: () => ask<{ id: string, email: string, profile: Profile | null, profileVersion?: string, printedName?: string | null }>('GET', '/api/me'),
  saveProfile: (profile: Profile, person: string, ifMatch?: string) => ask<Profile>('PUT', '/api/me/profile', profile, undefined, { person, ifMatch }),
  enrol: (course: string, person: string) => ask<Journey>('POST', `${ofCourse(course)}/enrolment`, undefined, undefined, { person }),
  journey: (course: string, person: string) => ask<Journey>('GET', `${ofCourse(course)}/journey`, undefined, undefined, { person }),
  command: (course: string, command: Command, key: string, person: string) => ask<Journey>('POST', `${ofCourse(course)}/commands`, command, key, { person, keepalive: document.visibilityState === 'hidden' }),
  evaluationDraft: (course: string, person: string) => ask<{ responses: Record<string, unknown> }>('GET', `${ofCourse(course)}/evaluation-draft`, undefined, undefined, { person }),
  keepEvaluationDraft: (course: string, responses: Readonly<Record<string, unknown>>, person: string) => ask<{ responses: Record<string, unknown> }>('PUT', `${ofCourse(course)}/evaluation-draft`, { responses }, undefined, { person, keepalive: document.visibilityState === 'hidden' }),
  review: (course: string, attempt: number, person: string) => ask<Review>('GET', `${ofCourse(course)}/attempts/${attempt}/review`, undefined, undefined, { person }),
  transcript: (person: string) => ask<Transcript>('GET', '/api/me/transcript', undefined, undefined, { person }),
  transcriptPdf: (person: string, language: 'en' | 'es') => askFile(`/api/me/transcript.pdf?language=${language}`, { person }),
  mailCertificate: (id: string, language: 'en' | 'es', person: string) => ask<{ to: string }>('POST', `/api/certificates/${encodeURIComponent(id)}/mail`, { language }, randomId(), { person }),
  exportData: (person: string) => ask<unknown>('GET', '/api/me/export', undefined, undefined, { person }),
  retention: (person: string) => ask<{ creditYears: number, unfinishedYears: number, idleYears: number, kept: { course: string, title: string, until: string }[] }>('GET', '/api/me/retention', undefined, undefined, { person }),
  erase: (email: string, person: string) => ask<{ kept: { until: string }[] }>('DELETE', '/api/me', { email }, randomId(), { person }),
  certificate: (id: string) => ask<CertificateStatus>('GET', `/api/certificates/${encodeURIComponent(id)}`),
}
