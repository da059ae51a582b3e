import type { PublishedKey } from './key-set.ts'
import type { TrustedKey } from './verify-certificate.ts'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { LecternError } from '../../scripts/errors.ts'
import { openStore } from '../storage/open-store.ts'
import { publicHalf } from './credential.ts'
import { listPublicKeys } from './signing-keys.ts'

const LARGEST_FILE = 1 << 20

export interface KeySources {
  /** Files as a service publishes them (/.well-known/jwks.json): JSON Web Key Sets, or a single key. */
  files: readonly string[]
  /** PostgreSQL of a service, whose keys are trusted. */
  url?: string
  /** Data folder of a service; left out when there is none. */
  dataFolder?: string
}

/**
 * The public keys that whoever runs the command vouches for, by their thumbprints.
 * @throws LecternError "keys-unreadable" for a file that holds none, and for records that cannot be reached.
 */
export async function readTrustedKeys({ files, url, dataFolder }: KeySources): Promise<ReadonlyMap<string, TrustedKey>> {
  const keys = new Map<string, TrustedKey>()
  for (const file of files) {
    for (const key of await readKeyFile(file))
      keys.set(key.id, merge(keys.get(key.id), key))
  }
  if (url !== undefined || (dataFolder !== undefined && existsSync(join(dataFolder, 'lectern.sqlite')))) {
    for (const key of await readKeysOfStore({ url, dataFolder: dataFolder ?? '' }))
      keys.set(key.id, merge(keys.get(key.id), key))
  }
  return keys
}

/** The same key from two places: what either says against it holds. */
function merge(known: TrustedKey | undefined, key: TrustedKey): TrustedKey {
  if (!known)
    return key
  const compromisedAt = [known.compromisedAt, key.compromisedAt].filter(time => time !== undefined).sort()[0]
  const issuers = known.issuers && key.issuers ? [...new Set([...known.issuers, ...key.issuers])] : known.issuers ?? key.issuers
  return { ...known, issuers, ...compromisedAt !== undefined && { compromisedAt } }
}

async function readKeyFile(file: string): Promise<TrustedKey[]> {
  const unreadable = (reason: string, cause?: unknown) => new LecternError(`${file} cannot be read as public keys: ${reason}.`, { code: 'keys-unreadable', mend: 'Save the provider\'s /.well-known/jwks.json again, from its own site, and name that file.', file, cause })
  let content: string
  try {
    if ((await stat(file)).size > LARGEST_FILE)
      throw unreadable('it is too large')
    content = await readFile(file, 'utf8')
  }
  catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw error instanceof LecternError ? error : unreadable({ ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[String(code)] ?? 'it could not be opened', error)
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(content)
  }
  catch (error) {
    throw unreadable('it is not JSON', error)
  }
  const set = parsed as { keys?: unknown } | null
  const entries = Array.isArray(set?.keys) ? set.keys as unknown[] : [parsed]
  const keys = (await Promise.all(entries.map(entry => toTrustedKey(entry, file)))).filter(key => key !== undefined)
  if (keys.length === 0)
    throw unreadable('it holds no Ed25519 key')
  return keys
}

/** Keys of other kinds do not sign certificates; a set may hold them. */
async function toTrustedKey(entry: unknown, source: string): Promise<TrustedKey | undefined> {
  const jwk = entry as Partial<PublishedKey> | null
  if (jwk?.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string')
    return undefined
  const publicKey = publicHalf(jwk as PublishedKey)
  const revokedAt = jwk.revoked?.revoked_at
  const issuers = Array.isArray(jwk.issuers) ? jwk.issuers.filter(issuer => typeof issuer === 'string') : undefined
  return {
    id: await calculateJwkThumbprint(publicKey),
    publicKey,
    source,
    issuers,
    // A key that is marked without a time was never to be trusted.
    ...jwk.revoked && { compromisedAt: new Date(typeof revokedAt === 'number' && Math.abs(revokedAt) < 1e11 ? revokedAt * 1000 : 0).toISOString() },
  }
}

async function readKeysOfStore({ url, dataFolder }: { url?: string, dataFolder: string }): Promise<TrustedKey[]> {
  const store = openStore({ url, dataFolder })
  const source = url === undefined ? join(dataFolder, 'lectern.sqlite') : 'DATABASE_URL'
  try {
    return (await listPublicKeys(store)).map(key => ({ ...key, source, issuers: key.issuers.length ? key.issuers : undefined }))
  }
  catch (error) {
    throw new LecternError(`The keys in ${source} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { code: 'keys-unreadable', mend: 'Is the database running, and of this version of Lectern? Without it, name files of public keys with --keys.', cause: error })
  }
  finally {
    await store.db.destroy()
  }
}
