import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateFonts } from '../../server/certificates/certificate-fonts.ts'
import { certificateLines } from '../../server/certificates/certificate-lines.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { createClient, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

describe('who is given AMA credit', () => {
  let testStore: TestStore
  let store: Store
  let service: TestService
  const claims = new Map<string, { creditType: string, credits: number }>()

  beforeAll(async () => {
    testStore = await startSqlite()
    const db = testStore.open()
    store = { kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }
    const short = shortBundle(await realBundle())
    const bundle = { ...short, meta: { ...short.meta, accreditation: 'accme' as const, credits: { ...short.meta.credits, type: '*AMA PRA Category 1 Credit(s)*™' } } }
    service = await startService(store, [bundle])
    for (const profession of ['physician', 'nurse', 'pharmacist']) {
      const client = await service.signIn()
      const id = await takeCourse(client, bundle, { profile: { givenName: 'Ann', familyName: profession, profession } })
      claims.set(profession, (await createClient(service.app).get(`/api/certificates/${id}`)).body)
      expect((await client.get('/api/me/transcript')).body.courses[0].creditType).toBe(claims.get(profession)!.creditType)
    }
  }, 60_000)
  afterAll(() => testStore?.close())

  async function linesFor(profession: string): Promise<string[]> {
    const rows = await store.db.selectFrom('certificate').select('snapshot').execute()
    const certificate = rows.map(row => JSON.parse(row.snapshot)).find(({ learner }) => learner.familyName === profession)
    return certificateLines(certificate, certificateFonts()).head.map(line => line.words)
  }

  it('is a physician', async () => {
    expect(claims.get('physician')).toMatchObject({ creditType: '*AMA PRA Category 1 Credit(s)*™', credits: 0.75 })
    expect(await linesFor('physician')).toEqual(expect.arrayContaining(['Certificate of completion', 'has completed', 'Claimed: 0.75 AMA PRA Category 1 Credits™']))
  })

  it.each(['nurse', 'pharmacist'])('is not a %s, who gets a certificate of participation', async (profession) => {
    expect(claims.get(profession)).toMatchObject({ creditType: 'hours of participation', credits: 0.75 })
    const lines = await linesFor(profession)
    expect(lines).toEqual(expect.arrayContaining(['Certificate of participation', 'has participated in', 'Claimed: 0.75 hours of participation']))
    const { credential } = await store.db.selectFrom('certificate').select(['credential']).where('snapshot', 'like', `%"familyName":"${profession}"%`).executeTakeFirstOrThrow()
    const { credentialSubject } = JSON.parse(Buffer.from(credential.split('.')[1]!, 'base64url').toString())
    expect(credentialSubject).not.toHaveProperty('creditsEarned')
  })
})
