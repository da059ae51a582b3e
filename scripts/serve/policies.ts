import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * Headers of what was built. The policies are as narrow as the pages let them be; tests open every kind of page under them. What holds
 * for the whole site, that it is reached by https alone, says the server (serve-dist.ts).
 */
function policy(sources: { script: string[], style: string[], devices?: 'self'[] }): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ['\'self\''],
      scriptSrc: sources.script,
      styleSrc: sources.style,
      imgSrc: ['\'self\'', 'data:', 'blob:'],
      fontSrc: ['\'self\'', 'data:'],
      frameAncestors: ['\'self\''],
      objectSrc: ['\'none\''],
      baseUri: ['\'self\''],
      formAction: ['\'self\''],
      workerSrc: ['\'self\''],
    },
    xFrameOptions: 'SAMEORIGIN',
    strictTransportSecurity: false,
    permissionsPolicy: { camera: sources.devices ?? [], microphone: sources.devices ?? [], geolocation: [] },
  })
}

/** The learner's page: its own scripts alone. */
export const modulePolicy = policy({ script: ['\'self\''], style: ['\'self\''] })

/** Slidev's deck, which writes style elements for themes and for a slide's own styles, and shows and records its presenter. */
export const slidesPolicy = policy({ script: ['\'self\''], style: ['\'self\'', '\'unsafe-inline\''], devices: ['self'] })

/** Lists of files and the files themselves. */
export const filesPolicy = policy({ script: ['\'none\''], style: ['\'unsafe-inline\''] })
