import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { sql } from 'kysely'
import { readAddress } from '../roles/role-grants.ts'
import { codeRequestKeys } from '../sign-in/limit-codes.ts'

/** An account, in the tables of the sign-in library. Times are text in SQLite and dates in PostgreSQL; here they are ISO. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly createdAt: string
}

export interface AccountSession {
  readonly createdAt: string
  readonly updatedAt: string
  readonly expiresAt: string
}

type Database = Kysely<Tables> | Transaction<Tables>

export async function findAccount(db: Database, { id, email }: { id?: string, email?: string }): Promise<Account | undefined> {
  const where = id === undefined ? sql`"email" = ${readAddress(email!)}` : sql`"id" = ${id}`
  const { rows } = await sql<{ id: string, email: string, createdAt: string | Date }>`select "id", "email", "createdAt" from "user" where ${where}`.execute(db)
  return rows[0] && { id: rows[0].id, email: rows[0].email, createdAt: iso(rows[0].createdAt) }
}

export async function readSessions(db: Database, id: string): Promise<AccountSession[]> {
  const { rows } = await sql<Record<keyof AccountSession, string | Date>>`select "createdAt", "updatedAt", "expiresAt" from "session" where "userId" = ${id} order by "createdAt"`.execute(db)
  return rows.map(row => ({ createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt), expiresAt: iso(row.expiresAt) }))
}

/** The ways in which somebody signs in beside codes: ids of OpenID providers. */
export async function readProviders(db: Database, id: string): Promise<string[]> {
  const { rows } = await sql<{ providerId: string }>`select "providerId" from "account" where "userId" = ${id} order by "providerId"`.execute(db)
  return rows.map(row => row.providerId)
}

/** Removes an account with its sessions, codes that wait, and what was counted of its address. */
export async function deleteAccount(transaction: Transaction<Tables>, { id, email }: Pick<Account, 'id' | 'email'>): Promise<void> {
  await sql`delete from "session" where "userId" = ${id}`.execute(transaction)
  await sql`delete from "account" where "userId" = ${id}`.execute(transaction)
  for (const kind of ['sign-in', 'email-verification', 'forget-password'])
    await sql`delete from "verification" where "identifier" = ${`${kind}-otp-${email}`}`.execute(transaction)
  await sql`delete from "user" where "id" = ${id}`.execute(transaction)
  await transaction.deleteFrom('code_request').where('address', 'in', codeRequestKeys(email)).execute()
  await transaction.deleteFrom('role_grant').where('address', '=', readAddress(email)).execute()
  await transaction.deleteFrom('certificate_mail').where('request', 'like', `${id}/%`).execute()
  await transaction.deleteFrom('certificate_mail_count').where('learner', '=', id).execute()
}

function iso(time: string | Date): string {
  return new Date(time).toISOString()
}
