import type { CourseRules, Enrolment } from '../../server/journey/enrolments.ts'
import type { JourneyPolicy } from '../../server/journey/policy.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { Writer } from '../../server/storage/writer.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { carryOut, enrol } from '../../server/journey/enrolments.ts'
import { sealAllRecords, sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const now = '2026-11-22T10:00:00.000Z'

const policy: JourneyPolicy = {
  course: 'ldn',
  version: 'v1',
  frontMatter: 'f1',
  slides: 400,
  postTest: { attempts: 'unlimited', retakeDelay: 0 },
  credit: { maximum: 1, step: 0.25 },
  released: '2026-11-01',
  expires: '2028-11-01',
}

const rules: CourseRules = {
  policy,
  surroundings: {
    readResponse: (_test, _item, response) => typeof response === 'number' ? response : undefined,
    postTestItems: () => ['q1'],
    gradeTest: () => ({ points: 1, maxPoints: 1, passed: true, items: { q1: 1 } }),
    seed: () => 1,
    certificateId: () => randomUUID(),
  },
  certify: async () => {},
}

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('the records on %s', (_, start) => {
  let store: TestStore
  let db: Database
  let writer: Writer

  beforeAll(async () => {
    store = await start()
    db = store.open()
    await migrate(db)
  }, 60_000)
  beforeEach(async () => {
    writer = createWriter(db, { lanes: store.lanes })
    for (const table of ['enrolment', 'record', 'unsealed'] as const)
      await db.deleteFrom(table).execute()
  })
  afterAll(() => store?.close())

  async function enrolLearner(learner: string = randomUUID()): Promise<Enrolment> {
    const outcome = await enrol(writer, learner, policy, { now, id: randomUUID() })
    if (!('enrolment' in outcome))
      throw new Error(outcome.refusal.message)
    return outcome.enrolment
  }

  const request = () => ({ now, request: randomUUID() })

  it('can be brought up to date twice, by two processes at once', async () => {
    await Promise.all([migrate(db), migrate(store.open())])
  })

  it('enrol a learner once, however often and in however many tabs it is asked', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => enrolLearner('ann')))
    expect(others.every(other => other.id === first!.id)).toBe(true)
    expect(await db.selectFrom('enrolment').selectAll().where('learner', '=', 'ann').execute()).toHaveLength(1)
  })

  it('answer the same request twice with one record', async () => {
    const enrolment = await enrolLearner()
    const same = request()
    const [first, second] = await Promise.all([1, 2].map(() => carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, rules, same)))
    expect(second).toEqual(first)
    expect(await db.selectFrom('record').selectAll().where('chain', '=', enrolment.id).execute()).toHaveLength(2)
    // The same words in another request are judged anew.
    expect(await carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, rules, request())).toMatchObject({ refusal: { code: 'already-done' } })
  })

  it('lose nothing and fork nothing when several processes write to one enrolment', async () => {
    const enrolment = await enrolLearner()
    await carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, rules, request())
    const writers = [writer, createWriter(store.open(), { lanes: store.lanes }), createWriter(store.open(), { lanes: store.lanes })]
    const slides = Array.from({ length: 60 }, (_, index) => index + 1)
    await Promise.all(slides.map((slide, index) => carryOut(writers[index % 3]!, enrolment, { kind: 'progress', slides: [slide], seconds: 0 }, rules, request())))
    const outcome = await carryOut(writer, enrolment, { kind: 'progress', slides: [], seconds: 0 }, rules, request())
    expect('journey' in outcome && [...outcome.journey.lecture.seen].sort((a, b) => a - b)).toEqual(slides)
    expect((await verifyLedger(db)).broken).toEqual([])
  })

  it('let one bad write spoil no other in the same transaction', async () => {
    const good = Array.from({ length: 10 }, () => enrolLearner())
    const bad = writer.write('bad', async (transaction) => {
      await sql`select * from no_such_table`.execute(transaction)
    })
    await expect(bad).rejects.toThrow(/no_such_table/)
    expect(new Set((await Promise.all(good)).map(enrolment => enrolment.id)).size).toBe(10)
  })

  it('put a record never before the one it follows, though the clock is set back', async () => {
    const enrolment = await enrolLearner()
    await carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, rules, { now: '2026-11-22T09:00:00.000Z', request: randomUUID() })
    const times = (await db.selectFrom('record').select('at').where('chain', '=', enrolment.id).orderBy('seq').execute()).map(row => row.at)
    expect(times).toEqual([now, now])
  })

  describe('once sealed', () => {
    let enrolments: Enrolment[]

    beforeEach(async () => {
      enrolments = await Promise.all(Array.from({ length: 3 }, () => enrolLearner()))
      for (const enrolment of enrolments)
        await carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, rules, request())
      expect(await sealRecords(writer, 'ldn', now)).toBe(6)
      expect(await sealRecords(writer, 'ldn', now)).toBe(0)
    })

    it('verify', async () => {
      expect(await verifyLedger(db)).toMatchObject({ chains: 4, records: 7, unsealed: 0, erased: 0, seals: [{ chain: 'seals:ldn', seq: 1 }], broken: [] })
      await carryOut(writer, enrolments[0]!, { kind: 'progress', slides: [1], seconds: 0 }, rules, request())
      expect(await verifyLedger(db)).toMatchObject({ chains: 4, records: 8, unsealed: 1, broken: [] })
    })

    it('wait for their seal when another process has just sealed, but never for a clock that is ahead', async () => {
      const seals = async () => (await verifyLedger(db)).seals[0]!.seq
      const at = (milliseconds: number) => () => new Date(Date.parse(now) + milliseconds).toISOString()
      const another = { db: store.open(), writer: createWriter(store.open(), { lanes: store.lanes }) }
      await carryOut(writer, enrolments[0]!, { kind: 'progress', slides: [1], seconds: 0 }, rules, request())
      await sealAllRecords(another, at(400), { every: 500 })
      expect(await seals()).toBe(1)
      await sealAllRecords(another, at(500), { every: 500 })
      expect(await seals()).toBe(2)
      await carryOut(writer, enrolments[0]!, { kind: 'progress', slides: [2], seconds: 0 }, rules, request())
      // This one's clock is behind by an hour; who stops waits for nobody.
      await sealAllRecords(another, at(-3_600_000), { every: 500 })
      expect(await seals()).toBe(3)
      await carryOut(writer, enrolments[0]!, { kind: 'progress', slides: [3], seconds: 0 }, rules, request())
      await sealAllRecords(another, at(501))
      expect(await seals()).toBe(4)
      expect(await verifyLedger(db)).toMatchObject({ unsealed: 0, broken: [] })
    })

    it('are all sealed at once, however many wait', async () => {
      await db.insertInto('unsealed').values(Array.from({ length: 2500 }, (_, index) => ({ course: 'other', chain: randomUUID(), seq: index, hash: 'h' }))).execute()
      await sealAllRecords({ db, writer }, () => now, { every: 500 })
      expect(await db.selectFrom('unsealed').selectAll().execute()).toEqual([])
      const seals = await db.selectFrom('record').select('body').where('chain', '=', 'seals:other').execute()
      expect(seals.map(({ body }) => (JSON.parse(body) as unknown[]).length)).toEqual([1000, 1000, 500])
    })

    it.each([
      ['an edited record', () => db.updateTable('record').set({ body: '{"frontMatter":"f2"}' }).where('chain', '=', enrolments[1]!.id).where('seq', '=', 2), 'was changed after it was written'],
      ['a record that is gone from the end', () => db.deleteFrom('record').where('chain', '=', enrolments[1]!.id).where('seq', '=', 2), 'was sealed in seals:ldn and is gone'],
      ['a record that is gone from the beginning', () => db.deleteFrom('record').where('chain', '=', enrolments[1]!.id).where('seq', '=', 1), 'is numbered 2: a record is missing or out of order'],
      ['an enrolment that is gone', () => db.deleteFrom('record').where('chain', '=', enrolments[1]!.id), 'was sealed in seals:ldn and is gone'],
      ['records put in another place', () => db.updateTable('record').set({ seq: 3 }).where('chain', '=', enrolments[1]!.id).where('seq', '=', 2), 'is numbered 3: a record is missing or out of order'],
    ])('show %s', async (_, damage, reason) => {
      await damage().execute()
      expect((await verifyLedger(db)).broken).toEqual([expect.objectContaining({ chain: enrolments[1]!.id, reason })])
    })

    it('show an edited seal', async () => {
      await db.updateTable('record').set({ body: '[]' }).where('chain', '=', 'seals:ldn').execute()
      expect((await verifyLedger(db)).broken).toContainEqual({ chain: 'seals:ldn', seq: 1, reason: 'was changed after it was written' })
    })
  })
})
