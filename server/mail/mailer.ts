import type { Buffer } from 'node:buffer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js'
import { createTransport } from 'nodemailer'
import { LecternError } from '../../scripts/errors.ts'
import { takeTurns } from './take-turns.ts'

export interface Letter {
  to: string
  subject: string
  text: string
  attachments?: { filename: string, content: Buffer, contentType: string }[]
}

export interface Mailer {
  /** Where letters go: to their readers, or to the terminal because no mail server is set. */
  kind: 'smtp' | 'terminal'
  /** @throws when the mail server refuses, or when too many letters wait. */
  send: (letter: Letter) => Promise<void>
}

/** A thousand who sign in together are a thousand letters: mail servers refuse who opens that many connections (Postfix: 50). */
const MOST_CONNECTIONS = 20
const PATIENCE_MS = 20_000

/**
 * Sends letters through the mail server of `url` (smtp://user:password@host:587), or prints them to the terminal when
 * there is none.
 * @throws LecternError for an address that is not a mail server's.
 */
export function createMailer(url: string | undefined, from: string | undefined, print: (text: string) => void = console.log): Mailer {
  if (url === undefined) {
    return {
      kind: 'terminal',
      send: async ({ to, subject, text, attachments = [] }) => print(`\n  Mail to ${to}: ${subject}\n${[text, ...attachments.map(({ filename }) => `Attached: ${filename}`)].join('\n').replace(/^/gm, '    ')}\n`),
    }
  }
  if (!/^smtps?:\/\/./.test(url))
    throw new LecternError('SMTP_URL is not the address of a mail server.', { code: 'smtp-url', mend: 'Write it as smtp://user:password@host:587, or unset it to see mails in the terminal.' })
  if (!from)
    throw new LecternError('MAIL_FROM is not set.', { code: 'mail-from', mend: 'Set it to the address that learners get mail from, for example "CME office <cme@example.org>".' })
  // A mail server that accepts a connection and says nothing must not hold a learner for minutes.
  const transport = createTransport({ url, connectionTimeout: 4000, greetingTimeout: 4000, socketTimeout: 8000, dnsTimeout: 4000 } as SMTPTransport.Options)
  const inTurn = takeTurns(MOST_CONNECTIONS, PATIENCE_MS)
  return {
    kind: 'smtp',
    send: async (letter) => {
      await inTurn(() => transport.sendMail({ from, ...letter }))
    },
  }
}
