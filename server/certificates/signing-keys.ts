import type { JWK } from 'jose'
import type { Store } from '../storage/open-store.ts'
import type { PublicKey } from './read-credential.ts'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import { LecternError } from '../../scripts/errors.ts'
import { publicHalf } from './credential.ts'

/** A pair of Ed25519 keys; the id is the thumbprint of the public one (RFC 7638). */
export interface SigningKey {
  readonly id: string
  readonly privateKey: JWK
}

export interface SigningKeyPlace {
  /** What LECTERN_SIGNING_KEY holds: the key itself, as the file has it. Goes before the data folder. */
  given?: string
  dataFolder: string
  /** Address of the service, which the key signs for. */
  baseUrl?: string
}

const FILE = 'signing-key.json'
const SOURCE_GIVEN = 'LECTERN_SIGNING_KEY'

/**
 * The key that signs certificates: the one that is given, else that of the data folder, made at the first start. However
 * many processes start at once on an empty store, one key is made; `renew` makes another when the file is lost. Its public
 * half is kept in the store, so that certificates verify after the key was changed.
 * @throws LecternError when the key is damaged, was stolen, or is missing though certificates were signed.
 */
export async function openSigningKey(store: Store, { given, dataFolder, baseUrl }: SigningKeyPlace, now: string, { renew = false } = {}): Promise<SigningKey> {
  if (given !== undefined)
    return keep(store, await readKey(given, SOURCE_GIVEN), { baseUrl, now })
  const file = join(dataFolder, FILE)
  const hasSigned = !renew && await store.db.selectFrom('signing_key').select('id').limit(1).executeTakeFirst()
  // Asked after the records: another process writes the file first.
  if (existsSync(file))
    return keep(store, await readKeyFile(file), { baseUrl, now })
  if (hasSigned)
    throw missing(file)
  const made = await makeKeyFile(file)
  const key = await readKeyFile(file)
  try {
    return await keep(store, key, { baseUrl, now, onlyAsFirst: !renew && made })
  }
  catch (error) {
    // The key of another machine came first: this one signed nothing.
    if (made && error instanceof LecternError && error.code === 'signing-key-missing')
      await rm(file, { force: true })
    throw error
  }
}

/** Makes a new key in the data folder; certificates are signed with it from the next start on. The private half of the old one is gone. */
export async function renewSigningKey(store: Store, place: SigningKeyPlace, now: string): Promise<SigningKey> {
  if (place.given !== undefined)
    throw new LecternError(`The key comes from ${SOURCE_GIVEN}, which this command cannot change.`, { code: 'signing-key-given', mend: `Make a new one elsewhere ("lectern keys --new --data FOLDER" with an empty folder and neither ${SOURCE_GIVEN} nor DATABASE_URL), and set ${SOURCE_GIVEN} to what its ${FILE} holds.` })
  const file = join(place.dataFolder, FILE)
  await makeKeyFile(file, { replace: true })
  return keep(store, await readKeyFile(file), { now })
}

/** Says that others may have had the private key from a time on: what it signed from then on does not verify. */
export async function markCompromised(store: Store, id: string, since: string): Promise<void> {
  const changed = await store.writer.write('signing-key', transaction => transaction.updateTable('signing_key').set({ compromised_at: since }).where('id', '=', id).executeTakeFirst())
  if (!Number(changed.numUpdatedRows))
    throw new LecternError(`No key with the id ${id} has signed here.`, { code: 'no-such-key', mend: 'Look at the ids with "lectern keys".' })
}

/** A public key that has signed here; undefined when no key of that id ever did. */
export async function readPublicKey(store: Pick<Store, 'db'>, id: string): Promise<PublicKey | undefined> {
  const row = await store.db.selectFrom('signing_key').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPublicKey(row)
}

/** A public key as the store has it, with the addresses that it signed for. */
export interface KeptKey extends PublicKey {
  readonly createdAt: string
  readonly issuers: readonly string[]
}

/** Every key that ever signed here, the newest first. */
export async function listPublicKeys(store: Pick<Store, 'db'>): Promise<KeptKey[]> {
  const rows = await store.db.selectFrom('signing_key').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
  return rows.map(row => ({ ...toPublicKey(row), createdAt: row.created_at, issuers: JSON.parse(row.issuers || '[]') as string[] }))
}

function toPublicKey({ id, public_key, compromised_at }: { id: string, public_key: string, compromised_at: string | null }): PublicKey {
  return { id, publicKey: JSON.parse(public_key) as JWK, ...compromised_at && { compromisedAt: compromised_at } }
}

/** Puts the public half into the store. */
async function keep(store: Store, key: SigningKey, { baseUrl, now, onlyAsFirst = false }: { baseUrl?: string, now: string, onlyAsFirst?: boolean }): Promise<SigningKey> {
  await store.writer.write('signing-key', async (transaction) => {
    const known = await transaction.selectFrom('signing_key').selectAll().where('id', '=', key.id).executeTakeFirst()
    if (known?.compromised_at)
      throw new LecternError(`The key that signs certificates is known to be stolen since ${known.compromised_at}.`, { code: 'signing-key-compromised', mend: 'Make a new one: lectern keys --new.' })
    const issuers = [...new Set([...JSON.parse(known?.issuers ?? '[]') as string[], ...baseUrl === undefined ? [] : [baseUrl]])]
    if (known) {
      await transaction.updateTable('signing_key').set({ issuers: JSON.stringify(issuers) }).where('id', '=', key.id).execute()
      return
    }
    const row = { id: key.id, public_key: JSON.stringify(publicHalf(key.privateKey)), created_at: now, issuers: JSON.stringify(issuers) }
    // Whoever comes second waits here for the first, and finds the place taken.
    await transaction.insertInto('signing_key').values({ ...row, made_first: 'yes' }).onConflict(conflict => conflict.doNothing()).execute()
    if (await transaction.selectFrom('signing_key').select('id').where('id', '=', key.id).executeTakeFirst())
      return
    if (onlyAsFirst)
      throw missing(FILE)
    await transaction.insertInto('signing_key').values(row).onConflict(conflict => conflict.column('id').doNothing()).execute()
  })
  return key
}

function missing(file: string): LecternError {
  return new LecternError(`The key that signs certificates is missing: ${file}.`, { code: 'signing-key-missing', mend: `Certificates were signed by a key that is elsewhere. Restore the file from the backup, or from the machine that signed first; several machines share it, or get it in ${SOURCE_GIVEN}. If it is lost, make another: lectern keys --new. Certificates that were issued stay valid.` })
}

/** @returns whether this process made the file; another one may have been quicker. */
async function makeKeyFile(file: string, { replace = false } = {}): Promise<boolean> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const beside = `${file}.${randomUUID()}`
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 })
  await writeFile(beside, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: 0o600 })
  try {
    if (replace) {
      await rename(beside, file)
      return true
    }
    // Unlike a rename, a link fails when the file is there, and the file is never seen half written.
    await link(beside, file)
    return true
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      return false
    throw error
  }
  finally {
    await rm(beside, { force: true })
  }
}

async function readKeyFile(file: string): Promise<SigningKey> {
  return readKey(await readFile(file, 'utf8').catch((error: Error) => {
    throw damaged(file, error)
  }), file)
}

/** A key as JSON Web Key. */
async function readKey(content: string, source: string): Promise<SigningKey> {
  try {
    const privateKey = JSON.parse(content) as JWK
    if (privateKey?.kty !== 'OKP' || privateKey.crv !== 'Ed25519' || !privateKey.d)
      throw new Error('it is not an Ed25519 key')
    // Refuses a key whose two halves do not belong together.
    await importJWK(privateKey, 'EdDSA')
    return { id: await calculateJwkThumbprint(privateKey), privateKey }
  }
  catch (error) {
    throw damaged(source, error)
  }
}

function damaged(source: string, cause: unknown): LecternError {
  return new LecternError(`${source} cannot be read as a key: ${cause instanceof SyntaxError ? 'it is not JSON' : cause instanceof Error ? cause.message : String(cause)}`, { code: 'signing-key-damaged', mend: source === SOURCE_GIVEN ? 'Set it to what signing-key.json holds, a JSON Web Key.' : 'Restore it from the backup.', cause })
}
