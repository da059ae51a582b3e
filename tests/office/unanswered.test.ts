import { describe, expect, it } from 'vitest'
import { createUnanswered } from '../../app/office/unanswered.ts'
import { ServiceProblem } from '../../app/service/ask.ts'

/** What a browser keeps over a reload. */
function storage(): Storage {
  const kept = new Map<string, string>()
  return { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: key => void kept.delete(key) } as Storage
}

const away = () => Promise.reject(new ServiceProblem(0, {}))

describe('a request that was not answered', () => {
  it('is sent again as the same request, after a reload too', async () => {
    const browser = storage()
    const keys: string[] = []
    const before = createUnanswered<object>('correction', browser)
    await expect(before.send('a', { credits: 1 }, (key) => {
      keys.push(key)
      return away()
    })).rejects.toThrow(ServiceProblem)
    const after = createUnanswered<object>('correction', browser)
    expect(after.read('a')).toEqual({ key: keys[0], body: { credits: 1 } })
    expect(await after.send('a', { credits: 1 }, async key => void keys.push(key))).toBeUndefined()
    expect(keys[1]).toBe(keys[0])
    expect(after.read('a')).toBeUndefined()
  })

  it('is another request when it says something else, and of another subject', async () => {
    const { send } = createUnanswered<object>('correction', storage())
    const keys = new Set<string>()
    const request = (key: string) => {
      keys.add(key)
      return away()
    }
    for (const [subject, body] of [['a', { credits: 1 }], ['a', { credits: 2 }], ['b', { credits: 2 }]] as const)
      await send(subject, body, request).catch(() => {})
    expect(keys.size).toBe(3)
  })

  it.each([[409, false], [400, false], [403, false], [401, true], [429, true], [503, true], [500, true]])('after status %i waits: %s', async (status, waits) => {
    const { send, read } = createUnanswered<object>('correction', storage())
    await expect(send('a', {}, () => Promise.reject(new ServiceProblem(status, {})))).rejects.toThrow(ServiceProblem)
    expect(read('a') !== undefined).toBe(waits)
  })

  it('waits as long as the page where the browser keeps nothing, and is not misled by what it finds', async () => {
    const { send, read } = createUnanswered<object>('correction', { getItem: () => '{broken', setItem: () => {
      throw new Error('full')
    }, removeItem: () => {} } as unknown as Storage)
    expect(read('a')).toBeUndefined()
    await send('a', { credits: 1 }, away).catch(() => {})
    expect(read('a')?.body).toEqual({ credits: 1 })
  })
})
