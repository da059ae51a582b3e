import { createServer } from 'node:net'
import { LecternError } from '../errors.ts'

/** @throws LecternError when the text is no port number. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined)
    return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new LecternError(`"${text}" is not a port number.`, { code: 'invalid-port', mend: 'Use a whole number from 1 to 65535, for example --port 4321.' })
  return port
}

/** @throws LecternError when another program listens on the port, or this account or computer cannot. */
export async function assertPortFree(port: number, host: string): Promise<void> {
  // "localhost" is two addresses; a browser may take either.
  for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
    const error = await probe(port, address)
    const lacksIPv6 = address === '::1' && error?.code !== 'EADDRINUSE'
    if (error && !lacksIPv6)
      throw explain(error, port, host)
  }
}

function probe(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

function explain(cause: NodeJS.ErrnoException, port: number, host: string): LecternError {
  switch (cause.code) {
    case 'EACCES':
      return new LecternError(`Port ${port} may not be used by your account.`, { code: 'port-forbidden', mend: 'Use a port above 1023: --port 4321.', cause })
    case 'EADDRINUSE':
      return new LecternError(`Port ${port} is in use by another program.`, { code: 'port-in-use', mend: `Stop that program, or use another port: --port ${port === 65535 ? 4321 : port + 1}.`, cause })
    default:
      return new LecternError(`This computer cannot listen on "${host}".`, { code: 'invalid-host', mend: 'Use --host 127.0.0.1 for this computer alone, or --host 0.0.0.0 for your network.', cause })
  }
}

/** The first port from `from` on that no other program listens on. */
export async function firstFreePort(from: number, host: string): Promise<number> {
  for (let port = from; port < from + 100; port++) {
    try {
      await assertPortFree(port, host)
      return port
    }
    catch {}
  }
  throw new LecternError(`The ports ${from} to ${from + 99} are all in use.`, { code: 'port-in-use', mend: 'Name a free one with --port.' })
}
