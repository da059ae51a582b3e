import type { JWK } from 'jose'
import type { Store } from '../storage/open-store.ts'
import { keyUrl } from './credential.ts'
import { listPublicKeys } from './signing-keys.ts'

/** A public key as others read it. */
export type PublishedKey = JWK & {
  /** Addresses of the service that the key signs for. */
  issuers?: readonly string[]
  /** As OpenID Federation 1.0 writes it (§5.1.1 "revoked"): whether and since when others have the private key; seconds since 1970. */
  revoked?: { readonly revoked_at: number, readonly reason?: string }
}

/** All keys that ever signed, as a JSON Web Key Set (RFC 7517 §5). To be saved by who verifies without a network. */
export async function keySet(store: Pick<Store, 'db'>, baseUrl: string): Promise<{ keys: PublishedKey[] }> {
  const keys = await listPublicKeys(store)
  return {
    // A credential names its key by the address that the service had.
    keys: keys.flatMap(({ id, publicKey, issuers, compromisedAt }) => (issuers.length ? issuers : [baseUrl]).map(issuer => ({
      ...publicKey,
      kid: keyUrl(issuer, id),
      use: 'sig',
      alg: 'EdDSA',
      issuers: issuers.length ? issuers : [baseUrl],
      ...compromisedAt !== undefined && { revoked: { revoked_at: Math.floor(Date.parse(compromisedAt) / 1000), reason: 'compromised' } },
    }))),
  }
}
