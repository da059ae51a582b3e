import type { Store } from '../storage/open-store.ts'
import type { FoundCertificate } from './find-certificate.ts'
import { isDeepStrictEqual } from 'node:util'
import { readCredential } from './read-credential.ts'
import { readPublicKey } from './signing-keys.ts'

/** Whether what the store says of a certificate is what was signed, by a key of this service that nobody else had then. */
export async function signatureState(store: Pick<Store, 'db'>, { credential, certificate }: FoundCertificate): Promise<'good' | 'broken' | 'compromised-key'> {
  const read = await readCredential(credential, id => readPublicKey(store, id))
  if (read.state === 'broken' || read.state === 'unknown-key')
    return 'broken'
  return isDeepStrictEqual(read.signed.certificate, certificate) ? read.state : 'broken'
}
