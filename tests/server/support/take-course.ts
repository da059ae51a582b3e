import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Client } from './credit-service.ts'
import { attemptItems } from '../../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from '../../../server/courses/course-bundle.ts'
import { policyOf } from '../../../server/courses/course-policy.ts'
import { rightResponse, wrongResponse } from '../../e2e/post-test-driver.ts'

export interface TakeCourseOptions {
  profile: object
  /** Stops after this step, without a certificate. */
  until?: 'all answered' | 'passed'
  /** What is told after each step. */
  onStep?: (step: string) => Promise<void>
  /** Fails the first attempt, so that there is feedback on something wrong. */
  failsFirst?: boolean
  /** What is written in the evaluation where words are asked for. */
  words?: string
}

/**
 * Takes a learner who is signed in through a whole course, and answers with the certificate's number.
 * @throws when a step is refused.
 */
export async function takeCourse(client: Client, bundle: CourseBundle, { profile, until, onStep = async () => {}, failsFirst = false, words }: TakeCourseOptions): Promise<string> {
  const course = `/api/courses/${bundle.name}`
  const succeed = async ({ status, body }: { status: number, body: any }) => {
    if (status !== 200)
      throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const command = async (body: unknown) => succeed(await client.post(`${course}/commands`, body))

  await succeed(await client.put('/api/me/profile', profile))
  await succeed(await client.post(`${course}/enrolment`))
  await onStep('enrolled')
  await command({ kind: 'acknowledge', frontMatter: bundle.frontMatter })
  for (const id of policyOf(bundle).preTest ?? [])
    await command({ kind: 'answer-pre-test', item: id, response: rightResponse(quizOf(bundle, 'pre-test')!.items.find(item => item.id === id)!) })
  if (policyOf(bundle).preTest)
    await command({ kind: 'finish-pre-test' })
  await onStep('pre-test done')
  await command({ kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 3600 })
  for (const responseOf of failsFirst ? [wrongResponse, rightResponse] : [rightResponse]) {
    const { postTest: { open } } = await command({ kind: 'start-attempt' })
    for (const item of attemptItems(quizOf(bundle, 'post-test')!, open.seed))
      await command({ kind: 'answer', item: item.id, response: responseOf(item) })
    await onStep('all answered')
    if (until === 'all answered')
      return ''
    await command({ kind: 'submit-attempt' })
    await onStep(responseOf === rightResponse ? 'passed' : 'failed')
  }
  if (until === 'passed')
    return ''
  const responses = quizOf(bundle, 'evaluation')?.items.flatMap((item): [string, unknown][] => {
    if (item.type === 'free-text' || item.type === 'commitment')
      return words === undefined ? [] : [[item.id, words]]
    return [[item.id, item.type === 'multiple' ? [0] : 0]]
  })
  if (responses)
    await command({ kind: 'evaluate', responses: Object.fromEntries(responses) })
  await onStep('evaluated')
  const { certificates } = await command({ kind: 'claim', credits: 0.75 })
  await onStep('claimed')
  return certificates.at(-1).id
}
