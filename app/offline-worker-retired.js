/*
 * Stands in the place of offline-worker.js in a module that was built with --no-offline: removes the worker that an earlier build
 * left in a browser, and what that one kept.
 */
const OURS = `lectern-module:${globalThis.registration.scope}`

globalThis.addEventListener('install', () => globalThis.skipWaiting())

globalThis.addEventListener('activate', event => event.waitUntil(retire()))

async function retire() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name === OURS || name.startsWith(`${OURS}:`)).map(name => caches.delete(name)))
  await globalThis.registration.unregister()
}
