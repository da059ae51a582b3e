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
