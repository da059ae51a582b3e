import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { findCourse } from '../../../office/course-list.ts'
import { readCourseReport } from '../../../reports/course-report.ts'
import { LEAST_EVALUATIONS } from '../../../reports/least-learners.ts'
import { withholdFew } from '../../../reports/withhold-few.ts'
import { json, refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'

const count = z.number().int()
const gain = {
  n: count.describe('Learners who answered both tests; where the pre-test asked nothing of it, who made a first attempt'),
  preTest: z.number().nullable().describe('Mean percent; null where the pre-test asked nothing of it'),
  firstAttempt: z.number().describe('Mean percent of first attempts at the post-test'),
  gain: z.number().nullable().describe('Normalised gain (post − pre) ÷ (100 − pre) of the means; below 0.3 low, above 0.7 high; null without a pre-test, and when nothing was left to gain'),
}

const evaluationQuestionSchema = z.object({
  item: z.string(),
  stem: z.string(),
  n: count.describe('Learners who answered it'),
  counts: z.array(z.object({ answer: z.string(), count })),
  words: z.array(z.string()).describe('What was written, the latest; all of it stands in evaluation.csv'),
})

const reportSchema = z.object({
  course: z.string(),
  title: z.string(),
  version: z.string().describe('The version that items, outcomes and evaluation are of'),
  expires: z.string().describe('The last day on which that version can be evaluated'),
  versions: z.array(z.object({ version: z.string(), learners: count })).describe('All versions, that of most learners first'),
  learners: count.describe('Of all versions, as are passed, claimed, credits and steps'),
  passed: count,
  claimed: count,
  credits: z.number(),
  steps: z.array(z.object({ step: z.string(), learners: count })).describe('How many stand before which step; "done"'),
  items: z.array(z.object({
    item: z.string(),
    stem: z.string(),
    objectives: z.array(z.string()),
    n: count.describe('First attempts in which it was asked'),
    difficulty: z.number().nullable().describe('Mean points, 0 to 1; in a mastery post-test 0.7 to 0.9 is aimed at'),
    discrimination: z.number().nullable().describe('D: upper less lower 27 %; 0.40 very good, 0.30 good, 0.20 marginal; null below 30 learners'),
    pointBiserial: z.number().nullable().describe('With the rest of the test; 0.20 or more is aimed at, below 0: check the key; null below 30 learners'),
    options: z.array(z.object({ text: z.string(), right: z.boolean(), chosen: count, nonFunctional: z.boolean().describe('A distractor that fewer than 5 % chose, of 30 learners or more') })).describe('Of questions with options'),
  })),
  reliability: z.number().nullable().describe('Cronbach’s alpha of first attempts, KR-20 for items scored 0 or 1; 0.70 or more is aimed at'),
  outcomes: z.object(gain).nullable(),
  levels: z.array(z.object({ level: z.string().describe('Outcome level after Moore, Green and Gallis (2009)'), objectives: z.array(z.string()), items: count.describe('Questions of the post-test'), ...gain })).describe('By the levels of the course’s objectives'),
  objectives: z.array(z.object({ objective: z.string(), text: z.string(), level: z.string(), items: count, ...gain })),
  evaluations: count.describe('Learners of the version who evaluated it'),
  evaluationsTold: z.enum(['all', 'counts', 'nothing']).describe(`What is told of them: of fewer than ${LEAST_EVALUATIONS} nothing but their number, and once the course is over how often what was answered, without words`),
  evaluation: z.array(evaluationQuestionSchema),
  bias: evaluationQuestionSchema.nullable().describe('The question about perceived bias'),
  commitment: z.array(evaluationQuestionSchema).describe('Intended changes, confidence and barriers'),
  uncounted: count.describe('Records that are not in these numbers yet, for a moment or after an update; 100001 stands for more than 100,000'),
}).openapi('CourseReport')

export type CourseReportAnswer = z.infer<typeof reportSchema>

export function addReportRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/report',
    middleware: [requireRole('office')] as const,
    request: { params: z.object({ course: z.string().max(200) }), query: z.object({ version: z.string().max(100).optional().describe('That of most learners when left out') }) },
    responses: { 200: json(reportSchema, 'How the questions did, what was learned, what was thought of it; no names'), ...refusals },
  }), async (context) => {
    const { store, courses, now } = context.get('service')
    const { course } = context.req.valid('param')
    const { version } = context.req.valid('query')
    const bundle = await findCourse(store.db, courses, course)
    if (!bundle)
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    const report = await readCourseReport(store.db, course, version ?? undefined)
    if (report)
      return context.json(withholdFew(report, now()), 200)
    return problem(context, 404, version === undefined ? 'no-learners' : 'no-such-version', version === undefined ? 'Nobody has enrolled in this course yet.' : 'Nobody has enrolled in this version of the course.') as never
  })
}
