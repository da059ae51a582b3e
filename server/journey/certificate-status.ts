import type { Journey } from './journey.ts'

export const certificateStates = ['valid', 'superseded', 'revoked'] as const
export type CertificateState = typeof certificateStates[number]

/** The state of a certificate of a journey: at most one is valid, the last that was issued. */
export function certificateState({ certificates }: Pick<Journey, 'certificates'>, id: string): CertificateState | undefined {
  const certificate = certificates.find(certificate => certificate.id === id)
  if (!certificate)
    return undefined
  return certificate.revokedAt ? 'revoked' : certificates.at(-1)!.id === id ? 'valid' : 'superseded'
}

/** The certificate that is valid; undefined before the claim, and when the last one was revoked. */
export function validCertificate({ certificates }: Pick<Journey, 'certificates'>): string | undefined {
  const last = certificates.at(-1)
  return last && !last.revokedAt ? last.id : undefined
}
