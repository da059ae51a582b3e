import type { Json } from '../../../server/ledger/canonical-json.ts'
import type { Database } from '../../../server/storage/schema.ts'
import type { Writer } from '../../../server/storage/writer.ts'
import { randomUUID } from 'node:crypto'
import { eraseBodies } from '../../../server/ledger/erase-bodies.ts'
import { append, readLinks } from '../../../server/ledger/records.ts'
import { sealRecords } from '../../../server/ledger/seal.ts'

export const COURSE = 'ldn'

const at = '2026-11-22T10:00:00.000Z'

/** What one learner's way through a course writes, with words in it. */
function journeyOf(learner: string): { kind: string, body: Json }[] {
  return [
    { kind: 'enrolled', body: { learner, course: COURSE, version: 'v1' } },
    { kind: 'acknowledged', body: { frontMatter: 'f1' } },
    { kind: 'answered', body: { attempt: 1, item: 'q1', response: 'naïve “words”' } },
    { kind: 'attempt-submitted', body: { attempt: 1, points: 1, maxPoints: 1, passed: true, items: { q1: 1 } } },
    { kind: 'evaluated', body: { responses: { e1: 'Good, but long' } } },
    { kind: 'claimed', body: { credits: 0.75 } },
  ]
}

/** Writes the first `count` records of a journey; returns the chain. */
export async function writeJourney(writer: Writer, count = 6, chain: string = randomUUID()): Promise<string> {
  await writer.write(chain, transaction => transaction.insertInto('enrolment').values({ id: chain, learner: chain, course: COURSE, version: 'v1', created_at: at, step: 'lecture', updated_at: at }).execute())
  for (const entry of journeyOf(chain).slice(0, count))
    await writer.write(chain, async transaction => append(transaction, (await readLinks(transaction, chain)).at(-1), { chain, course: COURSE, entries: [entry], at, request: randomUUID() }))
  return chain
}

export function eraseAnswers(writer: Writer, chain: string, kinds: readonly string[] = ['answered', 'evaluated', 'claimed']): Promise<number> {
  return writer.write(chain, transaction => eraseBodies(transaction, { chain, course: COURSE, kinds: new Set(kinds), actor: 'learner', reason: 'asked for by the learner', at }))
}

export function seal(writer: Writer): Promise<number> {
  return sealRecords(writer, COURSE, at)
}

/** Some journeys, one of them erased, in three seals, and two records that wait. */
export async function writeLedger(writer: Writer): Promise<{ chains: string[] }> {
  const chains = [await writeJourney(writer), await writeJourney(writer, 4)]
  await seal(writer)
  await eraseAnswers(writer, chains[0]!)
  await seal(writer)
  chains.push(await writeJourney(writer))
  await seal(writer)
  chains.push(await writeJourney(writer, 2))
  return { chains }
}

export async function emptyLedger(db: Database): Promise<void> {
  for (const table of ['enrolment', 'record', 'unsealed'] as const)
    await db.deleteFrom(table).execute()
}
