import type { Certificate } from '../../server/certificates/certificate.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestLetterServer } from './support/letter-server.ts'
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readCertificatePdf } from '../../server/certificates/find-certificate.ts'
import { LETTERS_IN_HOUR } from '../../server/certificates/mail-certificate.ts'
import { sweepCertificates } from '../../server/certificates/sweep.ts'
import { createMailer } from '../../server/mail/mailer.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { exampleCertificate, recordCertificates } from './support/certificates.ts'
import { startService } from './support/credit-service.ts'
import { startLetterServer } from './support/letter-server.ts'

let folder: string
let store: Store
let mail: TestLetterServer
let service: TestService
let now = '2026-11-23T10:00:00.000Z'
let ann: Client
let address: string
let certificate: Certificate

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-mail-'))
  store = openStore({ dataFolder: folder })
  mail = await startLetterServer()
  service = await startService(store, [], () => now, { mailer: createMailer(mail.url, 'CME office <cme@example.org>') })
})
beforeEach(async () => {
  address = `ann-${randomUUID()}@example.org`
  ann = await service.signIn(address)
  const { id: learner } = await service.service.signIn.personOf(new Headers({ cookie: ann.cookie! })) as { id: string }
  certificate = { ...exampleCertificate, id: randomUUID(), course: { ...exampleCertificate.course, title: 'Naltrexone\r\nBcc: everybody@example.org' } }
  await recordCertificates(store, service.service, { enrolment: randomUUID(), learner, events: [{ kind: 'certificate-issued', body: { certificate: certificate.id } }], certificates: [certificate] })
  mail.letters.length = 0
  mail.refuse(false)
})
afterAll(async () => {
  await mail?.close()
  await store?.db.destroy()
  await rm(folder, { recursive: true, force: true })
})

const send = (client: Client, body: object = {}, key?: string) => client.post(`/api/certificates/${certificate.id}/mail`, body, key)

it('brings the certificate as it was issued, with the address of its page', async () => {
  expect(await send(ann)).toEqual({ status: 200, body: { to: address, sent: 'now' } })
  expect(mail.letters).toHaveLength(1)
  const [{ to, subject, text, attachments }] = mail.letters as [typeof mail.letters[0]]
  expect(to).toEqual([address])
  expect(subject).toBe('Your certificate: Naltrexone Bcc: everybody@example.org')
  expect(text).toContain(`http://cme.test/verify/${certificate.id}`)
  expect(text).toContain('Claimed: 0.75 Demonstration unit. Completed on 2026-11-22.')
  expect(text).toContain('DEMONSTRATION. Not accredited.')
  expect(attachments).toHaveLength(1)
  expect(attachments[0]).toMatchObject({ filename: `certificate-${certificate.id}.pdf` })
  expect(Buffer.compare(attachments[0]!.bytes, (await readCertificatePdf(store.db, certificate.id))!)).toBe(0)
})

it('writes in Spanish to whoever reads Spanish', async () => {
  await send(ann, { language: 'es' })
  expect(mail.letters[0]).toMatchObject({ subject: expect.stringContaining('Su certificado: '), text: expect.stringContaining('Quien lo reciba puede verificarlo aquí') })
  expect(await send(ann, { language: 'fr' })).toMatchObject({ status: 400 })
})

it('sends one letter for one request, however often and however close together it comes', async () => {
  const key = randomUUID()
  const answers = await Promise.all([send(ann, {}, key), send(ann, {}, key), send(ann, {}, key)])
  expect(answers.filter(({ body }) => body.sent === 'now')).toHaveLength(1)
  expect(await send(ann, {}, key)).toEqual({ status: 200, body: { to: address, sent: 'before' } })
  expect(mail.letters).toHaveLength(1)
})

it('says when the mail server is down, loses nothing, and sends it when the same request comes again', async () => {
  mail.refuse(true)
  const key = randomUUID()
  expect(await send(ann, {}, key)).toMatchObject({ status: 503, body: { code: 'mail-unavailable', title: expect.stringContaining('Your certificate is safe') } })
  expect((await ann.get(`/api/certificates/${certificate.id}/pdf`)).status).toBe(200)
  mail.refuse(false)
  expect(await send(ann, {}, key)).toMatchObject({ status: 200, body: { sent: 'now' } })
  expect(mail.letters).toHaveLength(1)
  expect(JSON.stringify(service.log)).not.toContain(address)
})

it('is for its owner only', async () => {
  const ben = await service.signIn()
  expect(await send(ben)).toMatchObject({ status: 404, body: { code: 'no-such-certificate' } })
  expect(await ann.post(`/api/certificates/${randomUUID()}/mail`, {})).toMatchObject({ status: 404 })
  expect(mail.letters).toEqual([])
})

it('is limited to a number an hour', async () => {
  for (let letter = 0; letter < LETTERS_IN_HOUR; letter++)
    expect(await send(ann)).toMatchObject({ status: 200 })
  expect(await send(ann)).toMatchObject({ status: 429, body: { code: 'too-many-letters' } })
  now = '2026-11-23T11:00:00.000Z'
  expect(await send(ann)).toMatchObject({ status: 200 })
})

it('keeps no list of who had what mailed', async () => {
  await send(ann)
  await sweepCertificates(store.writer, now)
  expect(await store.db.selectFrom('certificate_mail').selectAll().execute()).not.toEqual([])
  await sweepCertificates(store.writer, '2026-12-01T12:00:00.000Z')
  for (const table of ['certificate_mail', 'certificate_mail_count', 'verify_miss'] as const)
    expect(await store.db.selectFrom(table).selectAll().execute(), table).toEqual([])
})
