import type { Command, Journey } from '../../app/credit/service.ts'
import { describe, expect, it, vi } from 'vitest'
import { forgetDrafts, hasDraft, openDraft } from '../../app/credit/drafts.ts'
import { createOutbox } from '../../app/credit/outbox.ts'
import { ServiceProblem } from '../../app/service/ask.ts'
import { memoryStorage } from './memory-storage.ts'

const journey = {} as Journey
const answer = (response: number): Command => ({ kind: 'answer', item: 'q1', response })
const away = () => new ServiceProblem(0, { code: 'not-reached' })

/** A service that keeps what it is sent; `fail` says what it answers instead. */
function fakeService(fail: (tries: number) => ServiceProblem | undefined = () => undefined) {
  const done: { command: Command, key: string }[] = []
  let tries = 0
  return {
    done,
    send: async (command: Command, key: string) => {
      const problem = fail(++tries)
      if (problem)
        throw problem
      if (!done.some(entry => entry.key === key))
        done.push({ command, key })
      return journey
    },
  }
}

describe('createOutbox', () => {
  it('sends in order and says when everything is saved', async () => {
    const { done, send } = fakeService()
    const outbox = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, storage: memoryStorage() })
    const sent = [outbox.send(answer(1)), outbox.send(answer(2))]
    expect(outbox.state).toMatchObject({ status: 'saving', waiting: 2 })
    await Promise.all(sent)
    expect(done.map(({ command }) => command)).toEqual([answer(1), answer(2)])
    await vi.waitFor(() => expect(outbox.state).toEqual({ status: 'saved', waiting: 0, commands: [], kept: true }))
  })

  it('tries again with the same key until the service is there', async () => {
    const keys = new Set<string>()
    const outbox = createOutbox({
      name: 'ann:demo',
      send: async (_, key) => {
        keys.add(key)
        if (keys.size && outbox.state.status !== 'waiting')
          throw away()
        return journey
      },
      onAnswer: () => {},
      storage: memoryStorage(),
      patience: 1,
    })
    await outbox.send(answer(1))
    expect(keys.size).toBe(1)
  })

  it('keeps what waits for the next page, and sends it as the same request', async () => {
    const storage = memoryStorage()
    const first = createOutbox({ name: 'ann:demo', send: () => Promise.reject(away()), onAnswer: () => {}, storage, patience: 1e6 })
    void first.send(answer(1)).catch(() => {})
    void first.send(answer(2)).catch(() => {})
    const { done, send } = fakeService()
    const onAnswer = vi.fn()
    createOutbox({ name: 'ann:demo', send, onAnswer, storage })
    await vi.waitFor(() => expect(onAnswer).toHaveBeenCalledTimes(2))
    expect(done.map(({ command }) => command)).toEqual([answer(1), answer(2)])
    expect(storage.length).toBe(0)
  })

  it('lets two windows keep side by side, and one sends what the other left behind', async () => {
    const storage = memoryStorage()
    const one = createOutbox({ name: 'ann:demo', send: () => Promise.reject(away()), onAnswer: () => {}, storage, patience: 1e6 })
    const { done, send } = fakeService()
    const two = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, storage })
    void one.send(answer(1)).catch(() => {})
    await two.send(answer(2))
    one.close()
    expect(done.map(({ command }) => command)).toEqual([answer(2)])
    two.retry()
    await vi.waitFor(() => expect(done.map(({ command }) => command)).toEqual([answer(2), answer(1)]))
  })

  it('never sends what another learner left in the same browser', async () => {
    const storage = memoryStorage()
    const ann = createOutbox({ name: 'ann:demo', send: () => Promise.reject(away()), onAnswer: () => {}, storage, patience: 1e6 })
    void ann.send(answer(1)).catch(() => {})
    ann.close()
    const { done, send } = fakeService()
    const ben = createOutbox({ name: 'ben:demo', send, onAnswer: () => {}, storage })
    ben.retry()
    await ben.send(answer(2))
    expect(done.map(({ command }) => command)).toEqual([answer(2)])
    expect(storage.length).toBe(1)
  })

  it.each([
    ['the session has ended', new ServiceProblem(401, { code: 'not-signed-in' })],
    ['somebody else is signed in', new ServiceProblem(409, { code: 'other-person' })],
  ])('holds everything back when %s, until the learner has signed in again', async (_, problem) => {
    let refused = true
    const { done, send } = fakeService(() => refused ? problem : undefined)
    const onSignInNeeded = vi.fn()
    const outbox = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, onSignInNeeded, storage: memoryStorage(), patience: 1 })
    const sent = outbox.send(answer(1))
    await vi.waitFor(() => expect(outbox.state.status).toBe('signed-out'))
    expect(onSignInNeeded).toHaveBeenCalledTimes(1)
    expect(done).toEqual([])
    refused = false
    outbox.retry()
    await sent
    expect(done.map(({ command }) => command)).toEqual([answer(1)])
  })

  it('tells who waits why something was refused, and goes on', async () => {
    const { done, send } = fakeService(tries => tries === 1 ? new ServiceProblem(409, { code: 'incomplete', title: 'no' }) : undefined)
    const outbox = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, storage: memoryStorage() })
    const refused = outbox.send({ kind: 'submit-attempt' })
    const sent = outbox.send(answer(1))
    await expect(refused).rejects.toMatchObject({ code: 'incomplete' })
    await sent
    expect(done.map(({ command }) => command)).toEqual([answer(1)])
  })

  it('tells of a refusal that nobody waits for any more', async () => {
    const storage = memoryStorage()
    const first = createOutbox({ name: 'ann:demo', send: () => Promise.reject(away()), onAnswer: () => {}, storage, patience: 1e6 })
    void first.send(answer(1)).catch(() => {})
    const onRefused = vi.fn()
    createOutbox({ name: 'ann:demo', send: () => Promise.reject(new ServiceProblem(409, { code: 'no-attempt-open' })), onAnswer: () => {}, onRefused, storage })
    await vi.waitFor(() => expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ code: 'no-attempt-open' })))
  })

  it('works on, and says so, when the browser’s storage is full or missing', async () => {
    const { done, send } = fakeService()
    const full = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, storage: memoryStorage({}, 0) })
    await full.send(answer(1))
    expect(full.state.kept).toBe(false)
    expect(done).toHaveLength(1)
  })

  it('passes over what is damaged', async () => {
    const { done, send } = fakeService()
    const outbox = createOutbox({ name: 'ann:demo', send, onAnswer: () => {}, storage: memoryStorage({ 'lectern:outbox:ann:demo:1': '{', 'lectern:outbox:ann:demo:2': '{"key":"k"}', 'lectern:outbox:ann:demo:3': 'null' }) })
    await outbox.send(answer(1))
    expect(done.map(({ command }) => command)).toEqual([answer(1)])
  })

  it('discards what waits when the learner says so', () => {
    const storage = memoryStorage()
    const outbox = createOutbox({ name: 'ann:demo', send: () => Promise.reject(away()), onAnswer: () => {}, storage, patience: 1e6 })
    void outbox.send(answer(1)).catch(() => {})
    outbox.discard()
    expect(storage.length).toBe(0)
  })
})

describe('openDraft', () => {
  it('keeps a draft for its own learner, until it is forgotten', () => {
    const storage = memoryStorage()
    const draft = openDraft<{ bias: number }>('ann', 'demo:evaluation', storage)
    draft.keep({ bias: 1 })
    expect(openDraft('ann', 'demo:evaluation', storage).read()).toEqual({ bias: 1 })
    expect(openDraft('ben', 'demo:evaluation', storage).read()).toBeUndefined()
    expect([hasDraft('ann', storage), hasDraft('ben', storage)]).toEqual([true, false])
    forgetDrafts('ann', storage)
    expect(draft.read()).toBeUndefined()
  })

  it('does not take the place in the lecture for something that is not sent', () => {
    const storage = memoryStorage()
    const place = openDraft<number>('ann', 'demo:place', storage)
    place.keep(12)
    expect(hasDraft('ann', storage)).toBe(false)
    forgetDrafts('ann', storage)
    expect(place.read()).toBeUndefined()
  })
})
