import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { policyOf } from '../../courses/course-policy.ts'
import { isOpen } from '../../journey/policy.ts'
import { json } from '../answers.ts'

const courseSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  open: z.boolean().describe('Whether one can enrol today'),
  released: z.string(),
  expires: z.string(),
  accredited: z.boolean(),
  credits: z.object({ type: z.string(), maximum: z.number(), step: z.number() }),
}).openapi('Course')

export function addCourseRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/service',
    responses: { 200: json(z.object({ mail: z.enum(['smtp', 'terminal']).describe('Where the codes to sign in are sent') }).openapi('ServiceSettings'), 'What a page has to know of the service') },
  }), context => context.json({ mail: context.get('service').mail }, 200))

  app.openapi(createRoute({
    method: 'get',
    path: '/api/courses',
    responses: { 200: json(z.array(courseSchema), 'The courses that can be taken') },
  }), (context) => {
    const service = context.get('service')
    return context.json([...service.courses.values()].map((bundle) => {
      const { title, summary, released, expires, accreditation, credits } = bundle.meta
      return { name: bundle.name, title, summary, open: isOpen(policyOf(bundle), service.now()), released, expires, accredited: accreditation !== 'none', credits }
    }), 200)
  })
}
