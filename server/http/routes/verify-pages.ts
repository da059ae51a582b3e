import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Comparison } from '../../certificates/compare-file.ts'
import type { VerifyLanguage } from '../../certificates/verify-page/words.ts'
import type { RequestContext } from '../service.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRoute, z } from '@hono/zod-openapi'
import { kitRoot } from '../../../scripts/kit.ts'
import { readCertificateFile } from '../../certificates/certificate-file.ts'
import { parseCertificateNumber } from '../../certificates/certificate-number.ts'
import { compareFile } from '../../certificates/compare-file.ts'
import { findCertificate, findErasedCertificate, readCertificatePdf } from '../../certificates/find-certificate.ts'
import { readCredential } from '../../certificates/read-credential.ts'
import { signatureState } from '../../certificates/signature-state.ts'
import { readPublicKey } from '../../certificates/signing-keys.ts'
import { certificatePage, erasedCertificatePage, noSuchCertificatePage, refusalPage, verifyFormPage } from '../../certificates/verify-page/verify-page.ts'
import { verifyStyles } from '../../certificates/verify-page/verify-styles.ts'
import { chooseLanguage } from '../../certificates/verify-page/words.ts'
import { limitMisses } from '../limit-misses.ts'

const styles = verifyStyles()
const icon = readFileSync(join(kitRoot, 'public', 'favicon.svg'), 'utf8')

const html = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } })

const query = z.object({ lang: z.string().optional().describe('en or es; else what the browser asks for'), number: z.string().optional() })
const params = z.object({ id: z.string() })
const form = { body: { content: { 'multipart/form-data': { schema: z.looseObject({ file: z.unknown().openapi({ type: 'string', format: 'binary' }) }) } }, required: false } }

/** Pages for strangers who hold a certificate. They work without scripts and keep nothing of what is sent. */
export function addVerifyPages(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/verify.css',
    responses: { 200: { description: 'The style of the pages', content: { 'text/css': { schema: z.string() } } } },
  }), context => context.body(styles, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }) as never)

  app.openapi(createRoute({
    method: 'get',
    path: '/verify.svg',
    responses: { 200: { description: 'The icon of the pages', content: { 'image/svg+xml': { schema: z.string() } } } },
  }), context => context.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }) as never)

  app.use('/verify/*', async (context, next) => {
    await next()
    context.res.headers.append('vary', 'accept-language')
  })
  app.use('/verify/*', limitMisses(context => context.html(refusalPage(languageOf(context), 'tooMany'), 429)))

  app.openapi(createRoute({
    method: 'get',
    path: '/verify',
    responses: { 301: { description: 'To /verify/' } },
  }), context => context.redirect('/verify/', 301) as never)
  app.openapi(createRoute({
    method: 'get',
    path: '/verify/',
    request: { query },
    responses: { 200: html('Asks for a number or a file'), 303: { description: 'To the page of a number' }, 400: html('What was typed is no number') },
  }), (context) => {
    const { number: typed } = context.req.valid('query')
    if (typed === undefined)
      return context.html(verifyFormPage(languageOf(context))) as never
    const number = parseCertificateNumber(typed)
    return (number === undefined
      ? context.html(verifyFormPage(languageOf(context), { typed, kind: 'unfit-number' }), 400)
      : context.redirect(`/verify/${number}${askedLanguage(context)}`, 303)) as never
  })
  app.openapi(createRoute({
    method: 'post',
    path: '/verify/',
    request: form,
    responses: { 200: html('The certificate whose credential the file holds'), 400: html('The file holds none that was signed here'), 404: html('There is none of its number'), 410: html('Its learner was erased since'), 413: html('The file is too large'), 429: html('Too many certificates were asked for that are not there') },
  }), async (context) => {
    const file = await sentFile(context)
    if (!file)
      return context.html(verifyFormPage(languageOf(context), { kind: 'no-file' }), 400) as never
    const credential = readCertificateFile(file)?.credential
    const { store } = context.get('service')
    const read = credential === undefined ? undefined : await readCredential(credential, id => readPublicKey(store, id))
    return (read && 'key' in read
      ? await answer(context, read.signed.certificate.id, { file })
      : context.html(verifyFormPage(languageOf(context), { kind: 'no-credential' }), 400)) as never
  })
  app.openapi(createRoute({
    method: 'get',
    path: '/verify/{id}',
    request: { params },
    responses: { 200: html('What was certified, and whether it still holds'), 404: html('There is no certificate with this number'), 410: html('It was issued here, and its learner was erased since'), 429: html('Too many certificates were asked for that are not there') },
  }), context => answer(context, context.req.valid('param').id) as never)
  app.openapi(createRoute({
    method: 'post',
    path: '/verify/{id}',
    request: { params, ...form },
    responses: { 200: html('The same, and whether a file is this certificate, byte for byte'), 400: html('No file was sent'), 404: html('There is no certificate with this number'), 410: html('It was issued here, and its learner was erased since'), 429: html('Too many certificates were asked for that are not there'), 413: html('The file is too large') },
  }), async context => await answer(context, context.req.valid('param').id, { file: await sentFile(context) }) as never)
}

/** Instead of the answer for programs, when a form sends more than is read. */
export function tooLargePage(context: Context): Response | Promise<Response> {
  return context.html(refusalPage(languageOf(context), 'tooLarge'), 413)
}

async function answer(context: Context<RequestContext>, typed: string, sent?: { file?: Uint8Array }): Promise<Response> {
  const { store } = context.get('service')
  const language = languageOf(context)
  const id = parseCertificateNumber(typed) ?? typed
  if (id !== typed && context.req.method === 'GET')
    return context.redirect(`/verify/${id}${askedLanguage(context)}`, 301)
  const found = await findCertificate(store.db, id)
  if (!found) {
    const erased = await findErasedCertificate(store.db, id)
    return erased === undefined ? context.html(noSuchCertificatePage(language), 404) : context.html(erasedCertificatePage(erased, language), 410)
  }
  let comparison: Comparison | 'no-file' | undefined
  if (sent)
    comparison = sent.file ? compareFile(sent.file, await readCertificatePdf(store.db, id) ?? new Uint8Array(), found.credential) : 'no-file'
  return context.html(certificatePage({ found, signature: await signatureState(store, found), comparison }, language), comparison === 'no-file' ? 400 : 200)
}

/** The file of a form; undefined when none was chosen. */
async function sentFile(context: Context): Promise<Uint8Array | undefined> {
  const { file } = await context.req.parseBody().catch(() => ({ file: undefined }))
  return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined
}

function languageOf(context: Context): VerifyLanguage {
  return chooseLanguage(context.req.header('accept-language'), context.req.query('lang'))
}

function askedLanguage(context: Context): string {
  const asked = context.req.query('lang')
  return asked === undefined ? '' : `?lang=${encodeURIComponent(asked)}`
}
