import { describe, expect, it } from 'vitest'
import { controlAddress, describeLiveDeck } from '../../scripts/slides/live-addresses.ts'

const deck = { title: 'A small course', port: 3030, routes: 'history' } as const
const computers = ['192.0.2.7', '198.51.100.7']

describe('what a presenter is told', () => {
  it('are the addresses on this computer, and how to let a phone in', () => {
    expect(describeLiveDeck(deck, computers)).toBe(`
  A small course
    Deck          http://localhost:3030/
    Presenter     http://localhost:3030/presenter/1
    Reading view  http://localhost:3030/reading

  To control the slides by phone, add: --remote <password>
  Press Ctrl+C to stop.
`)
    expect(controlAddress(deck, computers)).toBeUndefined()
  })

  it('are all addresses in the network, with the password where it is asked for', () => {
    const remote = { ...deck, routes: 'hash', remote: 'a&b c' } as const
    expect(describeLiveDeck(remote, computers)).toBe(`
  A small course
    Deck          http://localhost:3030/
    Presenter     http://localhost:3030/#/presenter/1?password=a%26b%20c
    Reading view  http://localhost:3030/#/reading

  On a phone or another computer in the same network
    Control       http://192.0.2.7:3030/#/presenter/1?password=a%26b%20c
    Follow        http://192.0.2.7:3030/

  On a phone or another computer in the same network
    Control       http://198.51.100.7:3030/#/presenter/1?password=a%26b%20c
    Follow        http://198.51.100.7:3030/

  Press Ctrl+C to stop.
`)
    expect(controlAddress(remote, computers)).toBe('http://192.0.2.7:3030/#/presenter/1?password=a%26b%20c')
  })

  it('is that there is no network, when there is none', () => {
    expect(describeLiveDeck({ ...deck, remote: true }, [])).toContain('in no network')
    expect(controlAddress({ ...deck, remote: true }, [])).toBeUndefined()
  })
})
