/*
 * Lets the page of a course begin without a network, so that it says how things are in place of the browser's own page.
 *
 * The network always comes first: what was kept is shown only when nothing answers, so that a course that was built again
 * shows at once. Kept are the page and the files that it is made of, which are the same for everybody. Requests to the
 * service, questions, slides and everything else pass by: nothing that is anybody's own is ever kept here.
 *
 * The module's build writes SHELL before this (scripts/module/emit-offline-worker.ts): its name, and each file with its hash. A new
 * build is a new worker; it takes the place of the old one when it has kept all of its own files.
 */
/* global SHELL */
const PAGE = globalThis.registration.scope
const OURS = `lectern-module:${PAGE}`
const CACHE = `${OURS}:${SHELL.build}`
const ADDRESSES = new Set(Object.keys(SHELL.files).map(file => new URL(file, PAGE).href))

/** Who waits longer sees a white page; a page that was kept says more. */
const PATIENCE_MS = 10_000
/** What a proxy answers in place of a server that is away. */
const AWAY = [502, 503, 504]

globalThis.addEventListener('install', (event) => {
  // The browser need not even ask here for what is not the module's.
  if (event.addRoutes)
    event.addRoutes({ condition: { not: { urlPattern: `${PAGE}*` } }, source: 'network' }).catch(() => {})
  event.waitUntil(keepShell())
})

globalThis.addEventListener('activate', event => event.waitUntil(forgetOthers()))

globalThis.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET')
    return
  const { origin, pathname } = new URL(request.url)
  const address = origin + pathname
  if (request.mode === 'navigate') {
    if (address === PAGE || address === `${PAGE}index.html`)
      event.respondWith(networkFirst(request, PAGE))
  }
  else if (address.startsWith(`${PAGE}assets/`) && ADDRESSES.has(address)) {
    event.respondWith(keptFirst(request, address))
  }
  else if (ADDRESSES.has(address) && address !== PAGE) {
    event.respondWith(networkFirst(request, address))
  }
})

/** All of one build or nothing: while another is put in its place, a hash does not fit, and the browser tries again later. */
async function keepShell() {
  const cache = await caches.open(CACHE)
  await cache.addAll(Object.entries(SHELL.files).map(([file, integrity]) => new Request(new URL(file, PAGE), { integrity, cache: file.startsWith('assets/') ? 'default' : 'no-cache' })))
  await globalThis.skipWaiting()
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name !== CACHE && (name === OURS || name.startsWith(`${OURS}:`))).map(name => caches.delete(name)))
}

const kept = address => caches.match(address, { cacheName: CACHE, ignoreVary: true })

async function networkFirst(request, address) {
  const network = fetch(request)
  const answer = await Promise.race([network.catch(() => undefined), new Promise(resolve => setTimeout(resolve, PATIENCE_MS))])
  if (answer && !AWAY.includes(answer.status))
    return answer
  return await kept(address) ?? network
}

/** For files that carry their hash in their name: another content has another name. */
async function keptFirst(request, address) {
  return await kept(address) ?? fetch(request)
}
