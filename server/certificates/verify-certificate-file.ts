import type { Verdict } from '../../scripts/verify/verdict.ts'
import type { CertificateVerdict, TrustedKey } from './verify-certificate.ts'
import { readFile, stat } from 'node:fs/promises'
import { creditAmount } from '../../lib/credit-amount.ts'
import { visibleText } from '../../lib/visible-text.ts'
import { explainUnreadable } from '../../scripts/verify/explain-unreadable.ts'
import { completionDay, fullName, plainStatement } from './certificate.ts'
import { isReadable, tooLarge, verifyCertificate } from './verify-certificate.ts'
import { verifyUrl } from './verify-url.ts'

const kind = 'certificate'

/** Examines a file of the command line; what keeps it from being read is a verdict too, so that other files get theirs. */
export async function verifyCertificateFile(file: string, keys: ReadonlyMap<string, TrustedKey>): Promise<Verdict> {
  try {
    if (!isReadable((await stat(file)).size))
      throw tooLarge()
    const verdict = await verifyCertificate(await readFile(file), async id => keys.get(id))
    return { file, kind, failures: verdict.failures.map(failure => ({ ...failure, message: printable(failure.message) })), ...verdict.signed && { details: detailsOf(verdict), certificate: jsonOf(verdict) } }
  }
  catch (error) {
    return { file, kind, failures: [], unreadable: explainUnreadable(error) }
  }
}

/** What was signed, in words; then what cannot be known from a file. */
function detailsOf({ failures, signed, key, page }: CertificateVerdict): string[] {
  const { certificate, issuer, keyId } = signed!
  const { learner, course, provider, credits, creditType, accredited, id, issuedAt } = certificate
  const { latinName } = learner
  const address = verifyUrl(issuer, id)
  const trusted = key && failures.length === 0
  return [
    trusted ? 'Signed:' : 'What the credential says, which holds only if what failed is explained:',
    `  ${fullName(learner)}${latinName ? ` (${latinName.givenName} ${latinName.familyName})` : ''}`,
    `  ${course.title}, ${course.format === 'live' ? 'live activity' : 'enduring material'}, completed on ${completionDay(certificate)}`,
    `  Claimed: ${plainStatement(creditAmount(credits, creditType))}`,
    `  Provider: ${provider}`,
    ...accredited === true ? [] : ['  A demonstration: not accredited, not valid for licensure or certification'],
    `  Number ${id}, issued ${issuedAt}`,
    key ? `Key ${keyId}, trusted because of ${key.source}` : `Key ${keyId}, not trusted`,
    { bytes: 'The file is the one that was signed, byte for byte.', words: 'The file is not as it was issued; its words were compared.', none: 'There is no page to compare: this is the credential alone.' }[page],
    `Not known without a network: whether it was corrected or revoked since. Look at ${address}`,
  ].map(line => printable(line))
}

function jsonOf({ signed, key, page }: CertificateVerdict): Record<string, unknown> {
  const { certificate, issuer, keyId } = signed!
  return { ...certificate, issuer, keyId, trustedBecauseOf: key?.source ?? null, comparedBy: page, statusAt: verifyUrl(issuer, certificate.id), statusKnown: false }
}

/** Whoever signed it may have written anything: nothing may move the cursor or turn the order of letters around. */
function printable(text: string): string {
  const safe = visibleText(text)
  return safe.length > 1000 ? `${safe.slice(0, 1000)} …` : safe
}
