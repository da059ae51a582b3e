import type { LogEntry } from '../http/service.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { LetterLanguage } from './code-letter.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { NoTurnError } from '../mail/take-turns.ts'
import { codeLetter } from './code-letter.ts'

/** The mail server cannot be reached, or refuses this service: no code is on its way, to nobody. */
export class MailUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The mail server takes no mail at the moment.', { cause })
    this.name = 'MailUnavailableError'
  }
}

/** Together with the time limits of the mailer's connection, a learner waits seconds and not minutes. */
const PAUSES_MS = [250, 1000]

/**
 * Sends codes to sign in, and tries a little when the mail server is away. Codes are sent to every address alike, so that it
 * tells nobody whether an address is known.
 * @throws MailUnavailableError
 */
export function createCodeSender(mailer: Mailer, log: (entry: LogEntry) => void): (email: string, code: string, language?: LetterLanguage) => Promise<void> {
  return async (email, code, language) => {
    for (let tries = 0; ; tries++) {
      try {
        return await mailer.send({ to: email, ...codeLetter(code, language) })
      }
      catch (error) {
        const { code, responseCode } = error as { code?: string, responseCode?: number }
        // Nobody but the mail server's owner is told that it refuses an address: it would list who has a mailbox there.
        const refusesAddress = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500
        // Nor is a server that took its time to say nothing asked again.
        const waitedEnough = code === 'EAUTH' || code === 'ETIMEDOUT' || error instanceof NoTurnError
        const pause = refusesAddress || waitedEnough ? undefined : PAUSES_MS[tries]
        if (pause !== undefined) {
          await wait(pause)
          continue
        }
        log({ level: 'error', message: 'mail not sent', code: error instanceof NoTurnError ? 'too many wait' : code, status: responseCode })
        if (refusesAddress)
          return
        throw new MailUnavailableError(error)
      }
    }
  }
}
