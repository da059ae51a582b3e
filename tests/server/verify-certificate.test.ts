import type { SigningKey } from '../../server/certificates/signing-keys.ts'
import type { TrustedKey } from '../../server/certificates/verify-certificate.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { importJWK, SignJWT } from 'jose'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCertificateFile } from '../../server/certificates/certificate-file.ts'
import { publicHalf } from '../../server/certificates/credential.ts'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { readCredential } from '../../server/certificates/read-credential.ts'
import { verifyCertificateFile } from '../../server/certificates/verify-certificate-file.ts'
import { verifyCertificate } from '../../server/certificates/verify-certificate.ts'
import { hasPdfReaders } from '../support/pdf-readers.ts'
import { BASE_URL, exampleCertificate, newKey, publicKeyOf, trusting } from './support/certificates.ts'

let key: SigningKey
let pdf: Buffer
let credential: string
let folder: string
/** Keys of the provider, as the verifier has them. */
let known: (id: string) => Promise<TrustedKey | undefined>

const conditions = async (bytes: Uint8Array, keyOf = known) => (await verifyCertificate(bytes, keyOf)).failures.map(({ condition }) => condition)

beforeAll(async () => {
  key = await newKey()
  const made = await makeCertificate(exampleCertificate, { key, baseUrl: BASE_URL })
  pdf = Buffer.from(made.pdf)
  credential = made.credential
  known = async id => id === key.id ? { ...publicKeyOf(key), source: 'a test', issuers: [BASE_URL] } : undefined
  folder = await mkdtemp(join(tmpdir(), 'lectern-verify-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a certificate as it was issued', () => {
  it('is good, byte for byte, and says what was signed', async () => {
    const verdict = await verifyCertificate(pdf, known)
    expect(verdict).toMatchObject({ failures: [], page: 'bytes', signed: { issuer: BASE_URL, keyId: key.id } })
    expect(verdict.signed!.certificate).toEqual(exampleCertificate)
  })

  it('is good as a credential alone', async () => {
    expect(await verifyCertificate(Buffer.from(`${credential}\n`), known)).toMatchObject({ failures: [], page: 'none' })
  })

  it('fails by its own name when nobody vouches for its key', async () => {
    const verdict = await verifyCertificate(pdf, async () => undefined)
    expect(verdict.failures).toEqual([{ condition: 'unknown-key', message: expect.stringContaining('The signature is good, but its key is unknown to you') }])
    expect(verdict.signed!.certificate).toEqual(exampleCertificate)
  })

  it.each([
    ['a printed name that is a number', { printed: { name: 5 } }],
    ['degrees that are an object', { certificate: { ...exampleCertificate, learner: { ...exampleCertificate.learner, credentials: { toString: 1 } } } }],
    ['a Latin name without words', { certificate: { ...exampleCertificate, learner: { ...exampleCertificate.learner, latinName: { givenName: { toString: 1 }, familyName: 'x' } } } }],
    ['no certificate', { certificate: null }],
  ])('that anybody signed with %s ends no verification of other files', async (_, claims) => {
    const forger = await newKey()
    const token = await new SignJWT({ certificate: exampleCertificate, iss: BASE_URL, ...claims } as never).setProtectedHeader({ alg: 'EdDSA', kid: forger.id, jwk: publicHalf(forger.privateKey) }).sign(await importJWK(forger.privateKey, 'EdDSA'))
    const file = join(folder, 'forged.pdf')
    for (const content of [token, `%PDF-1.7\nstream\n${token}\nendstream\n`, Buffer.concat([pdf.subarray(0, pdf.indexOf('\nstream\neyJ')), Buffer.from(`\nstream\n${token}`), pdf.subarray(pdf.indexOf('\nendstream', pdf.indexOf('\nstream\neyJ')))])]) {
      await writeFile(file, content)
      const { failures, unreadable } = await verifyCertificateFile(file, new Map())
      expect(unreadable ?? failures[0]?.condition).toBeTruthy()
    }
  })

  it('fails when its key signs for another provider', async () => {
    expect(await conditions(pdf, async () => ({ ...publicKeyOf(key), source: 'a test', issuers: ['https://elsewhere.example'] }))).toEqual(['other-issuer'])
  })

  it('fails when its key was stolen before it was signed, and only then', async () => {
    const stolen = (compromisedAt: string) => async () => ({ ...publicKeyOf(key), source: 'a test', compromisedAt })
    expect(await conditions(pdf, stolen('2026-11-22T09:59:59.999Z'))).toEqual(['compromised-key'])
    expect(await conditions(pdf, stolen(exampleCertificate.issuedAt))).toEqual(['compromised-key'])
    expect(await conditions(pdf, stolen('2026-11-22T10:00:00.001Z'))).toEqual([])
  })

  it('fails when somebody else signed the same with a key that calls itself by the provider’s name', async () => {
    const forger = await newKey()
    const made = await makeCertificate(exampleCertificate, { key: { id: key.id, privateKey: forger.privateKey }, baseUrl: BASE_URL })
    expect(await conditions(made.pdf)).toEqual(['signature'])
    expect(await conditions((await makeCertificate(exampleCertificate, { key: forger, baseUrl: BASE_URL })).pdf)).toEqual(['unknown-key'])
  })
})

describe('tampering', () => {
  it('of the credential shows at every place, whatever is put there', { timeout: 60_000 }, async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'
    const missed: string[] = []
    for (let place = 0; place < credential.length; place++) {
      const at = alphabet.indexOf(credential[place]!)
      // The next value, one that differs in the highest bit, and one that is not base64url at all.
      for (const changed of [alphabet[(at + 1) % 64]!, alphabet[(at + 32) % 64]!, '.', '+', '\0']) {
        if (changed !== credential[place] && (await readCredential(credential.slice(0, place) + changed + credential.slice(place + 1), trusting(key))).state !== 'broken')
          missed.push(`${place}: ${changed}`)
      }
    }
    expect(missed).toEqual([])
  })

  it('of the file around it shows at every place', { timeout: 60_000 }, () => {
    const missed: number[] = []
    const offset = pdf.indexOf(credential)
    const { digest } = readCertificateFile(pdf)!
    for (let place = 0; place < pdf.length; place += place >= offset && place < offset + credential.length ? credential.length : 1) {
      const changed = Buffer.from(pdf)
      changed[place]! ^= 1 << place % 8
      if (readCertificateFile(changed)?.digest === digest)
        missed.push(place)
    }
    expect(missed).toEqual([])
  })

  it('by removing, inserting and repeating bytes shows', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(pdf.length), fc.nat(200), fc.uint8Array({ maxLength: 200 }), async (at, removed, inserted) => {
      const changed = Buffer.concat([pdf.subarray(0, at), inserted, pdf.subarray(at + removed)])
      fc.pre(!changed.equals(pdf))
      const outcome = await verifyCertificate(changed, known).then(({ failures }) => failures.length > 0, (error: { code?: string }) => error.code !== undefined)
      expect(outcome).toBe(true)
    }), { numRuns: 150 })
  })

  it('of what is printed shows, and what differs is named', async () => {
    // As somebody does it who knows PDF: the page gets another content, and the credential is left alone.
    const opened = await PDFDocument.load(pdf, { updateMetadata: false })
    opened.getPage(0).drawRectangle({ x: 60, y: 300, width: 700, height: 150 })
    const edited = await opened.save()
    expect(await conditions(edited)).toEqual(['page-changed'])

    const other = await makeCertificate({ ...exampleCertificate, credits: 75.5 }, { key: await newKey(), baseUrl: BASE_URL })
    const swapped = Buffer.from(other.pdf)
    const theirs = other.credential
    expect(theirs).toHaveLength(credential.length)
    const page = Buffer.concat([swapped.subarray(0, swapped.indexOf(theirs)), Buffer.from(credential), swapped.subarray(swapped.indexOf(theirs) + theirs.length)])
    const { failures } = await verifyCertificate(page, known)
    expect(failures.map(({ condition }) => condition)).toContain('page-changed')
    expect(failures.map(({ message }) => message).join('\n')).toContain('The page does not say, as it was signed: 0.75 Demonstration unit')
  })

  it.skipIf(!hasPdfReaders)('shows also when the file was only saved anew, and says that the words agree', async () => {
    const file = join(folder, 'again.pdf')
    await writeFile(join(folder, 'issued.pdf'), pdf)
    execFileSync('qpdf', ['--object-streams=generate', '--recompress-flate', '--compression-level=9', join(folder, 'issued.pdf'), file])
    const verdict = await verifyCertificate(await readFile(file), known)
    expect(verdict).toMatchObject({ page: 'words', failures: [{ condition: 'page-changed' }] })
    expect(verdict.signed!.certificate).toEqual(exampleCertificate)
  })
})

describe('files that nobody should trust', () => {
  const codeOf = async (bytes: Uint8Array) => verifyCertificate(bytes, known).then(verdict => verdict.failures.map(({ condition }) => condition).join() || 'good', (error: { code?: string }) => error.code ?? String(error))

  it.skipIf(!hasPdfReaders)('are named for what they are', async () => {
    await writeFile(join(folder, 'plain.pdf'), pdf)
    execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--', join(folder, 'plain.pdf'), join(folder, 'encrypted.pdf')])
    execFileSync('qpdf', [join(folder, 'plain.pdf'), '--add-attachment', join(folder, 'plain.pdf'), '--', join(folder, 'two.pdf')])
    execFileSync('qpdf', [join(folder, 'plain.pdf'), '--remove-attachment=certificate.jwt', join(folder, 'none.pdf')])
    const read = (name: string) => readFile(join(folder, name))
    expect(await codeOf(Buffer.from(''))).toBe('not-a-pdf')
    expect(await codeOf(Buffer.from('<html>Sign in</html>'))).toBe('not-a-pdf')
    expect(await codeOf(Buffer.alloc(5 << 20, '%PDF-1.7 '))).toBe('too-large')
    expect(await codeOf(Buffer.from('%PDF-1.7\n'))).toBe('pdf-damaged')
    expect(await codeOf(await read('encrypted.pdf'))).toBe('pdf-encrypted')
    expect(await codeOf(await read('two.pdf'))).toMatch(/several-attachments/)
    expect(await codeOf(await read('none.pdf'))).toBe('no-credential')
    expect(await codeOf(pdf.subarray(0, pdf.length / 2))).not.toBe('good')
    expect(await codeOf(Buffer.concat([pdf, pdf]))).not.toBe('good')
    expect(await codeOf(Buffer.concat([pdf, Buffer.from('\n')]))).toMatch(/^page-changed/)
  })

  it('with credentials of other kinds are not taken for signed', async () => {
    const jwt = (claims: object, header: object, secret: Uint8Array) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(secret)
    const { x } = key.privateKey
    const claims = { iss: BASE_URL, certificate: exampleCertificate }
    // The public key as the secret of a symmetric signature; no signature at all; a key of another kind; claims that are no certificate.
    const confused = await jwt(claims, { kid: key.id }, Buffer.from(x!, 'base64url'))
    const unsigned = `${Buffer.from(JSON.stringify({ alg: 'none', kid: key.id })).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
    for (const forged of [confused, unsigned, 'a.b.c', `${credential}.x`, credential.split('.').slice(0, 2).join('.'), '..'])
      expect((await readCredential(forged, trusting(key))).state).toBe('broken')
  })
})
