import type { Service } from '../http/service.ts'
import type { Person } from '../sign-in/sign-in.ts'
import { writeAudit } from './audit.ts'

/** Says that the office reads personal records, before it does: what cannot be said is not shown. */
export async function auditReading({ store, now }: Pick<Service, 'store' | 'now'>, { email }: Person, action: string, subject: string): Promise<void> {
  await store.writer.write(`audit:${subject}`, transaction => writeAudit(transaction, { at: now(), actor: email, action, subject }))
}
