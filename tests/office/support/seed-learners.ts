import type { Item } from '../../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Client, TestService } from '../../server/support/credit-service.ts'
import { quizOf } from '../../../server/courses/course-bundle.ts'
import { rightResponse, wrongResponse } from '../../e2e/post-test-driver.ts'

const GIVEN = ['Ann', 'Ben', 'Chidi', 'Dora', 'Élodie', 'Farid', 'Grace', 'Hiroshi', 'Inés', 'Jamal']
const FAMILY = ['Müller', 'Okafor', 'Nguyen', 'Ōta', 'García', 'Smith', 'Kowalski', 'O’Brien']
const PROFESSIONS = ['physician', 'nurse', 'pharmacist', 'nurse-practitioner', 'other']
const OWN_WORDS = ['More on drug interactions, please.', 'Clear about what is not known.', 'I would have liked a case with a patient on tramadol.', 'The dosing table is going on my wall.', 'Shorter, if possible.']

/** How far a seeded learner goes. */
export type Goal = 'enrolled' | 'lecture' | 'failed' | 'passed' | 'claimed'

export interface SeedOptions {
  service: TestService
  bundle: CourseBundle
  /** Sets the clock of the service to an ISO time. */
  setTime: (iso: string) => void
}

/** Takes learners through a course by the routes, as their browsers would. The same numbers give the same learners. */
export async function seedLearner({ service, bundle, setTime }: SeedOptions, no: number, goal: Goal): Promise<void> {
  let time = Date.parse('2026-03-02T08:00:00Z') + no * 7 * 3_600_000
  const later = (minutes: number) => setTime(new Date(time += minutes * 60_000).toISOString())
  later(0)
  const client = await service.signIn(`learner${no}@example.org`)
  await client.put('/api/me/profile', { givenName: GIVEN[no % GIVEN.length], familyName: FAMILY[no % FAMILY.length], profession: PROFESSIONS[no % PROFESSIONS.length], ...no % 5 === 0 && { credentials: 'M.D.' }, ...no % 10 === 0 && { npi: '1234567893', birthMonthDay: '04-30' } })
  const course = `/api/courses/${bundle.name}`
  await must(client, `${course}/enrolment`)
  const does = (command: object) => must(client, `${course}/commands`, command)
  if (goal === 'enrolled')
    return
  later(4)
  await does({ kind: 'acknowledge', frontMatter: bundle.frontMatter })
  const before = quizOf(bundle, 'pre-test')?.items ?? []
  for (const item of before)
    await does({ kind: 'answer-pre-test', item: item.id, response: respond(item, no, 0.35) })
  if (before.length)
    await does({ kind: 'finish-pre-test' })
  later(50)
  if (goal === 'lecture')
    return void await does({ kind: 'progress', slides: [1, 2, 3, 4, 5], seconds: 600 })
  await does({ kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 2900 })
  const attempts = 2
  for (let attempt = 1; attempt <= attempts; attempt++) {
    later(15)
    await does({ kind: 'start-attempt' })
    for (const item of quizOf(bundle, 'post-test')!.items)
      await does({ kind: 'answer', item: item.id, response: goal === 'failed' ? wrongResponse(item) : respond(item, no, attempt === 1 ? 0.86 : 1) })
    const { postTest } = await does({ kind: 'submit-attempt' })
    if (postTest.results.at(-1).passed)
      break
  }
  if (goal === 'failed' || goal === 'passed')
    return
  later(6)
  await does({ kind: 'evaluate', responses: Object.fromEntries(quizOf(bundle, 'evaluation')!.items.map(item => [item.id, opinion(item, no)])) })
  later(1)
  await does({ kind: 'claim', credits: no % 3 ? bundle.meta.credits.maximum : bundle.meta.credits.maximum - bundle.meta.credits.step })
}

async function must(client: Client, path: string, body?: object): Promise<any> {
  const answer = await client.post(path, body)
  if (answer.status !== 200)
    throw new Error(`${path} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Learners differ, and so do questions; nothing is left to chance. */
function respond(item: Item, learner: number, share: number) {
  const able = fraction(learner * 7919)
  const hard = fraction([...item.id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7))
  const luck = fraction(learner * 104_729 + item.id.length * 1299)
  return luck * 0.5 + hard * 0.2 < share * (0.55 + able * 0.45) ? rightResponse(item) : wrongResponse(item)
}

function opinion(item: Item, learner: number) {
  if (item.type === 'likert')
    return Math.min(item.points.length - 1, Math.floor(fraction(learner * 31 + item.id.length) ** 0.5 * item.points.length))
  if (item.type === 'commitment')
    return { changes: item.changes.map((_, index) => index).filter(index => (learner + index) % 3 === 0).slice(0, 3), own: learner % 9 === 0 ? 'Ask about opioids at every visit.' : '' }
  if (item.type === 'free-text')
    return /bias|barrier/.test(item.id) ? 'No.' : OWN_WORDS[(learner + item.id.length) % OWN_WORDS.length]!
  if ('options' in item)
    return item.type === 'multiple' ? [learner % item.options.length] : learner % 11 ? 0 : item.options.length - 1
  throw new Error(`no opinion on an item of type ${item.type}`)
}

function fraction(seed: number): number {
  const value = Math.sin(seed) * 43_758.5453
  return value - Math.floor(value)
}
