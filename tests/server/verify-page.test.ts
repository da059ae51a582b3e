import type { FoundCertificate } from '../../server/certificates/find-certificate.ts'
import { expect, it } from 'vitest'
import { certificatePage } from '../../server/certificates/verify-page/verify-page.ts'
import { exampleCertificate } from './support/certificates.ts'

/* What a board reads on the page of a certificate whose signature does not hold. */

const found = (status: FoundCertificate['status']): FoundCertificate => ({ certificate: exampleCertificate, credential: 'a.b.c', enrolment: 'one', status, ...status === 'revoked' && { revokedAt: '2026-11-23T10:00:00.000Z' } })

it.each([
  ['en', 'This certificate is valid.', 'cannot be confirmed'],
  ['es', 'Este certificado es válido.', 'no se puede confirmar'],
] as const)('is called valid only while its signature holds (%s)', (language, valid, doubtful) => {
  expect(certificatePage({ found: found('valid'), signature: 'good' }, language)).toContain(valid)
  for (const signature of ['broken', 'compromised-key'] as const) {
    for (const status of ['valid', 'superseded', 'revoked'] as const) {
      const page = certificatePage({ found: found(status), signature }, language)
      expect(page, `${status} ${signature}`).not.toContain(valid)
      expect(page, `${status} ${signature}`).not.toContain('class="note good"')
      if (status !== 'revoked')
        expect(page, `${status} ${signature}`).toContain(doubtful)
    }
  }
})

/** The symbol before each note, from the top: what a board sees first. */
const marks = (page: string) => [...page.matchAll(/class="mark"[^>]*>(.)</g)].map(([, mark]) => mark)

it.each(['en', 'es'] as const)('says what is worst first, whatever file was sent (%s)', (language) => {
  for (const status of ['valid', 'superseded', 'revoked'] as const) {
    for (const signature of ['good', 'broken'] as const) {
      for (const comparison of [undefined, 'no-file', 'identical', 'edited', 'other', 'no-credential'] as const) {
        const said = marks(certificatePage({ found: found(status), signature, comparison }, language))
        expect(said, `${status} ${signature} ${comparison}`).toEqual([...said].sort((one, other) => '✗!✓'.indexOf(one!) - '✗!✓'.indexOf(other!)))
      }
    }
  }
})

it('never greets a file with a tick when its certificate was corrected or revoked', () => {
  for (const status of ['superseded', 'revoked'] as const) {
    const page = certificatePage({ found: found(status), signature: 'good', comparison: 'identical' }, 'en')
    expect(page).toMatch(/<p class="note caution" id="result">.*Your file is this certificate as it was issued.*What is said above holds for your file, too\./)
  }
})

it.each([
  ['en', 'The certificate on this page is valid; your file is not it.'],
  ['es', 'El certificado de esta página es válido; su archivo no es ese certificado.'],
] as const)('does not let a foreign file pass under a valid certificate (%s)', (language, sentence) => {
  for (const comparison of ['edited', 'other'] as const)
    expect(certificatePage({ found: found('valid'), signature: 'good', comparison }, language)).toContain(sentence)
  expect(certificatePage({ found: found('valid'), signature: 'good', comparison: 'identical' }, language)).not.toContain(sentence)
})

it('writes the day and the claim as the certificate does, for whoever compares word for word', () => {
  for (const language of ['en', 'es'] as const) {
    const page = certificatePage({ found: found('valid'), signature: 'good' }, language)
    for (const value of ['2026-11-22', '0.75 Demonstration unit'])
      expect(page).toContain(`<dd lang="en"><bdi>${value}</bdi></dd>`)
  }
})
