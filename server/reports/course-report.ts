import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { TestScore } from '../journey/journey-event.ts'
import type { Journey } from '../journey/journey.ts'
import type { Profile } from '../learners/profile.ts'
import type { Json } from '../ledger/canonical-json.ts'
import type { Database } from '../storage/schema.ts'
import type { ItemStatistics } from './item-analysis.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { eventsOf } from '../journey/enrolments.ts'
import { replay } from '../journey/journey.ts'
import { readChain } from '../ledger/records.ts'
import { analyseItems, nonFunctionalDistractors, normalisedGain, reliability } from './item-analysis.ts'

/** A learner of the roster. */
export interface RosterRow {
  enrolment: string
  name: string
  profession: string
  npi: string
  /** ISO time. */
  enrolledAt: string
  /** What comes next; "done". */
  step: string
  passedAt: string
  attempts: number
  /** Percent in the pre-test, and in the first and the best attempt at the post-test. */
  preTest?: number
  firstAttempt?: number
  bestAttempt?: number
  lectureMinutes: number
  credits?: number
  certificate: string
}

/** How an item of the post-test did over first attempts. */
export interface ItemReport extends ItemStatistics {
  item: string
  stem: string
  /** Texts of the distractors that fewer than 5 % chose. */
  nonFunctional: string[]
}

/** How often each answer to a question of the evaluation was given. */
export interface EvaluationReport {
  item: string
  stem: string
  counts: { answer: string, count: number }[]
  /** What was written. */
  words: string[]
}

export interface CourseReport {
  course: string
  /** The version that items and evaluation are of: that of most learners. Items of other versions may be other questions. */
  version: string
  roster: RosterRow[]
  items: ItemReport[]
  /** Cronbach's alpha of the post-test's first attempts; KR-20 for items scored 0 or 1. */
  reliability?: number
  /** Mean percent before and after, and the normalised gain, of learners who took both. */
  outcomes?: { n: number, preTest: number, firstAttempt: number, gain?: number }
  evaluation: EvaluationReport[]
}

interface Learner { row: RosterRow, journey: Journey, version: string }

/** Reads everything that is known of a course's learners; undefined when nobody has enrolled. */
export async function readCourseReport(db: Database, course: string): Promise<CourseReport | undefined> {
  const enrolments = await db.selectFrom('enrolment').leftJoin('profile', 'profile.learner', 'enrolment.learner').select(['enrolment.id', 'enrolment.version', 'enrolment.created_at', 'enrolment.step', 'profile.body']).where('enrolment.course', '=', course).orderBy('enrolment.created_at').orderBy('enrolment.id').execute()
  const learners: Learner[] = []
  for (const { id, version, created_at, step, body } of enrolments) {
    const journey = replay(eventsOf(await readChain(db, id)))
    learners.push({ version, journey, row: rosterRow(id, created_at, step, journey, body === null ? undefined : JSON.parse(body) as Profile) })
  }
  if (!learners.length)
    return undefined
  const version = mostCommon(learners.map(learner => learner.version))
  const bundle = await readCourseVersion(db, course, version)
  const ofVersion = learners.filter(learner => learner.version === version)
  return { course, version, roster: learners.map(learner => learner.row), ...bundle ? analyse(bundle, ofVersion) : { items: [], evaluation: [] } }
}

function rosterRow(enrolment: string, enrolledAt: string, step: string, journey: Journey, profile: Profile | undefined): RosterRow {
  const results = journey.attempts.flatMap(({ result }) => result ? [percent(result)] : [])
  return {
    enrolment,
    name: profile ? `${profile.givenName} ${profile.familyName}` : '',
    profession: profile?.profession ?? '',
    npi: profile?.npi ?? '',
    enrolledAt,
    step,
    passedAt: journey.passedAt ?? '',
    attempts: results.length,
    preTest: journey.preTest.result && percent(journey.preTest.result),
    firstAttempt: results[0],
    bestAttempt: results.length ? Math.max(...results) : undefined,
    lectureMinutes: Math.round(journey.lecture.seconds / 60),
    credits: journey.claim?.credits,
    certificate: journey.certificates.filter(certificate => !certificate.revokedAt).at(-1)?.id ?? '',
  }
}

function analyse(bundle: CourseBundle, learners: readonly Learner[]): Omit<CourseReport, 'course' | 'version' | 'roster'> {
  const postTest = quizOf(bundle, 'post-test')
  const evaluation = quizOf(bundle, 'evaluation')
  const both = learners.flatMap(({ row }) => row.preTest === undefined || row.firstAttempt === undefined ? [] : [{ pre: row.preTest, post: row.firstAttempt }])
  const [pre, post] = [mean(both.map(scores => scores.pre)), mean(both.map(scores => scores.post))]
  return {
    ...postTest ? analysePostTest(postTest, learners) : { items: [] },
    outcomes: both.length ? { n: both.length, preTest: pre, firstAttempt: post, gain: normalisedGain(pre, post) } : undefined,
    evaluation: evaluation ? evaluation.items.map(item => summarise(item, learners.flatMap(({ journey }) => journey.evaluation?.[item.id] ?? []))) : [],
  }
}

/** Only first attempts count. When a pool draws, learners saw different items, and only difficulty can be told. */
function analysePostTest(quiz: Quiz, learners: readonly Learner[]): Pick<CourseReport, 'items' | 'reliability'> {
  const first = learners.flatMap(({ journey }) => journey.attempts[0]?.result ? [journey.attempts[0]] : [])
  const complete = quiz.pool ? [] : first.map(attempt => quiz.items.map(item => attempt.result!.items[item.id] ?? 0))
  const statistics = analyseItems(complete)
  return {
    reliability: reliability(complete),
    items: quiz.items.map((item, index) => {
      const shown = first.filter(attempt => item.id in attempt.result!.items)
      const chosen = shown.map(attempt => attempt.responses[item.id])
      return {
        item: item.id,
        stem: item.stem.text,
        ...statistics[index] ?? { n: shown.length, difficulty: mean(shown.map(attempt => attempt.result!.items[item.id]!)) },
        nonFunctional: 'options' in item && shown.length
          ? nonFunctionalDistractors(item.options.map((_, option) => chosen.filter(response => Array.isArray(response) ? response.includes(option) : response === option).length), item.options.map(option => option.key)).map(option => item.options[option]!.text.text)
          : [],
      }
    }),
  }
}

function summarise(item: Quiz['items'][number], responses: readonly Json[]): EvaluationReport {
  const answers = 'options' in item ? item.options.map(option => option.text.text) : item.type === 'likert' ? item.points.map(point => point.text) : item.type === 'commitment' ? item.changes.map(change => change.text) : []
  const chosen = responses.flatMap(response => typeof response === 'number' ? [response] : chosenOf(response))
  return {
    item: item.id,
    stem: item.stem.text,
    counts: answers.map((answer, index) => ({ answer, count: chosen.filter(choice => choice === index).length })),
    words: responses.flatMap(response => typeof response === 'string' ? [response] : ownWordsOf(response)),
  }
}

function chosenOf(response: Json): number[] {
  const list = Array.isArray(response) ? response : isRecord(response) && Array.isArray(response.changes) ? response.changes : []
  return list.filter((choice): choice is number => typeof choice === 'number')
}

function ownWordsOf(response: Json): string[] {
  return isRecord(response) && typeof response.own === 'string' && response.own ? [response.own] : []
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function percent({ points, maxPoints }: TestScore): number {
  return maxPoints ? points / maxPoints * 100 : 0
}

function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0
}

function mostCommon(values: readonly string[]): string {
  const counts = Map.groupBy(values, value => value)
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]![0]
}
