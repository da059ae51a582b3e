import type { Certificate } from '../../server/certificates/certificate.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestStore } from './support/stores.ts'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keySet } from '../../server/certificates/key-set.ts'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { readCredential } from '../../server/certificates/read-credential.ts'
import { signatureState } from '../../server/certificates/signature-state.ts'
import { listPublicKeys, markCompromised, openSigningKey, readPublicKey, renewSigningKey } from '../../server/certificates/signing-keys.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, exampleCertificate } from './support/certificates.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const now = '2026-11-22T10:00:00.000Z'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('keys that sign certificates, on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let folder: string
  const another = (): Store => {
    const db = testStore.open()
    return { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
  }
  const open = (of: Store = store, dataFolder = folder) => openSigningKey(of, { dataFolder, baseUrl: BASE_URL }, now)

  beforeAll(async () => {
    testStore = await start()
    store = another()
    await migrate(store.db)
  }, 60_000)
  beforeEach(async () => {
    await store.db.deleteFrom('signing_key').execute()
    folder = await mkdtemp(join(tmpdir(), 'lectern-key-'))
    return () => rm(folder, { recursive: true, force: true })
  })
  afterAll(() => testStore?.close())

  it('are made once by processes that start together in one folder', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => open(another())))
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
    expect(await listPublicKeys(store)).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['signing-key.json'])
    expect((await stat(join(folder, 'signing-key.json'))).mode & 0o077).toBe(0)
  })

  it('are made once by machines that start together, each with a folder of its own; the others say what to do', async () => {
    const folders = await Promise.all(Array.from({ length: 4 }, () => mkdtemp(join(folder, 'machine-'))))
    const outcomes = await Promise.allSettled(folders.map(own => open(another(), own)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'signing-key-missing', mend: expect.stringContaining('LECTERN_SIGNING_KEY') })
    }
    expect(await listPublicKeys(store)).toHaveLength(1)
    // Nothing is left that a later start would take for the key.
    expect((await Promise.all(folders.map(own => readdir(own)))).flat()).toEqual(['signing-key.json'])
  })

  it('come from LECTERN_SIGNING_KEY where it is set', async () => {
    const { id } = await open()
    const given = await readFile(join(folder, 'signing-key.json'), 'utf8')
    expect(await openSigningKey(store, { given, dataFolder: '/nowhere', baseUrl: 'https://new.example' }, now)).toMatchObject({ id })
    expect(await listPublicKeys(store)).toMatchObject([{ id, issuers: [BASE_URL, 'https://new.example'] }])
    await expect(openSigningKey(store, { given: '{"kty":"EC"}', dataFolder: folder }, now)).rejects.toMatchObject({ code: 'signing-key-damaged', message: expect.stringContaining('LECTERN_SIGNING_KEY') })
    await expect(renewSigningKey(store, { given, dataFolder: folder }, now)).rejects.toMatchObject({ code: 'signing-key-given' })
  })

  it('are changed without harm to what the old ones signed', async () => {
    const old = await open()
    const before = await makeCertificate(exampleCertificate, { key: old, baseUrl: BASE_URL })
    const renewed = await renewSigningKey(store, { dataFolder: folder }, '2026-11-23T10:00:00.000Z')
    expect(renewed.id).not.toBe(old.id)
    expect((await open()).id).toBe(renewed.id)
    const after = await makeCertificate(exampleCertificate, { key: renewed, baseUrl: BASE_URL })
    for (const [made, { id }] of [[before, old], [after, renewed]] as const)
      expect(await readCredential(made.credential, id => readPublicKey(store, id))).toMatchObject({ state: 'good', key: { id } })
    const { keys } = await keySet(store, BASE_URL)
    expect(keys.map(({ kid }) => kid)).toEqual([renewed.id, old.id].map(id => `${BASE_URL}/.well-known/keys/${id}`))
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  it('that were stolen sign nothing more, and what they signed since does not verify', async () => {
    const key = await open()
    const { credential } = await makeCertificate(exampleCertificate, { key, baseUrl: BASE_URL })
    const state = async () => (await readCredential(credential, id => readPublicKey(store, id))).state
    await markCompromised(store, key.id, '2026-11-22T10:00:01.000Z')
    expect(await state()).toBe('good')
    await markCompromised(store, key.id, '2026-11-22T09:00:00.000Z')
    expect(await state()).toBe('compromised-key')
    expect((await keySet(store, BASE_URL)).keys).toMatchObject([{ revoked: { revoked_at: Date.parse('2026-11-22T09:00:00.000Z') / 1000, reason: 'compromised' } }])
    await expect(open()).rejects.toMatchObject({ code: 'signing-key-compromised', mend: expect.stringContaining('lectern keys --new') })
    await renewSigningKey(store, { dataFolder: folder }, now)
    await open()
    await expect(markCompromised(store, 'nobody', now)).rejects.toMatchObject({ code: 'no-such-key' })
  })

  it('show a record that says anything else than what they signed', async () => {
    const key = await open()
    const { credential } = await makeCertificate(exampleCertificate, { key, baseUrl: BASE_URL })
    const state = (certificate: Certificate) => signatureState(store, { certificate, credential, enrolment: 'one', status: 'valid' })
    expect(await state(exampleCertificate)).toBe('good')
    const missed: string[] = []
    for (const path of leaves(exampleCertificate)) {
      for (const change of [(value: unknown) => typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)} `, () => undefined, () => null]) {
        const changed = structuredClone(exampleCertificate) as unknown as Record<string, any>
        const parent = path.slice(0, -1).reduce((node, name) => node[name], changed)
        parent[path.at(-1)!] = change(parent[path.at(-1)!])
        if (await state(JSON.parse(JSON.stringify(changed))) !== 'broken')
          missed.push(path.join('.'))
      }
    }
    expect(missed).toEqual([])
    expect(await state({ ...exampleCertificate, more: 'than was signed' } as Certificate)).toBe('broken')
  })

  it('that are missing or damaged are asked for, and never silently replaced', async () => {
    const file = join(folder, 'signing-key.json')
    await open()
    const intact = await readFile(file, 'utf8')
    for (const damaged of ['', '{', intact.slice(0, 40), 'null', '{"kty":"OKP","crv":"Ed25519"}', intact.replace(/"d":"...../, '"d":"AAAAA')]) {
      await writeFile(file, damaged)
      await expect(open(), damaged).rejects.toMatchObject({ code: 'signing-key-damaged' })
      expect(await readFile(file, 'utf8')).toBe(damaged)
    }
    await rm(file)
    await expect(open()).rejects.toMatchObject({ code: 'signing-key-missing' })
    expect(await readdir(folder)).toEqual([])
    const renewed = await openSigningKey(store, { dataFolder: folder, baseUrl: BASE_URL }, now, { renew: true })
    expect((await open()).id).toBe(renewed.id)
    expect(await listPublicKeys(store)).toHaveLength(2)
  })
})

/** Where the values of an object stand that hold no others. */
function leaves(value: object, above: string[] = []): string[][] {
  return Object.entries(value).flatMap(([name, inner]) => inner !== null && typeof inner === 'object' ? leaves(inner as object, [...above, name]) : [[...above, name]])
}
