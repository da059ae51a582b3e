import type { Writer } from '../storage/writer.ts'

/** So long the same request for a letter is known as the same. */
const MAIL_DAYS = 7

/** Removes counts of times that are over, and requests that nobody repeats any more: they name learners for no longer than they have to. */
export async function sweepCertificates(writer: Writer, now: string): Promise<void> {
  const time = Date.parse(now)
  await writer.write('sweep-certificates', async (transaction) => {
    await transaction.deleteFrom('certificate_mail').where('at', '<', new Date(time - MAIL_DAYS * 86_400_000).toISOString()).execute()
    await transaction.deleteFrom('certificate_mail_count').where('time_window', '<', Math.floor(time / 3_600_000)).execute()
    await transaction.deleteFrom('verify_miss').where('time_window', '<', Math.floor(time / 900_000)).execute()
  })
}
