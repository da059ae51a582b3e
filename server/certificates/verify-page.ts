import type { FoundCertificate } from './find-certificate.ts'
import { escapeHtml } from '../../scripts/html/escape-html.ts'

/** The public page of a certificate. */
export function verifyUrl(baseUrl: string, id: string): string {
  return `${baseUrl}/verify/${id}`
}

const STATUS = {
  valid: ['✓', 'This certificate is valid.'],
  superseded: ['!', 'This certificate was replaced by a later one.'],
  revoked: ['✗', 'This certificate was revoked. It is not valid.'],
} as const

/** What a stranger sees who checks a certificate: everything that was certified, so that an edited copy shows. */
export function verifyPage(found: FoundCertificate | undefined, signatureHolds: boolean): string {
  if (!found) {
    return page('No such certificate', `<p class="status">✗ There is no certificate with this number.</p>
<p>Compare every character with the certificate. If it is the same, the certificate was not issued here.</p>`)
  }
  const { certificate, status, supersededBy } = found
  const { learner, course, provider, completed, credits, creditType, statements, issuedAt, id } = certificate
  const [symbol, words] = STATUS[status]
  const rows = [
    ['Learner', [`${learner.givenName} ${learner.familyName}`, learner.credentials].filter(Boolean).join(', ')],
    ['Course', course.title],
    ['Format', course.format === 'live' ? 'Live activity' : 'Enduring material'],
    ['Provider', provider],
    ['Completed on', completed],
    ['Claimed', `${credits} ${creditType}`],
    ['Issued', issuedAt],
    ['Number', id],
  ]
  return page('Certificate', `<p class="status">${symbol} ${words}</p>
${supersededBy ? `<p>The later one: <a href="/verify/${encodeURIComponent(supersededBy)}">${escapeHtml(supersededBy)}</a></p>` : ''}
<p>${signatureHolds ? '✓ The provider’s signature holds.' : '✗ The provider’s signature does not hold: the record was changed. Ask the provider.'}</p>
<dl>${rows.map(([term, value]) => `<dt>${term}</dt><dd>${escapeHtml(value!)}</dd>`).join('')}</dl>
${statements.map(statement => `<p>${escapeHtml(statement.replaceAll('*', ''))}</p>`).join('\n')}
<p>Compare what stands here with the certificate that you hold, word for word: what differs was not certified.
The file <a href="/api/certificates/${encodeURIComponent(id)}/pdf">as it was issued</a> is the same, byte for byte, as an unchanged copy.</p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · Lectern</title>
<link rel="stylesheet" href="/verify.css"></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`
}

/** Without scripts, and with no style that the content security policy would have to let through. */
export const VERIFY_STYLES = `:root{color-scheme:light dark}
body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.6rem}.status{font-weight:600;font-size:1.2rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0}
`
