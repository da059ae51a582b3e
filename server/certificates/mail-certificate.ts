import type { Letter, Mailer } from '../mail/mailer.ts'
import type { Store } from '../storage/open-store.ts'
import { randomUUID } from 'node:crypto'

/** So often an hour a learner may have certificates mailed. */
export const LETTERS_IN_HOUR = 6

/** A process that sends holds a request for so long; one that died does not hold it for ever. */
const SENDING_MINUTES = 2

export type MailOutcome = 'sent' | 'sent-before' | 'being-sent' | 'too-many' | 'failed'

export interface MailRequest {
  /** Id of who asks. */
  learner: string
  /** Idempotency key. */
  key: string
  certificate: string
  letter: Letter
  now: string
}

/**
 * Sends a letter once for each request, however often the same request comes. What fails can be asked for again with the
 * same key. A letter may come twice when a process dies between sending it and noting that; none is lost.
 */
export async function mailCertificate({ writer }: Pick<Store, 'writer'>, mailer: Mailer, { learner, key, certificate, letter, now }: MailRequest, failed: (error: Error) => void): Promise<MailOutcome> {
  const request = `${learner}/${key}`
  const attempt = randomUUID()
  const begun = await writer.write(request, async (transaction): Promise<MailOutcome | 'begin'> => {
    const known = await transaction.selectFrom('certificate_mail').select(['state', 'at']).where('request', '=', request).executeTakeFirst()
    if (known?.state === 'sent')
      return 'sent-before'
    // A write can run again after a commit whose answer was lost.
    if (known?.state === attempt)
      return 'begin'
    if (known && Date.parse(now) - Date.parse(known.at) < SENDING_MINUTES * 60_000)
      return 'being-sent'
    const time_window = Math.floor(Date.parse(now) / 3_600_000)
    const row = await transaction.selectFrom('certificate_mail_count').select(['time_window', 'count']).where('learner', '=', learner).executeTakeFirst()
    const count = row?.time_window === time_window ? row.count + 1 : 1
    if (count > LETTERS_IN_HOUR)
      return 'too-many'
    await transaction.insertInto('certificate_mail_count').values({ learner, time_window, count }).onConflict(conflict => conflict.column('learner').doUpdateSet({ time_window, count })).execute()
    await transaction.insertInto('certificate_mail').values({ request, certificate, state: attempt, at: now }).onConflict(conflict => conflict.column('request').doUpdateSet({ state: attempt, at: now })).execute()
    return 'begin'
  })
  if (begun !== 'begin')
    return begun
  try {
    await mailer.send(letter)
  }
  catch (error) {
    failed(error as Error)
    await writer.write(request, transaction => transaction.deleteFrom('certificate_mail').where('request', '=', request).execute())
    return 'failed'
  }
  await writer.write(request, transaction => transaction.updateTable('certificate_mail').set({ state: 'sent' }).where('request', '=', request).execute())
  return 'sent'
}
