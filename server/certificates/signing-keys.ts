import type { JWK } from 'jose'
import type { Store } from '../storage/open-store.ts'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { LecternError } from '../../scripts/errors.ts'

/** A pair of Ed25519 keys; the id is the thumbprint of the public one (RFC 7638). */
export interface SigningKey {
  readonly id: string
  readonly privateKey: JWK
}

const FILE = 'signing-key.json'

/**
 * The key that signs certificates, from the data folder; made at the first start. The public key is kept in the store, so
 * that certificates verify after the key was changed. To change it, move the file away and start with `renew`.
 * @throws LecternError when the file is damaged, or missing though certificates were signed.
 */
export async function openSigningKey(store: Store, dataFolder: string, now: string, { renew = false } = {}): Promise<SigningKey> {
  const file = join(dataFolder, FILE)
  if (!existsSync(file)) {
    const signed = await store.db.selectFrom('signing_key').select('id').limit(1).executeTakeFirst()
    if (signed && !renew)
      throw new LecternError(`The key that signs certificates is missing: ${file}.`, { code: 'signing-key-missing', mend: 'Restore it from the backup. If it is lost, start once with --new-signing-key: certificates that were issued stay valid, new ones get a new key.' })
    await makeKey(file)
  }
  const key = await readKey(file)
  const { d: _private, ...publicKey } = key.privateKey
  await store.writer.write('signing-key', transaction => transaction.insertInto('signing_key').values({ id: key.id, public_key: JSON.stringify(publicKey), created_at: now }).onConflict(conflict => conflict.column('id').doNothing()).execute())
  return key
}

/** The public key of an id; undefined when no key of that id ever signed here. */
export async function readPublicKey(store: Pick<Store, 'db'>, id: string): Promise<JWK | undefined> {
  const row = await store.db.selectFrom('signing_key').select('public_key').where('id', '=', id).executeTakeFirst()
  return row && JSON.parse(row.public_key) as JWK
}

async function makeKey(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const beside = `${file}.${process.pid}`
  await writeFile(beside, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: 0o600 })
  await rename(beside, file)
}

async function readKey(file: string): Promise<SigningKey> {
  try {
    const privateKey = JSON.parse(await readFile(file, 'utf8')) as JWK
    if (privateKey.kty !== 'OKP' || privateKey.crv !== 'Ed25519' || !privateKey.d)
      throw new Error('it is not an Ed25519 key')
    return { id: await calculateJwkThumbprint(privateKey), privateKey }
  }
  catch (error) {
    throw new LecternError(`${file} cannot be read as a key: ${error instanceof Error ? error.message : String(error)}`, { code: 'signing-key-damaged', mend: 'Restore it from the backup.', cause: error })
  }
}
