import type { Kysely } from 'kysely'
import type { BrokenLink } from '../ledger/verify-chain.ts'
import type { Tables } from '../storage/schema.ts'
import type { Certificate } from './certificate.ts'
import type { PublicKey } from './read-credential.ts'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { ERASED } from '../ledger/chain.ts'
import { readCredential } from './read-credential.ts'
import { readPublicKey } from './signing-keys.ts'

const AT_ONCE = 500

/** So many are named. */
const MOST = 1000

/**
 * Certificates that the ledger says were issued and that are not there any more, or not as they were signed; and such that are
 * there and were never issued. Files are not read: their digests stand in what is signed.
 */
export async function findUnproved(db: Kysely<Tables>): Promise<BrokenLink[]> {
  const found: BrokenLink[] = []
  const keys = new Map<string, PublicKey | undefined>()
  for await (const records of issuingRecords(db)) {
    const rows = new Map((await readRows(db, records.map(({ certificate }) => certificate))).map(row => [row.id, row]))
    for (const { chain, seq, certificate } of records) {
      const reason = await whyUnproved(db, keys, chain, certificate, rows.get(certificate))
      if (reason !== undefined && found.length < MOST)
        found.push({ chain, seq, reason: `says that the certificate ${certificate} was issued, ${reason}` })
    }
  }
  for await (const rows of certificatesInOrder(db)) {
    const issued = new Map<string, Set<string | undefined>>()
    for (const { chain, body } of await db.selectFrom('record').select(['chain', 'body']).where('chain', 'in', [...new Set(rows.map(({ enrolment }) => enrolment))]).where('kind', 'in', ['certificate-issued', 'certificate-reissued']).execute())
      issued.set(chain, (issued.get(chain) ?? new Set()).add(certificateOf(body)))
    for (const { id, enrolment } of rows) {
      if (!issued.get(enrolment)?.has(id) && found.length < MOST)
        found.push({ chain: `the certificate ${id}`, seq: 0, reason: 'has no record: somebody put it there' })
    }
  }
  return found
}

type CertificateRow = Awaited<ReturnType<typeof readRows>>[number]

async function whyUnproved(db: Kysely<Tables>, keys: Map<string, PublicKey | undefined>, chain: string, id: string, row: CertificateRow | undefined): Promise<string | undefined> {
  if (!row)
    return 'which is not there any more'
  if (row.enrolment !== chain)
    return 'which is said to be of another enrolment'
  if (row.erased_at !== null)
    return row.listed === null ? undefined : 'which is said to be erased, though its learner is not'
  const read = await readCredential(row.credential, async (key) => {
    if (!keys.has(key))
      keys.set(key, await readPublicKey({ db }, key))
    return keys.get(key)
  })
  if (read.state === 'unknown-key')
    return 'whose key is not among the keys that have signed here'
  if (read.state === 'broken' || read.signed.certificate.id !== id || !isDeepStrictEqual(read.signed.certificate, certificateFrom(row.snapshot)))
    return 'which is not as it was signed'
  return read.signed.printed && !row.has_file ? 'whose file is not there any more' : undefined
}

async function readRows(db: Kysely<Tables>, ids: readonly string[]) {
  return ids.length
    ? db.selectFrom('certificate').leftJoin('enrolment', 'enrolment.id', 'certificate.enrolment').select(['certificate.id', 'certificate.enrolment', 'snapshot', 'credential', 'erased_at', 'enrolment.id as listed', sql<number>`case when pdf is null then 0 else 1 end`.as('has_file')]).where('certificate.id', 'in', ids).execute()
    : []
}

/** The records that say of a certificate that it was issued, in order. */
async function* issuingRecords(db: Kysely<Tables>): AsyncGenerator<{ chain: string, seq: number, certificate: string }[]> {
  let after: { chain: string, seq: number } | undefined
  while (true) {
    let query = db.selectFrom('record').select(['chain', 'seq', 'body']).where('kind', 'in', ['certificate-issued', 'certificate-reissued'])
    if (after)
      query = query.where(sql<boolean>`(chain, seq) > (${after.chain}, ${after.seq})`)
    const rows = await query.orderBy('chain').orderBy('seq').limit(AT_ONCE).execute()
    yield rows.flatMap(({ chain, seq, body }) => {
      const certificate = certificateOf(body)
      return certificate === undefined ? [] : [{ chain, seq, certificate }]
    })
    if (rows.length < AT_ONCE)
      return
    after = rows.at(-1)!
  }
}

async function* certificatesInOrder(db: Kysely<Tables>): AsyncGenerator<{ id: string, enrolment: string }[]> {
  for (let after = ''; ;) {
    const rows = await db.selectFrom('certificate').select(['id', 'enrolment']).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute()
    if (rows.length)
      yield rows
    if (rows.length < AT_ONCE)
      return
    after = rows.at(-1)!.id
  }
}

/** Undefined for a body that is no such one; its chain then shows that it was edited. */
function certificateOf(body: string): string | undefined {
  if (body === ERASED)
    return undefined
  try {
    const { certificate } = JSON.parse(body) as { certificate?: unknown }
    return typeof certificate === 'string' ? certificate : undefined
  }
  catch {
    return undefined
  }
}

function certificateFrom(snapshot: string): Certificate | undefined {
  try {
    return JSON.parse(snapshot) as Certificate
  }
  catch {
    return undefined
  }
}
