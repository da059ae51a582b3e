import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import { randomUUID } from 'node:crypto'
import { attemptItems } from '../../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from '../../../server/courses/course-bundle.ts'
import { policyOf } from '../../../server/courses/course-policy.ts'
import { rightResponse } from '../../e2e/post-test-driver.ts'

export interface Reply { status: number, body: any }

/** Asks for one step of a journey, with the cookie that was set before; `key` is the idempotency key of a write. */
export type Ask = (step: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, key?: string) => Promise<Reply>

export interface JourneyOptions {
  ask: Ask
  email: string
  /** The code that was sent to the address. */
  code: () => string
  bundle: CourseBundle
  /** Also ask for what was written: profile, journey, certificate. */
  readBack?: boolean
}

export const CLAIMED = 0.75

/** A learner's whole way from the first code to the certificate. @throws when a step is not answered with 200. */
export async function walkJourney({ ask, email, code, bundle, readBack = true }: JourneyOptions): Promise<{ certificate: string }> {
  const course = `/api/courses/${bundle.name}`
  const step = async (name: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<any> => {
    const reply = await ask(name, method, path, body, randomUUID())
    if (reply.status !== 200)
      throw new Error(`${name} was answered with ${reply.status}: ${JSON.stringify(reply.body).slice(0, 300)}`)
    return reply.body
  }
  const command = (name: string, body: unknown) => step(name, 'POST', `${course}/commands`, body)

  await step('ask for a code', 'POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
  await step('sign in', 'POST', '/api/auth/sign-in/email-otp', { email, otp: code() })
  await step('profile', 'PUT', '/api/me/profile', { givenName: 'Ann', familyName: 'Müller', credentials: 'M.D.', profession: 'physician', npi: '1234567893' })
  if (readBack)
    await step('read profile', 'GET', '/api/me')
  await step('enrol', 'POST', `${course}/enrolment`)
  await command('front matter', { kind: 'acknowledge', frontMatter: bundle.frontMatter })
  const preTest = quizOf(bundle, 'pre-test')
  for (const id of policyOf(bundle).preTest ?? [])
    await command('answer, pre-test', { kind: 'answer-pre-test', item: id, response: rightResponse(preTest!.items.find(item => item.id === id)!) })
  if (preTest)
    await command('finish pre-test', { kind: 'finish-pre-test' })
  await command('lecture', { kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 3600 })
  const { postTest: { open } } = await command('start post-test', { kind: 'start-attempt' })
  for (const item of attemptItems(quizOf(bundle, 'post-test')!, open.seed))
    await command('answer, post-test', { kind: 'answer', item: item.id, response: rightResponse(item) })
  await command('submit', { kind: 'submit-attempt' })
  const asked = quizOf(bundle, 'evaluation')!.items.filter(item => item.type !== 'free-text' && item.type !== 'commitment')
  await command('evaluate', { kind: 'evaluate', responses: Object.fromEntries(asked.map(item => [item.id, item.type === 'multiple' ? [0] : 0])) })
  const { certificates } = await command('claim', { kind: 'claim', credits: CLAIMED })
  const certificate = certificates[0].id as string
  if (readBack) {
    await step('read journey', 'GET', `${course}/journey`)
    await step('look certificate up', 'GET', `/api/certificates/${certificate}`)
    await step('certificate', 'GET', `/api/certificates/${certificate}/pdf`)
  }
  return { certificate }
}
