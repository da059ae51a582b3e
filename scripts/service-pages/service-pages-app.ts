import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { SERVICE_FOLDER, servicePageNames } from './service-page-names.ts'

export interface ServicePages {
  app: Hono
  /** True for a path that is one of theirs. */
  answers: (path: string) => boolean
}

/** In index.html: what a style element has to bear to be let through. */
const NONCE_PLACE = '%NONCE%'

/**
 * Serves the pages of the credit service that were built into a dist/ folder; undefined when there are none. What the
 * address names below a page's folder is for the page itself to find: every address gives the page.
 */
export function createServicePages(dist: string): ServicePages | undefined {
  const folder = join(dist, SERVICE_FOLDER)
  const names = servicePageNames.filter(name => existsSync(join(folder, name, 'index.html')))
  if (!names.length)
    return undefined
  const app = new Hono()
  app.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ['\'none\''],
      scriptSrc: ['\'self\''],
      // Some of the accessible components bring a style element of their own; nothing else may.
      styleSrc: ['\'self\'', NONCE],
      imgSrc: ['\'self\''],
      fontSrc: ['\'self\''],
      connectSrc: ['\'self\''],
      baseUri: ['\'none\''],
      formAction: ['\'none\''],
      frameAncestors: ['\'none\''],
    },
    xFrameOptions: 'DENY',
    // For the whole site: serve-dist.ts.
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  }))
  for (const name of names) {
    app.get(`/${name}`, context => context.redirect(`/${name}/`))
    app.get(`/${name}/assets/*`, async (context, next) => {
      await next()
      // Their names carry their hash.
      if (context.res.ok)
        context.header('Cache-Control', 'public, max-age=31536000, immutable')
    }, serveStatic({ root: folder }), context => context.text('There is nothing at this address.', 404))
    app.get(`/${name}/favicon.svg`, serveStatic({ root: folder }))
    app.get(`/${name}/*`, async (context) => {
      const page = await readFile(join(folder, name, 'index.html'), 'utf8')
      context.header('Cache-Control', 'no-store')
      return context.html(page.replaceAll(NONCE_PLACE, context.get('secureHeadersNonce') ?? ''))
    })
  }
  return { app, answers: path => names.some(name => path === `/${name}` || path.startsWith(`/${name}/`)) }
}
