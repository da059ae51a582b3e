import type { SMTPServerOptions } from 'smtp-server'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface TestMailServer {
  /** What it was given, as it came. */
  letters: string[]
  /** The last code sent to an address. */
  codeFor: (email: string) => string | undefined
  close: () => Promise<void>
}

/** A real mail server on loopback. */
export async function startMailServer(port: number, options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const letters: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, callback) {
      let letter = ''
      stream.on('data', chunk => letter += String(chunk))
      stream.on('end', () => {
        letters.push(letter)
        callback()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    letters,
    codeFor: email => letters.filter(letter => letter.includes(`To: ${email}`)).map(letter => /Your code to sign in is (\d{8})/.exec(letter)?.[1]).findLast(code => code),
    close: () => new Promise(resolve => server.close(resolve)),
  }
}
