import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicHalf } from '../../server/certificates/credential.ts'
import { readTrustedKeys } from '../../server/certificates/trusted-keys.ts'
import { newKey } from './support/certificates.ts'

/* The same key in two files: the older file of a provider, and the newer one that says that it was stolen. */

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-keys-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('is not trusted from when any file says that it was stolen, whichever is read first', async () => {
  const key = await newKey()
  const jwk = publicHalf(key.privateKey)
  const seconds = (time: string) => Date.parse(time) / 1000
  const files = {
    plain: { keys: [{ ...jwk, issuers: ['https://a.test'] }] },
    later: { keys: [{ ...jwk, issuers: ['https://b.test'], revoked: { revoked_at: seconds('2026-06-01T00:00:00Z') } }] },
    earlier: { keys: [{ ...jwk, revoked: { revoked_at: seconds('2026-03-01T00:00:00Z') } }] },
  }
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content))
  const read = async (...names: string[]) => (await readTrustedKeys({ files: names.map(name => join(folder, name)) })).get(key.id)
  expect((await read('plain'))?.compromisedAt).toBeUndefined()
  for (const order of [['plain', 'later'], ['later', 'plain']])
    expect(await read(...order)).toMatchObject({ compromisedAt: '2026-06-01T00:00:00.000Z', issuers: expect.arrayContaining(['https://a.test', 'https://b.test']) })
  for (const order of [['later', 'earlier'], ['earlier', 'plain', 'later']])
    expect((await read(...order))?.compromisedAt).toBe('2026-03-01T00:00:00.000Z')
})
