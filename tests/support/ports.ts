import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** A port of this computer that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise(resolve => server.close(resolve))
  return port
}

/** A port that another program listens on until the test ends. */
export async function takenPort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  onTestFinished(() => new Promise<void>(resolve => server.close(() => resolve())))
  return port
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}
