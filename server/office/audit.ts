import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'

export interface AuditEntry {
  readonly at: string
  /** The address of who acted, or "command line". */
  readonly actor: string
  /** For example "read roster". */
  readonly action: string
  /** What it was done to: "enrolment:<id>", "course:<name>", "address:<address>". */
  readonly subject: string
  readonly reason?: string
}

/** Says who did what, in the transaction that does it. */
export async function writeAudit(transaction: Transaction<Tables>, { at, actor, action, subject, reason }: AuditEntry): Promise<void> {
  await transaction.insertInto('audit').values({ id: randomUUID(), at, actor, action, subject, reason: reason ?? null }).execute()
}

export interface AuditPage {
  readonly rows: readonly (AuditEntry & { readonly id: string })[]
  /** Where the next page begins; undefined when there is none. */
  readonly next?: readonly [at: string, id: string]
}

/** The audit log, the newest first. */
export async function readAudit(db: Database, { subject, actor, after, limit }: { subject?: string, actor?: string, after?: readonly [at: string, id: string], limit: number }): Promise<AuditPage> {
  const rows = await db.selectFrom('audit').selectAll().$if(subject !== undefined, query => query.where('subject', '=', subject!)).$if(actor !== undefined, query => query.where('actor', '=', actor!)).$if(after !== undefined, query => query.where(sql<boolean>`(at, id) < (${after![0]}, ${after![1]})`)).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(row => ({ ...row, reason: row.reason ?? undefined })),
    next: rows.length > limit ? [last!.at, last!.id] : undefined,
  }
}
