import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import { Buffer } from 'node:buffer'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { markCompromised } from '../../server/certificates/signing-keys.ts'
import { readTrustedKeys } from '../../server/certificates/trusted-keys.ts'
import { verifyCertificate } from '../../server/certificates/verify-certificate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { takeCourse } from './support/take-course.ts'

let folder: string
let store: Store
let service: TestService

const profile = { givenName: 'Taro', familyName: '山田', latinName: { givenName: 'Taro', familyName: 'Yamada' }, profession: 'physician' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-issued-'))
  store = openStore({ dataFolder: folder })
  service = await startService(store, [shortBundle(await realBundle())])
})
afterAll(async () => {
  await store?.db.destroy()
  await rm(folder, { recursive: true, force: true })
})

it('gives certificates that its published keys verify, byte for byte, without asking it again', async () => {
  const [bundle] = service.service.courses.values()
  const id = await takeCourse(await service.signIn(), bundle!, { profile })
  const jwks = join(folder, 'jwks.json')
  await writeFile(jwks, await (await service.app.request(`${BASE_URL}/.well-known/jwks.json`)).text())
  const keys = await readTrustedKeys({ files: [jwks] })
  const pdf = Buffer.from(await (await service.app.request(`${BASE_URL}/api/certificates/${id}/pdf`)).arrayBuffer())
  const verdict = await verifyCertificate(pdf, async id => keys.get(id))
  expect(verdict).toMatchObject({ failures: [], page: 'bytes', signed: { certificate: { id, learner: { familyName: '山田', latinName: { familyName: 'Yamada' } }, credits: 0.75 }, printed: { name: 'Taro Yamada' } } })

  // The key is there under the name that the credential gives it.
  const kid = JSON.parse(Buffer.from((await (await service.app.request(`${BASE_URL}/api/certificates/${id}/credential`)).text()).split('.')[0]!, 'base64url').toString()).kid
  expect(await (await service.app.request(kid)).json()).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid })
})

it('issues nothing with a key that was stolen, says so to both, and goes on with the claim when there is another', async () => {
  const [bundle] = service.service.courses.values()
  const client = await service.signIn()
  await markCompromised(store, service.service.key.id, '2020-01-01T00:00:00.000Z')
  await expect(takeCourse(client, bundle!, { profile })).rejects.toThrow('503')
  expect(service.log.filter(({ message }) => /marked as stolen/.test(message))).toHaveLength(1)
  expect((await client.get(`/api/courses/${bundle!.name}/journey`)).body).toMatchObject({ certificates: [] })
  await store.db.updateTable('signing_key').set({ compromised_at: null }).execute()
  expect(await client.post(`/api/courses/${bundle!.name}/commands`, { kind: 'claim', credits: 0.75 })).toMatchObject({ status: 200, body: { certificates: [expect.anything()] } })
})
