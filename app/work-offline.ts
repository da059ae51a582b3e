/** Where the browser allows it (HTTPS, or this computer) the page begins without a network, too. */
export function workOffline(): void {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('./offline-worker.js').catch(() => {})
}
