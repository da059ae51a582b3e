/*
 * One process of the credit service for tests/bench/credit-load.ts. Says "listening <port>" when it can be asked, and prints the
 * codes to sign in as the service does without a mail server. Its settings are in the environment.
 */
import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { serve } from '@hono/node-server'
import { startCreditService } from '../../server/start-credit-service.ts'
import { realBundle } from '../server/support/credit-service.ts'

const dataFolder = process.env.BENCH_DATA!
mkdirSync(dataFolder, { recursive: true })
const service = await startCreditService({
  bundles: [await realBundle()],
  dataFolder,
  baseUrl: 'http://cme.test',
  environment: { ...process.env, TRUSTED_PROXIES: '1' },
  log: entry => entry.level === 'error' && console.error(JSON.stringify(entry)),
})
const server = serve({ fetch: (request, bindings) => service.fetch(request, bindings), port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`listening ${port}`))
process.once('SIGTERM', async () => {
  server.close()
  if ('closeAllConnections' in server)
    server.closeAllConnections()
  await service.stop()
  process.exit(0)
})
