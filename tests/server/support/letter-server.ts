import { Buffer } from 'node:buffer'
import { SMTPServer } from 'smtp-server'
import { freePort } from '../../support/ports.ts'

/** A letter as a mail server took it. */
export interface ReceivedLetter {
  to: string[]
  subject: string
  text: string
  attachments: { filename: string, bytes: Buffer }[]
}

export interface TestLetterServer {
  url: string
  letters: ReceivedLetter[]
  /** Refuses all mail from now on, or takes it again. */
  refuse: (refuses: boolean) => void
  close: () => Promise<void>
}

/** A real mail server on loopback that opens its letters. */
export async function startLetterServer(): Promise<TestLetterServer> {
  const letters: ReceivedLetter[] = []
  let refuses = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (refuses)
          return done(Object.assign(new Error('no room'), { responseCode: 452 }))
        letters.push(readLetter(Buffer.concat(chunks).toString('latin1'), session.envelope.rcptTo.map(({ address }) => address)))
        done()
      })
    },
  })
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse: now => void (refuses = now),
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** Reads what nodemailer writes (MIME, RFC 2045 to 2047): one level of parts, quoted-printable or base64. */
function readLetter(raw: string, to: string[]): ReceivedLetter {
  const [head, body] = split(raw)
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1]
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1).map(part => split(part.replace(/^\r\n/, ''))) : [[head, body] as const]
  const decoded = parts.map(([head, body]) => ({ head, bytes: /base64/i.test(head) ? Buffer.from(body, 'base64') : /quoted-printable/i.test(head) ? quotedPrintable(body.replace(/\r\n$/, '')) : Buffer.from(body, 'latin1') }))
  return {
    to,
    subject: /^Subject: (.*)$/m.exec(head)![1]!.trim().replace(/=\?UTF-8\?([QB])\?([^?]*)\?=\s*/gi, (_, kind: string, words: string) => kind.toUpperCase() === 'B' ? Buffer.from(words, 'base64').toString() : quotedPrintable(words.replaceAll('_', ' ')).toString()),
    text: decoded.find(({ head }) => /text\/plain/.test(head))!.bytes.toString().replaceAll('\r\n', '\n'),
    attachments: decoded.flatMap(({ head, bytes }) => /filename=/.test(head) ? [{ filename: /filename="?([^"\r\n;]+)/.exec(head)![1]!, bytes }] : []),
  }
}

function split(message: string): [head: string, body: string] {
  const at = message.indexOf('\r\n\r\n')
  return [message.slice(0, at).replace(/\r\n[ \t]+/g, ' '), message.slice(at + 4)]
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))), 'latin1')
}
