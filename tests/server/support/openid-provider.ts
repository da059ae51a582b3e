import type { Server } from 'node:http'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { freePort } from '../../support/ports.ts'

export interface Account {
  sub: string
  email?: string
  email_verified?: boolean
  /** What Microsoft Entra says instead. */
  xms_edov?: boolean | number | string
}

export interface TestProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who signs in next; "refuse" cancels, and a form asks when nobody is named. */
  next: string | 'refuse' | undefined
  /** What each account looks like at the moment. */
  accounts: Map<string, Account>
  /** The last address that a browser was sent to in order to sign in. */
  asked: URL | undefined
  /** What somebody between the provider and the service makes of its ID tokens. */
  forge?: (idToken: string) => Promise<string>
  stop: () => Promise<void>
  start: () => Promise<void>
}

/** A certified OpenID provider (node-oidc-provider) on loopback, with a sign-in page of two lines. */
export async function startOpenIdProvider(redirectUris: string[], port?: number): Promise<TestProvider> {
  port ??= await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const accounts = new Map<string, Account>()
  const client = { client_id: 'lectern', client_secret: 'a secret: of the client/+%' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: redirectUris, post_logout_redirect_uris: redirectUris.map(uri => new URL(uri).origin) }],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'] },
    cookies: { keys: ['a key of a test'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => accounts.has(id) ? { accountId: id, claims: async () => ({ ...accounts.get(id)! }) } : undefined,
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client!.clientId, accountId: context.oidc.session!.accountId! })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  let server: Server
  const state: TestProvider = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    next: undefined,
    accounts,
    asked: undefined,
    async start() {
      server = createServer(async (request, response) => {
        const url = new URL(request.url!, issuer)
        if (url.pathname === '/auth')
          state.asked = url
        if (url.pathname === '/token' && state.forge) {
          const end = response.end.bind(response) as (body: string) => typeof response
          const { forge } = state
          response.end = ((body: string) => {
            const tokens = JSON.parse(body) as { id_token?: string }
            if (tokens.id_token === undefined)
              return end(body)
            void forge(tokens.id_token).then((idToken) => {
              const forged = JSON.stringify({ ...tokens, id_token: idToken })
              response.setHeader('content-length', new TextEncoder().encode(forged).length)
              end(forged)
            })
            return response
          }) as typeof response.end
        }
        if (!url.pathname.startsWith('/interaction/'))
          return void callback(request, response)
        const login = state.next ?? url.searchParams.get('login')
        if (!login) {
          response.setHeader('content-type', 'text/html')
          return void response.end(`<!doctype html><html lang="en"><title>The hospital</title><h1>The hospital</h1><form><button name="login" value="refuse">Cancel</button>${[...accounts.keys()].map(id => `<button name="login" value="${id}">${id}</button>`).join('')}</form></html>`)
        }
        await provider.interactionFinished(request, response, login === 'refuse' ? { error: 'access_denied', error_description: '<b>The person said no</b>' } : { login: { accountId: login } })
      })
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  await state.start()
  return state
}
