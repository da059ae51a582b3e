import type { APIRequestContext } from 'playwright-core'
import type { Quiz, QuizKind } from '../../../scripts/quizzes/quiz-model.ts'
import type { SealedCourse } from './sealed-course.ts'
import { randomUUID } from 'node:crypto'
import { rightResponse } from '../post-test-driver.ts'

const steps = ['front-matter', 'pre-test', 'lecture', 'post-test', 'evaluation', 'claim', 'done'] as const
export type Step = typeof steps[number]

/** Brings a learner who has just begun from one step to another by requests alone; `code`: the one that was sent. */
export async function bringBy(request: APIRequestContext, sealed: SealedCourse, [from, to]: readonly [Step, Step], email: string, code: () => string | Promise<string>): Promise<void> {
  const { course, server } = sealed
  const headers = { origin: server.url }
  await request.post(`${server.url}/api/auth/email-otp/send-verification-otp`, { headers, data: { email, type: 'sign-in' } })
  await request.post(`${server.url}/api/auth/sign-in/email-otp`, { headers, data: { email, otp: await code() } })
  await request.put(`${server.url}/api/me/profile`, { headers, data: { givenName: 'Ann', familyName: 'Müller', profession: 'physician' } })
  const { frontMatter } = await (await request.post(`${server.url}/api/courses/${course.name}/enrolment`, { headers })).json()
  const command = (data: object) => commandBy(request, sealed, data)
  const answers = (kind: QuizKind) => quizOf(course, kind).items.map(item => ({ item: item.id, response: rightResponse(item) }))
  const doSteps = [
    () => command({ kind: 'acknowledge', frontMatter }),
    async () => {
      for (const answer of answers('pre-test'))
        await command({ kind: 'answer-pre-test', ...answer })
      await command({ kind: 'finish-pre-test' })
    },
    () => command({ kind: 'progress', slides: course.slides.map(({ no }) => no), seconds: 0 }),
    async () => {
      await command({ kind: 'start-attempt' })
      for (const answer of answers('post-test'))
        await command({ kind: 'answer', ...answer })
      await command({ kind: 'submit-attempt' })
    },
    () => command({ kind: 'evaluate', responses: { bias: 0 } }),
    () => command({ kind: 'claim', credits: 0.75 }),
  ]
  for (const task of doSteps.slice(steps.indexOf(from), steps.indexOf(to)))
    await task()
}

/** Gives the service a command of whoever is signed in. */
export async function commandBy(request: APIRequestContext, { course, server }: SealedCourse, data: object): Promise<void> {
  const response = await request.post(`${server.url}/api/courses/${course.name}/commands`, { headers: { 'origin': server.url, 'idempotency-key': randomUUID() }, data })
  if (!response.ok())
    throw new Error(await response.text())
}

export function quizOf(course: SealedCourse['course'], kind: QuizKind): Quiz {
  return course.quizzes.find(quiz => quiz.kind === kind)!
}
