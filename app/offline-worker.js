/*
 * Lets the page of a course begin without a network, so that it can say how things are in place of the browser's own page.
 * The network always comes first: what was kept is shown only when nothing answers. Requests to the service, the deck and
 * everything else outside of the module's folder pass by.
 */
const CACHE = `lectern-module:${globalThis.registration.scope}`

globalThis.addEventListener('install', (event) => {
  // The browser need not even ask here for what is not the module's.
  if (event.addRoutes)
    event.addRoutes({ condition: { not: { urlPattern: `${globalThis.registration.scope}*` } }, source: 'network' }).catch(() => {})
  globalThis.skipWaiting()
})

globalThis.addEventListener('activate', event => event.waitUntil(globalThis.clients.claim()))

globalThis.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'GET' && request.url.startsWith(globalThis.registration.scope))
    event.respondWith(answer(request))
})

async function answer(request) {
  try {
    const response = await fetch(request)
    if (response.ok && response.type === 'basic')
      await keep(request, response.clone())
    return response
  }
  catch (error) {
    const kept = await caches.match(request, { cacheName: CACHE, ignoreSearch: request.mode === 'navigate' })
    if (kept)
      return kept
    throw error
  }
}

/** A page that was built anew brings its own files: those of the old one go. */
async function keep(request, response) {
  try {
    const cache = await caches.open(CACHE)
    const before = request.mode === 'navigate' && await cache.match(request, { ignoreSearch: true })
    if (before && await before.text() !== await response.clone().text())
      await caches.delete(CACHE)
    await (await caches.open(CACHE)).put(request, response)
  }
  catch {
    // The storage is full: the page works on with a network alone.
  }
}
