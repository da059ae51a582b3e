import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { CourseBundle } from '../../courses/course-bundle.ts'
import type { CourseRules, Enrolment } from '../../journey/enrolments.ts'
import type { Journey } from '../../journey/journey.ts'
import type { RequestContext, Service } from '../service.ts'
import { randomInt, randomUUID } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { readCertifiedName } from '../../certificates/certified-name.ts'
import { issueCertificate } from '../../certificates/issue.ts'
import { unprintable } from '../../certificates/printed-name.ts'
import { createGrader } from '../../courses/course-grader.ts'
import { policyOf } from '../../courses/course-policy.ts'
import { readCourseNames, rememberedCourseVersion } from '../../courses/course-versions.ts'
import { commandSchema } from '../../journey/command.ts'
import { carryOut, enrol, eventsOf, findEnrolment } from '../../journey/enrolments.ts'
import { journeyView, journeyViewSchema } from '../../journey/journey-view.ts'
import { replay } from '../../journey/journey.ts'
import { reviewOf, reviewSchema } from '../../journey/review.ts'
import { readProfile } from '../../learners/profiles.ts'
import { readChain } from '../../ledger/records.ts'
import { json, refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'
import { requirePerson } from '../require-person.ts'

const params = z.object({ course: z.string().max(200) })

/** Random, made by the client, the same when it sends the same request again. */
const headers = z.object({ 'idempotency-key': z.uuid() })

export function addJourneyRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'post',
    path: '/api/courses/{course}/enrolment',
    middleware: [requirePerson] as const,
    request: { params },
    responses: { 200: json(journeyViewSchema, 'How far the learner is'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course } = context.req.valid('param')
    const learner = context.get('person').id
    const enrolled = await findEnrolment(service.store.db, learner, course)
    if (enrolled)
      return context.json(await view(service, enrolled), 200)
    const bundle = service.courses.get(course)
    if (!bundle) {
      const known = (await readCourseNames(service.store.db)).includes(course)
      return known ? problem(context, 409, 'withdrawn', 'This course is not offered at present. Only those who have begun it can go on.') as never : noSuchCourse(context)
    }
    if (!await readProfile(service.store.db, learner))
      return problem(context, 409, 'profile-missing', 'Say first who you are: the certificate has to bear the name on your license.') as never
    const outcome = await enrol(service.store.writer, learner, policyOf(bundle), { now: service.now(), id: randomUUID() })
    return 'refusal' in outcome ? refused(context, outcome.refusal) : context.json(await view(service, outcome.enrolment), 200)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/courses/{course}/journey',
    middleware: [requirePerson] as const,
    request: { params },
    responses: { 200: json(journeyViewSchema, 'How far the learner is'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const enrolment = await findEnrolment(service.store.db, context.get('person').id, context.req.valid('param').course)
    return enrolment ? context.json(await view(service, enrolment), 200) : notEnrolled(context)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/courses/{course}/attempts/{attempt}/review',
    middleware: [requirePerson] as const,
    request: { params: params.extend({ attempt: z.coerce.number().int().min(1).max(100_000) }) },
    responses: { 200: json(reviewSchema, 'A graded attempt, as far as the feedback policy of the course tells'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course, attempt } = context.req.valid('param')
    const enrolment = await findEnrolment(service.store.db, context.get('person').id, course)
    if (!enrolment)
      return notEnrolled(context)
    const review = reviewOf(await journeyOf(service, enrolment), attempt, await bundleOf(service, enrolment))
    return review ? context.json(review, 200) : problem(context, 409, 'not-graded', 'There is nothing to look at before this attempt is submitted.') as never
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/courses/{course}/commands',
    middleware: [requirePerson] as const,
    request: { params, headers, body: { ...json(commandSchema, 'What the learner does'), required: true } },
    responses: { 200: json(journeyViewSchema, 'How far the learner is now; what it says is committed'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const enrolment = await findEnrolment(service.store.db, context.get('person').id, context.req.valid('param').course)
    if (!enrolment)
      return notEnrolled(context)
    const bundle = await bundleOf(service, enrolment)
    const command = context.req.valid('json')
    if (command.kind === 'claim') {
      // Saved before such names were refused, or when there were other fonts: a certificate without its name proves nothing.
      const profile = await readProfile(service.store.db, enrolment.learner)
      const missing = profile ? unprintable(profile) : []
      if (missing.length)
        return problem(context, 409, 'name-unprintable', `Certificates cannot be printed with ${missing.join(' ')} here. Change your name, or write it in Latin letters as well; then claim.`, { characters: missing }) as never
    }
    const outcome = await carryOut(service.store.writer, enrolment, command, rulesOf(service, bundle), { now: service.now(), request: context.req.valid('header')['idempotency-key'] })
    if (command.kind === 'claim' && !('refusal' in outcome))
      service.metrics?.claims.inc()
    return 'refusal' in outcome ? refused(context, outcome.refusal) : context.json(journeyView(outcome.journey, bundle, present(service, enrolment)), 200)
  })
}

async function journeyOf(service: Service, enrolment: Enrolment): Promise<Journey> {
  return replay(eventsOf(await readChain(service.store.db, enrolment.id)))
}

async function view(service: Service, enrolment: Enrolment): Promise<z.infer<typeof journeyViewSchema>> {
  return journeyView(await journeyOf(service, enrolment), await bundleOf(service, enrolment), present(service, enrolment))
}

function present(service: Service, { course }: Enrolment): { now: string, offered: boolean } {
  return { now: service.now(), offered: service.courses.has(course) }
}

/** The version that the learner is in, which need not be the present one. */
export async function bundleOf(service: Service, { course, version }: Enrolment): Promise<CourseBundle> {
  const present = service.courses.get(course)
  const bundle = present?.version === version ? present : await rememberedCourseVersion(service.store.db, course, version)
  if (!bundle)
    throw new Error(`version ${version} of ${course} was not kept`)
  return bundle
}

export function rulesOf(service: Service, bundle: CourseBundle): CourseRules {
  return {
    policy: policyOf(bundle),
    surroundings: { ...createGrader(bundle), seed: () => randomInt(2 ** 32), certificateId: randomUUID },
    certify: async (transaction, { certificate, enrolment, journey, at, nameOf }) => issueCertificate(transaction, service, {
      id: certificate,
      enrolment: enrolment.id,
      // Nobody enrols without a profile.
      learner: nameOf ? await readCertifiedName(transaction, nameOf) : (await readProfile(transaction, enrolment.learner))!,
      bundle,
      journey,
      at,
    }),
  }
}

function refused(context: Context, { code, message, notBefore }: { code: string, message: string, notBefore?: string }): never {
  return problem(context, 409, code, message, { notBefore }) as never
}

function noSuchCourse(context: Context): never {
  return problem(context, 404, 'no-such-course', 'There is no such course.') as never
}

function notEnrolled(context: Context): never {
  return problem(context, 404, 'not-enrolled', 'You are not enrolled in this course.') as never
}
