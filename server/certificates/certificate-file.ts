import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

/*
 * The file of a certificate is a PDF and, as one of its streams, unpacked, the signed credential. The credential holds a
 * digest of the file with hyphens in place of itself: so every other byte is signed as well, fonts, links and what lies on
 * top of the page included, and nobody needs this program to check it.
 */

/** Stands where the credential will be. */
const HYPHEN = 0x2D

/** What comes before and after a credential in the file (ISO 32000-1 §7.3.8). */
const BEFORE = Buffer.from('\nstream\neyJ', 'latin1')
const AFTER = Buffer.from('\nendstream', 'latin1')

/** Longer ones are not credentials of ours. */
const LONGEST_CREDENTIAL = 1 << 16

/** The digest of a file that has hyphens in place of its credential: "sha256-" and base64, as the web writes it (W3C Subresource Integrity). */
export function digestOfBlank(blank: Uint8Array): string {
  return `sha256-${createHash('sha256').update(blank).digest('base64')}`
}

/** Puts a credential where its hyphens are. */
export function fillIn(blank: Uint8Array, credential: string): Buffer {
  const file = Buffer.from(blank)
  const at = file.indexOf(Buffer.alloc(credential.length, HYPHEN))
  if (at < 0)
    throw new Error('the file has no place for its credential')
  file.write(credential, at, 'latin1')
  return file
}

/** Where the credential stands in a file; undefined when there is none to be seen, or more than one. */
function findCredential(file: Buffer): { at: number, end: number } | undefined {
  const stream = file.indexOf(BEFORE)
  if (stream < 0 || file.includes(BEFORE, stream + 1))
    return undefined
  const at = stream + BEFORE.length - 3
  const end = file.subarray(at, at + LONGEST_CREDENTIAL).indexOf(AFTER)
  if (end < 0 || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(file.toString('latin1', at, at + end)))
    return undefined
  return { at, end: at + end }
}

/** The credential as it stands in a file's bytes, unpacked, and the digest of the file without it. Reads nothing else, so it is safe for any file. */
export function readCertificateFile(bytes: Uint8Array): { credential: string, digest: string } | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const place = findCredential(file)
  if (!place)
    return undefined
  const blank = Buffer.from(file)
  blank.fill(HYPHEN, place.at, place.end)
  return { credential: file.toString('latin1', place.at, place.end), digest: digestOfBlank(blank) }
}
