import type { ModuleData } from '../../app/module-data.ts'
import { describe, expect, it } from 'vitest'
import { openProgress } from '../../app/progress.ts'
import { moduleSteps, nextStep } from '../../app/steps.ts'

const data = { name: 'course', version: 'v1', postTest: { title: 'Post-test', questions: 12, passMark: 75, needed: 9 } } as ModuleData

function memory(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries))
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  } as Storage
}

describe('openProgress', () => {
  it('keeps what was done, per course', () => {
    const storage = memory()
    openProgress('course', storage).update({ acknowledged: 'v1' })
    expect(openProgress('course', storage).progress).toEqual({ acknowledged: 'v1' })
    expect(openProgress('other', storage).progress).toEqual({})
  })

  it('forgets everything', () => {
    const storage = memory()
    const store = openProgress('course', storage)
    store.update({ acknowledged: 'v1', followed: true })
    store.forget()
    expect(store.progress).toEqual({})
    expect(openProgress('course', storage).progress).toEqual({})
  })

  it.each(['', 'x', 'null', '[]', '7'])('begins anew where the storage holds %j', (value) => {
    expect(openProgress('course', memory({ 'lectern:module:course': value })).progress).toEqual({})
  })

  it('works on where nothing can be kept', () => {
    const store = openProgress('course', undefined)
    store.update({ followed: true })
    expect(store.progress.followed).toBe(true)
    expect(store.kept).toBe(false)
  })

  it('works on where the storage is full', () => {
    const full = { ...memory(), setItem: () => {
      throw new Error('full')
    } } as Storage
    const store = openProgress('course', full)
    store.update({ followed: true })
    expect(store.progress.followed).toBe(true)
  })
})

describe('moduleSteps', () => {
  const states = (progress: object) => moduleSteps(data, progress).map(step => step.waitsFor ? `after ${step.waitsFor.number}` : step.done ? step.note ?? 'done' : step.note ?? 'to do')

  it('opens one step after the other', () => {
    expect(states({})).toEqual(['to do', 'after 1', 'after 1'])
    expect(states({ acknowledged: 'v1' })).toEqual(['done', 'to do', 'after 2'])
    expect(states({ acknowledged: 'v1', followed: true })).toEqual(['done', 'done', 'to do'])
  })

  it('asks again when what was acknowledged has changed', () => {
    expect(states({ acknowledged: 'v0', followed: true, passed: true })).toEqual(['to do', 'after 1', 'after 1'])
  })

  it('says how the post-test went, and never takes a pass away', () => {
    const lastResult = { points: 8, maxPoints: 12, passed: false, at: '2026-11-22T12:00:00Z' }
    expect(states({ acknowledged: 'v1', followed: true, lastResult })).toEqual(['done', 'done', 'Not passed yet'])
    expect(states({ acknowledged: 'v1', followed: true, lastResult, passed: true })).toEqual(['done', 'done', 'Passed'])
  })

  it('ends with the lecture where there is no post-test', () => {
    expect(moduleSteps({ ...data, postTest: undefined }, { acknowledged: 'v1' }).map(step => step.id)).toEqual(['about', 'lecture'])
  })

  it('names the next step', () => {
    expect(nextStep(moduleSteps(data, { acknowledged: 'v1' }))?.id).toBe('lecture')
    expect(nextStep(moduleSteps(data, { acknowledged: 'v1', followed: true, passed: true }))).toBeUndefined()
  })
})
