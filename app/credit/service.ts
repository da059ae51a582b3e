import type { z } from 'zod'
import type { Command } from '../../server/journey/command.ts'
import type { journeyViewSchema } from '../../server/journey/journey-view.ts'
import type { Profile } from '../../server/learners/profile.ts'

export type Journey = z.infer<typeof journeyViewSchema>
export type { Command, Profile }

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

/** Why the service did not do what it was asked. */
export class ServiceProblem extends Error {
  /** HTTP status; 0: the service was not reached. */
  readonly status: number
  readonly code: string
  /** What is wrong with which field. */
  readonly fields: Readonly<Record<string, string>>
  /** When it will be possible, ISO time. */
  readonly notBefore?: string

  constructor(status: number, { code = 'unknown', title = '', fields = {}, notBefore }: { code?: string, title?: string, fields?: Record<string, string>, notBefore?: string }) {
    super(title)
    this.name = 'ServiceProblem'
    this.status = status
    this.code = code
    this.fields = fields
    this.notBefore = notBefore
  }

  /** True when the same request can succeed later: the network or the database is away. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/**
 * Asks the credit service.
 * @throws ServiceProblem when it refuses or cannot be reached.
 */
async function ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, idempotencyKey?: string): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { ...body !== undefined && { 'content-type': 'application/json' }, ...idempotencyKey && { 'idempotency-key': idempotencyKey } },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }
  catch {
    throw new ServiceProblem(0, { code: 'not-reached' })
  }
  const answer = await response.json().catch(() => ({}))
  if (!response.ok)
    throw new ServiceProblem(response.status, { ...answer, title: answer.title ?? answer.message })
  return answer as T
}

const ofCourse = (course: string) => `/api/courses/${encodeURIComponent(course)}`

export const service = {
  settings: () => ask<{ mail: 'smtp' | 'terminal' }>('GET', '/api/service'),
  me: () => ask<{ email: string, profile: Profile | null }>('GET', '/api/me'),
  sendCode: (email: string) => ask('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' }),
  signIn: (email: string, otp: string) => ask('POST', '/api/auth/sign-in/email-otp', { email, otp }),
  signOut: () => ask('POST', '/api/auth/sign-out', {}),
  saveProfile: (profile: Profile) => ask<Profile>('PUT', '/api/me/profile', profile),
  enrol: (course: string) => ask<Journey>('POST', `${ofCourse(course)}/enrolment`),
  command: (course: string, command: Command, key: string) => ask<Journey>('POST', `${ofCourse(course)}/commands`, command, key),
  certificate: (id: string) => ask<CertificateStatus>('GET', `/api/certificates/${encodeURIComponent(id)}`),
}
