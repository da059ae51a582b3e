import { Buffer } from 'node:buffer'
import { readCertificateFile } from './certificate-file.ts'

/**
 * What a file is to a certificate: it itself, byte for byte; its credential in other surroundings (edited, or saved anew by
 * another program); a file with another credential; or one without any that can be seen.
 */
export type Comparison = 'identical' | 'edited' | 'other' | 'no-credential'

/** Compares a file that somebody holds with a certificate as it was issued. Looks at bytes only, so it is safe for any file. */
export function compareFile(file: Uint8Array, issued: Uint8Array, credential: string): Comparison {
  if (Buffer.compare(file, issued) === 0)
    return 'identical'
  const found = readCertificateFile(file)
  if (found?.credential === credential || Buffer.from(file).includes(credential))
    return 'edited'
  return found ? 'other' : 'no-credential'
}
