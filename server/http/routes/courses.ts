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

const settingsSchema = z.object({
  mail: z.enum(['smtp', 'terminal']).describe('Where the codes to sign in are sent'),
  signIn: z.array(z.object({ way: z.enum(['code', 'oidc']), name: z.string().optional().describe('What the button says') })).describe('The ways to sign in'),
}).openapi('ServiceSettings')

export function addCourseRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/service',
    responses: { 200: json(settingsSchema, 'What a page has to know of the service') },
  }), (context) => {
    const { mail, signIn: { singleSignOn } } = context.get('service')
    return context.json({ mail, signIn: [{ way: 'code' as const }, ...singleSignOn ? [{ way: 'oidc' as const, name: singleSignOn.name }] : []] }, 200)
  })

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
