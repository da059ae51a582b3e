import type { Transaction } from 'kysely'
import type { Person } from '../sign-in/sign-in.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { GrantedRole, Role } from './role.ts'
import { writeAudit } from '../office/audit.ts'

export interface RoleGrant {
  readonly address: string
  readonly role: GrantedRole
  /** An address, or "command line". */
  readonly grantedBy: string
  readonly grantedAt: string
}

/** Who changes roles, and when. `mayLeaveNoAdmin`: the command line may, because it needs no administrator to grant the next. */
export interface RoleChange {
  readonly actor: string
  readonly now: string
  readonly mayLeaveNoAdmin: boolean
}

export type RoleOutcome = { readonly changed: boolean } | { readonly refusal: 'last-admin' }

/** One spelling of an address. */
export function readAddress(address: string): string {
  return address.trim().toLowerCase()
}

/** The role of a person. An address that nobody has shown to be theirs has none. */
export async function readRole(db: Database, { email, emailVerified }: Person): Promise<Role> {
  if (!emailVerified)
    return 'learner'
  const row = await db.selectFrom('role_grant').select('role').where('address', '=', readAddress(email)).executeTakeFirst()
  return row ? row.role as GrantedRole : 'learner'
}

/** Grants a role, in place of the one that the address has. */
export function grantRole(writer: Writer, asked: string, role: GrantedRole, { actor, now, mayLeaveNoAdmin }: RoleChange): Promise<RoleOutcome> {
  const address = readAddress(asked)
  return writer.write('roles', async (transaction) => {
    const before = await readGranted(transaction, address)
    if (before === role)
      return { changed: false }
    if (before === 'admin' && !mayLeaveNoAdmin && !await leavesAdmin(transaction, address))
      return { refusal: 'last-admin' }
    const row = { address, role, granted_by: actor, granted_at: now }
    await transaction.insertInto('role_grant').values(row).onConflict(conflict => conflict.column('address').doUpdateSet(row)).execute()
    await writeAudit(transaction, { at: now, actor, action: `granted role ${role}`, subject: `address:${address}` })
    return { changed: true }
  })
}

/** Takes the role of an address away. */
export function revokeRole(writer: Writer, asked: string, { actor, now, mayLeaveNoAdmin }: RoleChange): Promise<RoleOutcome> {
  const address = readAddress(asked)
  return writer.write('roles', async (transaction) => {
    const role = await readGranted(transaction, address)
    if (!role)
      return { changed: false }
    if (role === 'admin' && !mayLeaveNoAdmin && !await leavesAdmin(transaction, address))
      return { refusal: 'last-admin' }
    await transaction.deleteFrom('role_grant').where('address', '=', address).execute()
    await writeAudit(transaction, { at: now, actor, action: `revoked role ${role}`, subject: `address:${address}` })
    return { changed: true }
  })
}

/** Grants in the order of their addresses, after `after`. */
export async function listRoles(db: Database, { after = '', limit }: { after?: string, limit: number }): Promise<RoleGrant[]> {
  const rows = await db.selectFrom('role_grant').selectAll().where('address', '>', after).orderBy('address').limit(limit).execute()
  return rows.map(({ address, role, granted_by, granted_at }) => ({ address, role: role as GrantedRole, grantedBy: granted_by, grantedAt: granted_at }))
}

async function readGranted(transaction: Transaction<Tables>, address: string): Promise<string | undefined> {
  return (await transaction.selectFrom('role_grant').select('role').where('address', '=', address).executeTakeFirst())?.role
}

/** True when somebody is an administrator without `address`. */
export async function leavesAdmin(transaction: Transaction<Tables>, address: string): Promise<boolean> {
  // Locks the rows of administrators: two who revoke each other at the same time must not both see the other stay.
  await transaction.updateTable('role_grant').set({ role: 'admin' }).where('role', '=', 'admin').execute()
  const admins = await transaction.selectFrom('role_grant').select('address').where('role', '=', 'admin').limit(2).execute()
  return admins.some(admin => admin.address !== address)
}
