import type { Certificate, PrintedForm } from './certificate.ts'
import type { Issuer } from './issue.ts'
import { digestOfBlank, fillIn } from './certificate-file.ts'
import { certificateFonts } from './certificate-fonts.ts'
import { blankCertificatePdf } from './certificate-pdf.ts'
import { credentialLength, signCertificate } from './credential.ts'
import { printedName } from './printed-name.ts'
import { verifyUrl } from './verify-url.ts'

/** Stands for a digest until it is known; as long as one. */
const UNKNOWN_DIGEST = digestOfBlank(new Uint8Array())

/** Signs a certificate and sets it: first the file without its credential, whose digest the credential then holds. */
export async function makeCertificate(certificate: Certificate, { key, baseUrl }: Issuer): Promise<{ credential: string, pdf: Uint8Array }> {
  const printed: PrintedForm = { mediaType: 'application/pdf', digest: UNKNOWN_DIGEST, name: printedName(certificate.learner, certificateFonts()) }
  const blank = await blankCertificatePdf(certificate, verifyUrl(baseUrl, certificate.id), credentialLength(certificate, printed, baseUrl, key))
  const credential = signCertificate(certificate, { ...printed, digest: digestOfBlank(blank) }, baseUrl, key)
  return { credential, pdf: fillIn(blank, credential) }
}
