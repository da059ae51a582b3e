import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { FoundCertificate } from '../../certificates/find-certificate.ts'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { decodeJwt } from 'jose'
import { fillIn } from '../../certificates/certificate-file.ts'
import { certificateLetter } from '../../certificates/certificate-letter.ts'
import { blankCertificatePdf } from '../../certificates/certificate-pdf.ts'
import { fullName } from '../../certificates/certificate.ts'
import { findCertificate, findErasedCertificate, readCertificatePdf } from '../../certificates/find-certificate.ts'
import { keySet } from '../../certificates/key-set.ts'
import { LETTERS_IN_HOUR, mailCertificate } from '../../certificates/mail-certificate.ts'
import { signatureState } from '../../certificates/signature-state.ts'
import { chooseLanguage } from '../../certificates/verify-page/words.ts'
import { verifyUrl } from '../../certificates/verify-url.ts'
import { json, refusals, tooOften } from '../answers.ts'
import { limitMisses } from '../limit-misses.ts'
import { problem } from '../problem-details.ts'
import { requirePerson } from '../require-person.ts'

const statusSchema = z.object({
  id: z.string(),
  status: z.enum(['valid', 'superseded', 'revoked']),
  supersededBy: z.string().nullable(),
  revokedAt: z.string().nullable(),
  signature: z.boolean().describe('Whether the signature of the credential holds'),
  learner: z.string(),
  title: z.string(),
  format: z.enum(['enduring', 'live']),
  provider: z.string(),
  completed: z.string(),
  completedIn: z.string().nullable().describe('Time zone of that day; null in certificates of before, whose days are in UTC'),
  credits: z.number(),
  creditType: z.string(),
  accredited: z.boolean(),
  statements: z.array(z.string()),
  issuedAt: z.string(),
}).openapi('CertificateStatus')

const keySchema = z.looseObject({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string() }).openapi('PublicKey')

const params = z.object({ id: z.string().max(100) })

/** Public: whoever holds a certificate's id was given it by the learner. Ids are random; nothing can be listed. */
export function addCertificateRoutes(app: OpenAPIHono<RequestContext>): void {
  app.use('/api/certificates/*', limitMisses(context => problem(context, 429, 'too-many-misses', 'From your network, too many certificates were asked for that do not exist. Try again in a quarter of an hour.')))

  app.openapi(createRoute({
    method: 'get',
    path: '/api/certificates/{id}',
    request: { params },
    responses: { 200: json(statusSchema, 'What was certified, and whether it still holds'), 404: refusals[404], 410: refusals[410], 429: tooOften, 503: refusals[503] },
  }), async (context) => {
    const { store } = context.get('service')
    const found = await findCertificate(store.db, context.req.valid('param').id)
    if (!found)
      return await noSuchCertificate(context, context.req.valid('param').id)
    const { certificate, status, supersededBy, revokedAt } = found
    const { learner, course, provider, completed, credits, creditType, accredited, statements, issuedAt } = certificate
    return context.json({
      id: certificate.id,
      status,
      supersededBy: supersededBy ?? null,
      revokedAt: revokedAt ?? null,
      signature: await signatureState(store, found) === 'good',
      learner: fullName(learner),
      title: course.title,
      format: course.format,
      provider,
      completed,
      completedIn: certificate.completedIn ?? null,
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
    request: { params },
    responses: { 200: { description: 'The signed credential, a JWT', content: { 'application/vc+jwt': { schema: z.string() } } }, 404: refusals[404], 410: refusals[410], 429: tooOften, 503: refusals[503] },
  }), async (context) => {
    const found = await findCertificate(context.get('service').store.db, context.req.valid('param').id)
    return found
      ? context.body(found.credential, 200, { 'content-type': 'application/vc+jwt', 'content-disposition': `attachment; filename="certificate-${found.certificate.id}.jwt"` })
      : await noSuchCertificate(context, context.req.valid('param').id)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/certificates/{id}/pdf',
    request: { params },
    responses: { 200: { description: 'The certificate for people, the signed credential attached', content: { 'application/pdf': { schema: z.string() } } }, 404: refusals[404], 410: refusals[410], 429: tooOften, 503: refusals[503] },
  }), async (context) => {
    const found = await findCertificate(context.get('service').store.db, context.req.valid('param').id)
    if (!found)
      return await noSuchCertificate(context, context.req.valid('param').id)
    return context.body(Uint8Array.from(await pdfOf(context, found)).buffer, 200, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="certificate-${found.certificate.id}.pdf"` })
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/certificates/{id}/mail',
    middleware: [requirePerson] as const,
    request: {
      params,
      headers: z.object({ 'idempotency-key': z.uuid() }),
      body: { ...json(z.strictObject({ language: z.enum(['en', 'es']).optional().describe('Of the letter; else what the browser asks for') }), 'How to write'), required: false },
    },
    responses: {
      200: json(z.object({ to: z.string().describe('The address it went to'), sent: z.enum(['now', 'before']).describe('before: this very request had been carried out') }).openapi('CertificateMail'), 'The mail server has taken the letter'),
      ...refusals,
      429: { ...refusals[409], description: 'Too many letters in this hour' },
    },
  }), async (context) => {
    const { store, mailer, log, now } = context.get('service')
    const person = context.get('person')
    const { id } = context.req.valid('param')
    const found = await findCertificate(store.db, id)
    const owner = found && await store.db.selectFrom('enrolment').select('learner').where('id', '=', found.enrolment).executeTakeFirst()
    // Whose it is not learns no more than that it is not theirs.
    if (!found || owner?.learner !== person.id)
      return problem(context, 404, 'no-such-certificate', 'You have no certificate with this number.') as never
    const { language } = context.req.valid('json')
    const letter = certificateLetter(person.email, found.certificate, await pdfOf(context, found), issuerOf(found, context.get('service').baseUrl), language ?? chooseLanguage(context.req.header('accept-language')))
    const outcome = await mailCertificate(store, mailer, { learner: person.id, key: context.req.valid('header')['idempotency-key'], certificate: id, letter, now: now() }, error => log({ level: 'error', message: 'certificate not mailed', name: error.name, code: (error as { code?: string }).code }))
    switch (outcome) {
      case 'sent':
      case 'sent-before':
        return context.json({ to: person.email, sent: outcome === 'sent' ? 'now' as const : 'before' as const }, 200)
      case 'being-sent':
        return problem(context, 409, 'mail-being-sent', 'This letter is on its way.') as never
      case 'too-many':
        return problem(context, 429, 'too-many-letters', `Certificates are mailed ${LETTERS_IN_HOUR} times an hour at most. Download the PDF, or try again later.`) as never
      case 'failed':
        return problem(context, 503, 'mail-unavailable', 'The mail could not be sent. Your certificate is safe: download the PDF, or try again later.') as never
    }
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    responses: { 200: json(z.object({ keys: z.array(keySchema) }).openapi('PublicKeys'), 'Every key that ever signed certificates here, as a JSON Web Key Set'), 503: refusals[503] },
  }), async (context) => {
    const { store, baseUrl } = context.get('service')
    return context.json(await keySet(store, baseUrl) as never, 200)
  })

  // What a credential calls its key: an address that answers with the key itself (Open Badges 3.0 §8.2.3).
  app.openapi(createRoute({
    method: 'get',
    path: '/.well-known/keys/{id}',
    request: { params },
    responses: { 200: json(keySchema, 'A public key'), 404: refusals[404], 410: refusals[410], 503: refusals[503] },
  }), async (context) => {
    const { store, baseUrl } = context.get('service')
    const { id } = context.req.valid('param')
    const { keys } = await keySet(store, baseUrl)
    const key = keys.find(({ kid }) => kid?.endsWith(`/${id}`))
    return key ? context.json(key as never, 200) : problem(context, 404, 'no-such-key', 'No key of this name ever signed here.') as never
  })
}

/** The file as it was issued; made anew for a certificate from before files were kept. */
async function pdfOf(context: Context<RequestContext>, found: FoundCertificate): Promise<Uint8Array> {
  const { store, baseUrl } = context.get('service')
  const { certificate, credential } = found
  return await readCertificatePdf(store.db, certificate.id)
    ?? fillIn(await blankCertificatePdf(certificate, verifyUrl(issuerOf(found, baseUrl), certificate.id), credential.length), credential)
}

/** The address under which a certificate was issued: the service may have another one today. */
function issuerOf({ credential }: FoundCertificate, baseUrl: string): string {
  return decodeJwt(credential).iss ?? baseUrl
}

async function noSuchCertificate(context: Context<RequestContext>, id: string): Promise<never> {
  const erased = await findErasedCertificate(context.get('service').store.db, id)
  return (erased === undefined
    ? problem(context, 404, 'no-such-certificate', 'There is no certificate with this number.')
    : problem(context, 410, 'certificate-erased', erased.revokedAt === undefined ? 'This certificate was issued here. What it certified is kept no longer, and was erased.' : 'This certificate was issued here and revoked: it is not valid. What it certified is kept no longer, and was erased.')) as never
}
