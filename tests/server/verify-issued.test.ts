import type { Transaction } from 'kysely'
import type { Store } from '../../server/storage/open-store.ts'
import type { Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backUp } from '../../server/backup/back-up.ts'
import { sealAllRecords } from '../../server/ledger/seal.ts'
import { verifyEverything } from '../../server/ledger/verify-everything.ts'
import { verifyLedgerStore } from '../../server/ledger/verify-ledger-store.ts'
import { keepHouse } from '../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { realBundle, shortBundle, startService } from './support/credit-service.ts'
import { takeCourse } from './support/take-course.ts'

/* What the ledger says was certified, and what stands beside it: whoever can write to the database can change either. */

let scratch: string
let dataFolder: string
let store: Store
let service: TestService
let certificate: string
let erased: string
let chain: string

const now = () => new Date().toISOString()

class Undo extends Error {}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lectern-issued-'))
  dataFolder = join(scratch, 'data')
  store = openStore({ dataFolder })
  const bundle = shortBundle(await realBundle())
  service = await startService(store, [bundle], now)
  const profile = { givenName: 'Ann', familyName: 'Müller', profession: 'physician' }
  certificate = await takeCourse(await service.signIn(), bundle, { profile })
  chain = (await store.db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()).enrolment
  // One whose time is over, and one that was reissued.
  erased = await takeCourse(await service.signIn(), bundle, { profile })
  await store.db.updateTable('enrolment').set({ updated_at: '2026-01-01T00:00:00.000Z' }).execute()
  const office = await service.signIn('office@example.org')
  await grantRole(store.writer, 'office@example.org', 'office', { actor: 'test', now: now(), mayLeaveNoAdmin: true })
  await office.post(`/api/office/enrolments/${chain}/corrections`, { kind: 'reissue-certificate', reason: 'The name was misspelt' })
  const { enrolment } = await store.db.selectFrom('certificate').select('enrolment').where('id', '=', erased).executeTakeFirstOrThrow()
  const { learner } = await store.db.selectFrom('enrolment').select('learner').where('id', '=', enrolment).executeTakeFirstOrThrow()
  await office.post(`/api/office/learners/${learner}/erasure`, { reason: 'Asked for by letter' })
  const keptUntil = (await store.db.selectFrom('erasure').select('keep_until').where('learner', '=', learner).executeTakeFirstOrThrow()).keep_until!
  await store.db.updateTable('erasure').set({ keep_until: '2000-01-01' }).execute()
  await keepHouse(store, { ...defaultRetention, creditYears: -1 }, { now: now() })
  expect(keptUntil > now()).toBe(true)
  await sealAllRecords(store, now)
}, 60_000)
afterAll(async () => {
  await store?.db.destroy()
  await rm(scratch, { recursive: true, force: true })
})

async function foundAfter(tamper: (transaction: Transaction<Tables>) => Promise<unknown>): Promise<string[]> {
  let reasons: string[] = []
  await store.db.transaction().execute(async (transaction) => {
    await tamper(transaction)
    reasons = (await verifyEverything(transaction)).broken.map(({ reason }) => reason)
    throw new Undo()
  }).catch((error: Error) => {
    if (!(error instanceof Undo))
      throw error
  })
  return reasons
}

it('agrees after a claim, a reissue, and an erasure whose time is over', async () => {
  expect(await store.db.selectFrom('certificate').select('erased_at').where('id', '=', erased).executeTakeFirst()).toEqual({ erased_at: expect.any(String) })
  expect(await store.db.selectFrom('certificate').select('id').where('enrolment', '=', chain).execute()).toHaveLength(2)
  expect((await verifyEverything(store.db)).broken).toEqual([])
})

it.each<[string, (transaction: Transaction<Tables>) => Promise<unknown>, RegExp]>([
  ['a certificate that is gone', t => t.deleteFrom('certificate').where('id', '=', certificate).execute(), /which is not there any more/],
  ['one that is said to be erased', t => t.updateTable('certificate').set({ snapshot: '', credential: '', pdf: null, erased_at: now() }).where('id', '=', certificate).execute(), /though its learner is not/],
  ['one that says more than was signed', async (t) => {
    const { snapshot } = await t.selectFrom('certificate').select('snapshot').where('id', '=', certificate).executeTakeFirstOrThrow()
    await t.updateTable('certificate').set({ snapshot: snapshot.replace('"credits":0.75', '"credits":1') }).where('id', '=', certificate).execute()
  }, /not as it was signed/],
  ['one with a credential that was edited', async (t) => {
    const { credential } = await t.selectFrom('certificate').select('credential').where('id', '=', certificate).executeTakeFirstOrThrow()
    await t.updateTable('certificate').set({ credential: credential.slice(0, -9) + (credential.at(-9) === 'A' ? 'B' : 'A') + credential.slice(-8) }).where('id', '=', certificate).execute()
  }, /not as it was signed/],
  ['one without its file', t => t.updateTable('certificate').set({ pdf: null }).where('id', '=', certificate).execute(), /file is not there/],
  ['a key that is gone', t => t.deleteFrom('signing_key').execute(), /not among the keys/],
  ['one of somebody else', t => t.updateTable('certificate').set({ enrolment: 'another' }).where('id', '=', certificate).execute(), /of another enrolment/],
  ['one that nobody issued', async (t) => {
    const row = await t.selectFrom('certificate').selectAll().where('id', '=', certificate).executeTakeFirstOrThrow()
    await t.insertInto('certificate').values({ ...row, id: 'invented' }).execute()
  }, /has no record/],
  ['a finished enrolment of another learner', t => t.updateTable('enrolment').set({ learner: 'ben' }).where('id', '=', chain).execute(), /the list says otherwise/],
  ['of another course', t => t.updateTable('enrolment').set({ course: 'another' }).where('id', '=', chain).execute(), /the list says otherwise/],
  ['of another version', t => t.updateTable('enrolment').set({ version: 'another' }).where('id', '=', chain).execute(), /the list says otherwise/],
])('finds %s', async (_, tamper, reason) => {
  expect(await foundAfter(tamper)).toContainEqual(expect.stringMatching(reason))
})

it('is what a backup is not made without, and what the command says', async () => {
  const row = await store.db.selectFrom('certificate').selectAll().where('id', '=', certificate).executeTakeFirstOrThrow()
  await store.db.deleteFrom('certificate').where('id', '=', certificate).execute()
  await expect(backUp({ dataFolder, to: join(scratch, 'backups'), now: now() })).rejects.toThrow(`says that the certificate ${certificate} was issued, which is not there any more`)
  expect((await verifyLedgerStore({ dataFolder })).failures).toEqual([{ condition: 'ledger-broken', message: expect.stringMatching(new RegExp(`^record \\d+ of ${chain} says that the certificate ${certificate} was issued, which is not there any more$`)) }])
  await store.db.insertInto('certificate').values(row).execute()
  await backUp({ dataFolder, to: join(scratch, 'backups'), now: now() })
  expect(await readdir(join(scratch, 'backups'))).toHaveLength(1)
})
