export const roles = ['learner', 'office', 'admin'] as const
/** learner: everybody. office: sees and corrects records. admin: that, and grants roles. */
export type Role = typeof roles[number]

/** The roles that are granted. */
export const grantedRoles = ['office', 'admin'] as const
export type GrantedRole = typeof grantedRoles[number]

/** An administrator may do all that the office may. */
export function mayActAs(role: Role, asked: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(asked)
}
