import type { Transaction } from 'kysely'
import type { Json } from '../ledger/canonical-json.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { ParsLearnerRecord } from './learner-record.ts'
import type { ParsSettings } from './pars-settings.ts'
import type { Pending, Place } from './pending.ts'
import { sql } from 'kysely'
import { canonicalJson } from '../ledger/canonical-json.ts'
import { writeAudit } from '../office/audit.ts'
import { forgetReported } from '../privacy/kept-for-report.ts'
import { identityIn, isMissingIdentity, parsRecord } from './learner-record.ts'
import { readPending, readPendingOf } from './pending.ts'

export interface ParsExport extends ParsSettings {
  readonly id: string
  readonly course: string
  readonly at: string
  readonly actor: string
}

export interface ExportSums {
  readonly added: number
  readonly deleted: number
}

const AT_ONCE = 200

/** What an export would hold now, record by record. Nothing is written: it will be pending still. */
export async function* previewExport(db: Database, course: string, settings: ParsSettings): AsyncGenerator<ParsLearnerRecord> {
  for await (const page of pages(db, course)) {
    for (const pending of page) {
      for (const { record } of await recordsOf(db, pending, settings))
        yield record
    }
  }
}

/**
 * Makes an export of what has not been reported: a completion is added, and what was reported and does not hold any more is
 * deleted. What is in it is kept, so that it can be had again, and is not pending any more. The same `id` again goes on where
 * a process that died left off, and puts nothing into it twice.
 */
export async function makeExport(db: Database, writer: Writer, made: ParsExport): Promise<ExportSums | { refusal: 'key-used' }> {
  const { id, course, at, actor, organization, provider, module } = made
  const begun = await writer.write(`pars:${course}`, async (transaction) => {
    const known = await transaction.selectFrom('pars_export').selectAll().where('id', '=', id).executeTakeFirst()
    if (known)
      return known.course === course && known.provider === provider && known.module === module && known.organization === organization
    await transaction.insertInto('pars_export').values({ id, course, at, actor, organization, provider, module }).execute()
    await writeAudit(transaction, { at, actor, action: 'exported for PARS', subject: `course:${course}`, reason: `export ${id}` })
    return true
  })
  if (!begun)
    return { refusal: 'key-used' }
  for await (const page of pages(db, course))
    await writer.write(`pars:${course}`, transaction => report(transaction, page.map(({ enrolment }) => enrolment), made))
  return sumExport(db, id)
}

async function sumExport(db: Database, id: string): Promise<ExportSums> {
  const rows = await db.selectFrom('pars_record').select(({ fn }) => ['action', fn.countAll().as('n')]).where('export', '=', id).groupBy('action').execute()
  const of = (action: string) => Number(rows.find(row => row.action === action)?.n ?? 0)
  return { added: of('add'), deleted: of('delete') }
}

export async function findExport(db: Database, course: string, id: string): Promise<ParsExport | undefined> {
  return db.selectFrom('pars_export').selectAll().where('id', '=', id).where('course', '=', course).executeTakeFirst()
}

/** Exports of a course, the newest first. */
export async function listExports(db: Database, course: string, { after, limit }: { after?: readonly [at: string, id: string], limit: number }): Promise<(ParsExport & ExportSums)[]> {
  const rows = await db.selectFrom('pars_export').selectAll().where('course', '=', course).$if(after !== undefined, query => query.where(sql<boolean>`(at, id) < (${after![0]}, ${after![1]})`)).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return Promise.all(rows.map(async row => ({ ...row, ...await sumExport(db, row.id) })))
}

/** The records of an export, as they were made; a delete stands before the add that takes its place. */
export async function* readExport(db: Database, id: string): AsyncGenerator<ParsLearnerRecord> {
  let after = ''
  while (true) {
    const rows = await db.selectFrom('pars_record').select(['id', 'body']).where('export', '=', id).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute()
    for (const { body } of rows) {
      // The learner was erased since.
      if (body)
        yield JSON.parse(body) as ParsLearnerRecord
    }
    if (rows.length < AT_ONCE)
      return
    after = rows.at(-1)!.id
  }
}

/** Reports what is pending of some enrolments, under a lock: two offices that export together report each once. */
async function report(transaction: Transaction<Tables>, enrolments: readonly string[], { id, at, ...settings }: ParsExport): Promise<void> {
  await transaction.updateTable('enrolment').set(({ ref }) => ({ reported: ref('reported') })).where('id', 'in', enrolments).execute()
  // What was corrected since stands in this export as it was: it goes into the next.
  const reported = new Set((await transaction.selectFrom('pars_record').select('enrolment').where('export', '=', id).where('enrolment', 'in', enrolments).execute()).map(({ enrolment }) => enrolment))
  const added: string[] = []
  const removed: string[] = []
  for (const pending of await readPendingOf(transaction, enrolments)) {
    if (reported.has(pending.enrolment))
      continue
    const records = await recordsOf(transaction, pending, settings)
    for (const { certificate, record } of records) {
      // "0" before "1": a delete before its add.
      const isAdd = record.LearnerRecordAction === 'add'
      await transaction.insertInto('pars_record').values({ id: `${pending.enrolment}/${id}/${isAdd ? 1 : 0}`, export: id, enrolment: pending.enrolment, certificate, action: record.LearnerRecordAction, body: JSON.stringify(record), at }).execute()
    }
    if (records.some(({ record }) => record.LearnerRecordAction === 'add'))
      added.push(pending.enrolment)
    else if (records.length)
      removed.push(pending.enrolment)
  }
  if (added.length)
    await transaction.updateTable('enrolment').set(({ ref }) => ({ reported: ref('certificate') })).where('id', 'in', added).execute()
  if (removed.length)
    await transaction.updateTable('enrolment').set({ reported: null }).where('id', 'in', removed).execute()
  await forgetReported(transaction, enrolments)
}

/**
 * A delete of what was reported, as it was reported; an add of what holds now, when nothing is missing from it. Nothing when a
 * profile that was saved since says the same, or lacks what a report needs: what was reported holds until there is something better.
 */
async function recordsOf(db: Database | Transaction<Tables>, { enrolment, completion, reported }: Pending, settings: ParsSettings): Promise<{ certificate: string, record: ParsLearnerRecord }[]> {
  const records: { certificate: string, record: ParsLearnerRecord }[] = []
  let earlier: ParsLearnerRecord | undefined
  if (reported !== undefined) {
    const { body } = await db.selectFrom('pars_record').select('body').where('enrolment', '=', enrolment).where('certificate', '=', reported).where('action', '=', 'add').orderBy('at', 'desc').limit(1).executeTakeFirstOrThrow()
    const isSame = reported === completion?.certificate.id
    // The learner was erased since: nobody has changed anything.
    if (!body && isSame)
      return []
    earlier = JSON.parse(body) as ParsLearnerRecord
    const now = isSame ? parsRecord(completion, settings) : undefined
    if (now && (!('record' in now) || whoIsIn(now.record) === whoIsIn(earlier)))
      return []
    records.push({ certificate: reported, record: { ...earlier, LearnerRecordAction: 'delete' } })
  }
  // Of who was erased after the report, the report is where the board's number of them is left.
  const known = completion && earlier && isMissingIdentity(completion) ? { ...completion, ...identityIn(earlier, completion.profile) } : completion
  const outcome = known && parsRecord(known, settings)
  if (outcome && 'record' in outcome)
    records.push({ certificate: known!.certificate.id, record: outcome.record })
  return records
}

/** Whom a record is of, by everything that a board knows them by. */
function whoIsIn({ Member, PersonalInfo, CreditCertificate }: ParsLearnerRecord): string {
  return canonicalJson({ Member, PersonalInfo, CreditCertificate } as unknown as Json)
}

async function* pages(db: Database, course: string): AsyncGenerator<Pending[]> {
  let after: Place | undefined
  while (true) {
    const page = await readPending(db, course, after, AT_ONCE)
    if (page.length)
      yield page
    if (page.length < AT_ONCE)
      return
    after = page.at(-1)!.place
  }
}
