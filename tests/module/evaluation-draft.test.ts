import { describe, expect, it, vi } from 'vitest'
import { forgetSavedDrafts, hasDraft, openDraft, openSavedDraft } from '../../app/credit/drafts.ts'
import { changesBetween, createEvaluationDraft } from '../../app/credit/evaluation-draft.ts'
import { ServiceProblem } from '../../app/service/ask.ts'
import { memoryStorage } from './memory-storage.ts'

type Answers = Record<string, unknown>

/** A service that keeps a draft, and can be away. */
function service() {
  const kept: { answers: Answers, problem?: ServiceProblem, writes: Answers[] } = { answers: {}, writes: [] }
  return {
    kept,
    read: async () => {
      if (kept.problem)
        throw kept.problem
      return { responses: { ...kept.answers } }
    },
    write: async (changes: Readonly<Answers>) => {
      if (kept.problem)
        throw kept.problem
      kept.writes.push(changes)
      kept.answers = Object.fromEntries(Object.entries({ ...kept.answers, ...changes }).filter(([, value]) => value !== null))
      return { responses: kept.answers }
    },
  }
}

function open({ read, write }: ReturnType<typeof service>, storage: Storage = memoryStorage()) {
  return createEvaluationDraft({ local: openDraft('ann', 'demo:evaluation', storage), saved: openSavedDraft('ann', 'demo:evaluation', storage), read, write, pause: 0, patience: 1 })
}

const isSaved = (draft: ReturnType<typeof open>) => vi.waitFor(() => expect(draft.state.status).toBe('saved'))

describe('an evaluation that is being filled in', () => {
  it('goes to the service answer by answer, and from there to another device', async () => {
    const server = service()
    const desk = open(server)
    await desk.load()
    desk.show()
    desk.change({ bias: 1 })
    await isSaved(desk)
    desk.change({ bias: 1, words: 'Good' })
    await isSaved(desk)
    desk.change({ words: 'Good' })
    await isSaved(desk)
    expect(server.kept.writes).toEqual([{ bias: 1 }, { words: 'Good' }, { bias: null }])
    const phone = open(server)
    await phone.load()
    expect(phone.show()).toEqual({ words: 'Good' })
  })

  it('takes nothing away that another device answered while this one showed less', async () => {
    const server = service()
    const desk = open(server)
    await desk.load()
    desk.show()
    server.kept.answers = { words: 'From the phone' }
    await desk.sync()
    expect(desk.state.news).toBe(1)
    // The page was not shown anew: somebody was writing.
    desk.change({ bias: 2 })
    await isSaved(desk)
    expect(server.kept.answers).toEqual({ words: 'From the phone', bias: 2 })
    expect(desk.show()).toEqual({ words: 'From the phone', bias: 2 })
  })

  it('is kept while the service is away, and what was not sent wins over what it has', async () => {
    const server = service()
    const storage = memoryStorage()
    server.kept.answers = { bias: 0, scale: 3 }
    const before = open(server, storage)
    await before.load()
    before.show()
    server.kept.problem = new ServiceProblem(0, { code: 'not-reached' })
    before.change({ bias: 1, scale: 3 })
    await vi.waitFor(() => expect(before.state.status).toBe('waiting'))
    expect(hasDraft('ann', storage)).toBe(true)
    before.close()

    const after = open(server, storage)
    await after.load()
    expect(after.show()).toEqual({ bias: 1, scale: 3 })
    server.kept.problem = undefined
    server.kept.answers = { bias: 0, scale: 4 }
    await isSaved(after)
    expect(server.kept.answers).toEqual({ bias: 1, scale: 4 })
    expect(hasDraft('ann', storage)).toBe(false)
    forgetSavedDrafts('ann', storage)
    expect(storage.length).toBe(0)
  })

  it('takes over what an earlier version of the page kept in this browser', async () => {
    const server = service()
    const storage = memoryStorage()
    openDraft('ann', 'demo:evaluation', storage).keep({ bias: 1 })
    const draft = open(server, storage)
    await draft.load()
    await isSaved(draft)
    expect(server.kept.answers).toEqual({ bias: 1 })
  })

  it('stays in this browser where the service is an earlier version, as it did', async () => {
    const server = service()
    const storage = memoryStorage()
    server.kept.problem = new ServiceProblem(404, { code: 'not-found' })
    const draft = open(server, storage)
    await draft.load()
    draft.show()
    draft.change({ bias: 1 })
    expect(draft.state.status).toBe('here')
    expect(openDraft('ann', 'demo:evaluation', storage).read()).toEqual({ bias: 1 })
    expect(hasDraft('ann', storage)).toBe(true)
    draft.forget()
    expect(storage.length).toBe(0)
  })

  it('of two windows without a network loses no answer of either', async () => {
    const server = service()
    const storage = memoryStorage()
    server.kept.problem = new ServiceProblem(0, { code: 'not-reached' })
    const [one, other] = [open(server, storage), open(server, storage)]
    for (const window of [one, other]) {
      await window.load()
      window.show()
    }
    one.change({ bias: 1 })
    other.change({ words: 'Good' })
    expect(openDraft('ann', 'demo:evaluation', storage).read()).toEqual({ bias: 1, words: 'Good' })
    one.close()
    other.close()
  })

  it('waits for whoever has to sign in again, and sends nothing while the evaluation is given', async () => {
    const server = service()
    const draft = open(server)
    await draft.load()
    draft.show()
    server.kept.problem = new ServiceProblem(401, { code: 'not-signed-in' })
    draft.change({ bias: 1 })
    await vi.waitFor(() => expect(draft.state.status).toBe('signed-out'))
    server.kept.problem = undefined
    draft.flush()
    await isSaved(draft)
    draft.hold(true)
    draft.change({ bias: 2 })
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(server.kept.answers).toEqual({ bias: 1 })
    draft.hold(false)
    await isSaved(draft)
    expect(server.kept.answers).toEqual({ bias: 2 })
  })
})

it('changes are what differs, whatever the order of keys; null takes back', () => {
  expect(changesBetween({ a: { x: 1, y: 2 }, b: 1, c: [1] }, { a: { y: 2, x: 1 }, c: [1, 2] })).toEqual({ b: null, c: [1, 2] })
})
