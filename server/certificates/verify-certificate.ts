import type { Failure } from '../../scripts/verify/verdict.ts'
import type { OpenedCertificate } from './attached-credential.ts'
import type { PublicKey, SignedCertificate } from './read-credential.ts'
import { Buffer } from 'node:buffer'
import { creditAmount } from '../../lib/credit-amount.ts'
import { LecternError } from '../../scripts/errors.ts'
import { openCertificatePdf, withoutSpaces } from './attached-credential.ts'
import { readCertificateFile } from './certificate-file.ts'
import { fullName, plainStatement } from './certificate.ts'
import { readCredential } from './read-credential.ts'

/** A public key that somebody trusts, and why. */
export interface TrustedKey extends PublicKey {
  /** Where it comes from: the file, or the records. */
  readonly source: string
  /** Addresses of the services that it signs for; any when it is not said. */
  readonly issuers?: readonly string[]
}

export interface CertificateVerdict {
  readonly failures: readonly Failure[]
  /** What was signed; undefined when the signature is broken: then nothing was. */
  readonly signed?: SignedCertificate
  readonly key?: TrustedKey
  /** Whether the paper was compared with what was signed: byte by byte, by its words, or not at all because there is none. */
  readonly page: 'bytes' | 'words' | 'none'
}

/** Certificates have some 25 kilobytes. */
const LARGEST_FILE = 4 << 20

/**
 * Examines a certificate, a PDF or a credential by itself, that anybody may have made. Reads no network and no clock.
 * @throws LecternError when there is nothing signed to examine: no PDF, encrypted, damaged, no or several attachments, too large.
 */
export async function verifyCertificate(bytes: Uint8Array, keyOf: (id: string) => Promise<TrustedKey | undefined>): Promise<CertificateVerdict> {
  if (bytes.length > LARGEST_FILE)
    throw tooLarge()
  const bare = bareCredential(bytes)
  const asIssued = bare === undefined ? readCertificateFile(bytes) : undefined
  const opened: OpenedCertificate | undefined = bare === undefined && !asIssued ? await openCertificatePdf(bytes) : undefined
  const credential = bare ?? asIssued?.credential ?? opened!.credential

  const read = await readCredential(credential, keyOf)
  if (read.state === 'broken')
    return { failures: [{ condition: 'signature', message: 'The credential was changed after it was signed, or was never signed. Nothing that it says holds.' }], page: 'none' }

  const { signed } = read
  const key = 'key' in read ? read.key as TrustedKey : undefined
  const failures: Failure[] = []
  if (!key)
    failures.push({ condition: 'unknown-key', message: `The signature is good, but its key is unknown to you: anybody could have made it. Save the provider's public keys from the provider's own site, ${signed.issuer}/.well-known/jwks.json if that is its address, and name the file with --keys.` })
  if (read.state === 'compromised-key')
    failures.push({ condition: 'compromised-key', message: `It is signed with a key that others may have had since ${key!.compromisedAt}. Ask the provider for a new certificate.` })
  if (key?.issuers && !key.issuers.includes(signed.issuer))
    failures.push({ condition: 'other-issuer', message: `It says that it comes from ${signed.issuer}, but its key signs for ${key.issuers.join(', ')}.` })
  if (bare !== undefined)
    return { failures, signed, key, page: 'none' }

  if (asIssued && signed.printed?.digest === asIssued.digest)
    return { failures, signed, key, page: 'bytes' }
  if (signed.printed)
    failures.push({ condition: 'page-changed', message: 'The file is not the one that was signed: it was edited, or saved anew by another program. Go by what was signed, not by what is printed.' })
  failures.push(...await compareWords(bytes, opened, signed))
  return { failures, signed, key, page: 'words' }
}

export function tooLarge(): LecternError {
  return new LecternError('The file is too large for a certificate.', { code: 'too-large', mend: `Certificates have some 25 kilobytes; ${LARGEST_FILE >> 20} megabytes are read at most.` })
}

/** True for a size that is read at all. */
export function isReadable(size: number): boolean {
  return size <= LARGEST_FILE
}

/** A file that holds nothing but a credential. */
function bareCredential(bytes: Uint8Array): string | undefined {
  const text = bytes.length <= 1 << 16 ? Buffer.from(bytes).toString('latin1').trim() : ''
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text : undefined
}

/** What was signed and is not on the page. */
async function compareWords(bytes: Uint8Array, opened: OpenedCertificate | undefined, { certificate, printed }: SignedCertificate): Promise<Failure[]> {
  let words: string
  try {
    words = (opened ?? await openCertificatePdf(bytes)).words
  }
  catch (error) {
    // Said as well as what was found before: a second attachment, for example.
    return error instanceof LecternError ? [{ condition: error.code, message: error.message }] : []
  }
  const { learner, course, provider, completed, credits, creditType, id } = certificate
  const says = (text: string) => words.includes(withoutSpaces(text))
  // Papers of before say "1 hours of participation".
  const amount = plainStatement(creditAmount(credits, creditType))
  const wanted = [printed?.name ?? fullName(learner), course.title, provider, completed, ...says(`${credits} ${creditType}`) ? [] : [amount], id]
  return wanted.filter(text => !says(text)).map(text => ({ condition: 'words-differ', message: `The page does not say, as it was signed: ${text}` }))
}
