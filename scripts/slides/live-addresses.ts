import { networkInterfaces } from 'node:os'

/** How the router writes addresses: `/#/presenter/1` or `/presenter/1`. */
export type Routes = 'hash' | 'history'

export interface LiveDeck {
  title: string
  port: number
  routes: Routes
  /** Other computers may join; a string is the password for the presenter view. */
  remote?: string | true
}

/** What a presenter needs to know when the deck is up: addresses, and how to control it by phone. */
export function describeLiveDeck(deck: LiveDeck, computers: readonly string[] = networkAddresses()): string {
  const own = `http://localhost:${deck.port}`
  const lines = [
    '',
    `  ${deck.title}`,
    ...table([
      ['Deck', `${own}/`],
      ['Presenter', presenterAddress(deck, own)],
      ['Reading view', address(deck, own, 'reading')],
    ]),
    '',
  ]
  if (deck.remote === undefined)
    lines.push('  To control the slides by phone, add: --remote <password>')
  else if (!computers.length)
    lines.push('  This computer is in no network, so no phone can reach it.')
  for (const computer of deck.remote === undefined ? [] : computers) {
    const origin = `http://${computer}:${deck.port}`
    lines.push('  On a phone or another computer in the same network', ...table([
      ['Control', presenterAddress(deck, origin)],
      ['Follow', `${origin}/`],
    ]), '')
  }
  lines.push('  Press Ctrl+C to stop.', '')
  return lines.join('\n')
}

/** The address that a phone opens to control the deck; undefined when no other computer can reach this one. */
export function controlAddress(deck: LiveDeck, computers: readonly string[] = networkAddresses()): string | undefined {
  return deck.remote !== undefined && computers[0] ? presenterAddress(deck, `http://${computers[0]}:${deck.port}`) : undefined
}

function presenterAddress(deck: LiveDeck, origin: string): string {
  const query = typeof deck.remote === 'string' ? `?password=${encodeURIComponent(deck.remote)}` : ''
  return `${address(deck, origin, 'presenter/1')}${query}`
}

function address({ routes }: LiveDeck, origin: string, path: string): string {
  return `${origin}/${routes === 'hash' ? '#/' : ''}${path}`
}

function table(rows: readonly [label: string, url: string][]): string[] {
  return rows.map(([label, url]) => `    ${label.padEnd(14)}${url}`)
}

/** IPv4 addresses under which other computers reach this one. */
function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
