import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { LecternError } from '../../../scripts/errors.ts'
import { certificatePdf } from '../../certificates/certificate-pdf.ts'
import { verifyCredential } from '../../certificates/credential.ts'
import { findCertificate } from '../../certificates/find-certificate.ts'
import { readPublicKey } from '../../certificates/signing-keys.ts'
import { VERIFY_STYLES, verifyPage, verifyUrl } from '../../certificates/verify-page.ts'
import { json, refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'

const statusSchema = z.object({
  id: z.string(),
  status: z.enum(['valid', 'superseded', 'revoked']),
  supersededBy: z.string().nullable(),
  signature: z.boolean().describe('Whether the signature of the credential holds'),
  learner: z.string(),
  title: z.string(),
  provider: z.string(),
  completed: z.string(),
  credits: z.number(),
  creditType: z.string(),
  accredited: z.boolean(),
  statements: z.array(z.string()),
  issuedAt: z.string(),
}).openapi('CertificateStatus')

/** Public: whoever holds a certificate's id was given it by the learner. Ids are random; nothing can be listed. */
export function addCertificateRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/certificates/{id}',
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: { 200: json(statusSchema, 'What was certified, and whether it still holds'), 404: refusals[404], 503: refusals[503] },
  }), async (context) => {
    const { store } = context.get('service')
    const found = await findCertificate(store.db, context.req.valid('param').id)
    if (!found)
      return problem(context, 404, 'no-such-certificate', 'There is no certificate with this number.') as never
    const { certificate, credential, status, supersededBy } = found
    const signed = await verifyCredential(credential, id => readPublicKey(store, id))
    const { learner, course, provider, completed, credits, creditType, accredited, statements, issuedAt } = certificate
    return context.json({
      id: certificate.id,
      status,
      supersededBy: supersededBy ?? null,
      signature: signed !== undefined && JSON.stringify(signed) === JSON.stringify(certificate),
      learner: [learner.givenName, learner.familyName].join(' ') + (learner.credentials ? `, ${learner.credentials}` : ''),
      title: course.title,
      provider,
      completed,
      credits,
      creditType,
      accredited,
      statements: [...statements],
      issuedAt,
    }, 200)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/certificates/{id}/credential',
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: { 200: { description: 'The signed credential, a JWT', content: { 'application/vc+jwt': { schema: z.string() } } }, 404: refusals[404], 503: refusals[503] },
  }), async (context) => {
    const found = await findCertificate(context.get('service').store.db, context.req.valid('param').id)
    return found
      ? context.body(found.credential, 200, { 'content-type': 'application/vc+jwt' })
      : problem(context, 404, 'no-such-certificate', 'There is no certificate with this number.') as never
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/certificates/{id}/pdf',
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: { 200: { description: 'The certificate for people, the signed credential attached', content: { 'application/pdf': { schema: z.string() } } }, 404: refusals[404], 409: refusals[409], 503: refusals[503] },
  }), async (context) => {
    const { store, baseUrl } = context.get('service')
    const found = await findCertificate(store.db, context.req.valid('param').id)
    if (!found)
      return problem(context, 404, 'no-such-certificate', 'There is no certificate with this number.') as never
    try {
      const bytes = await certificatePdf(found.certificate, found.credential, verifyUrl(baseUrl, found.certificate.id))
      return context.body(Uint8Array.from(bytes).buffer, 200, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="certificate-${found.certificate.id}.pdf"` })
    }
    catch (error) {
      if (error instanceof LecternError && error.code === 'missing-glyph')
        return problem(context, 409, 'missing-glyph', `${error.message} The signed credential holds everything as it is; ask the provider for a printed certificate.`) as never
      throw error
    }
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    responses: { 200: json(z.object({ keys: z.array(z.looseObject({ kid: z.string(), alg: z.string() })) }), 'The public keys that certificates were signed with (RFC 7517)'), 503: refusals[503] },
  }), async (context) => {
    const keys = await context.get('service').store.db.selectFrom('signing_key').selectAll().execute()
    return context.json({ keys: keys.map(({ id, public_key }) => ({ ...JSON.parse(public_key), kid: id, use: 'sig', alg: 'EdDSA' })) }, 200)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/verify.css',
    responses: { 200: { description: 'The style of the pages for people', content: { 'text/css': { schema: z.string() } } } },
  }), context => context.body(VERIFY_STYLES, 200, { 'content-type': 'text/css', 'cache-control': 'public, max-age=3600' }) as never)

  app.openapi(createRoute({
    method: 'get',
    path: '/verify/{id}',
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: { 200: { description: 'A certificate, for people', content: { 'text/html': { schema: z.string() } } }, 404: { description: 'There is none with this number; for people', content: { 'text/html': { schema: z.string() } } } },
  }), async (context) => {
    const { store } = context.get('service')
    const found = await findCertificate(store.db, context.req.valid('param').id)
    const signed = found && await verifyCredential(found.credential, id => readPublicKey(store, id))
    return context.html(verifyPage(found, signed !== undefined && JSON.stringify(signed) === JSON.stringify(found?.certificate)), found ? 200 : 404) as never
  })
}
