import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { text } from './slide-support.ts'

const PLACE = 'lectern:language'

/** The kit as a deck of a course in this language starts it. */
async function start(language: string) {
  vi.resetModules()
  vi.doMock('virtual:lectern/course', async () => ({ default: { ...(await vi.importActual<typeof import('../fixtures/course-data.ts')>('../fixtures/course-data.ts')).default, language } }))
  const { default: SafetyBox } = await import('../../components/SafetyBox.vue')
  const deckLanguage = await import('../../lib/deck-language.ts')
  const box = mount(SafetyBox, { props: { kind: 'caution' } })
  const say = () => nextTick(() => text(box))
  return { ...deckLanguage, say, lang: () => box.get('.kind').attributes('lang') }
}

function routerAt(path: string, query: Record<string, string> = {}) {
  const currentRoute = shallowRef({ path, query } as unknown as RouteLocationNormalizedLoaded)
  return { router: { currentRoute } as unknown as Router, go: (to: string) => currentRoute.value = { path: to, query: {} } as unknown as RouteLocationNormalizedLoaded }
}

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
})

describe('the language of the kit inside a deck', () => {
  it('is the course’s where nobody chose one', async () => {
    const spanish = await start('es-MX')
    expect(await spanish.say()).toBe('Precaución')
    expect(spanish.lang()).toBeUndefined()
    expect(await (await start('en-US')).say()).toBe('Caution')
  })

  it('is English, and marked as that, in a course whose language the catalogue lacks', async () => {
    const { say, lang } = await start('de-DE')
    expect([await say(), lang()]).toEqual(['Caution', 'en'])
  })

  it('is the one that was chosen, before the one that the page around it speaks, before the course’s', async () => {
    history.replaceState(null, '', '/?language=es')
    expect(await (await start('en-US')).say()).toBe('Precaución')
    localStorage.setItem(PLACE, 'en')
    expect(await (await start('en-US')).say()).toBe('Caution')
  })

  it('stays the course’s on whatever is printed or presented from, and comes back after it', async () => {
    localStorage.setItem(PLACE, 'es')
    const { say, followDeckLanguage } = await start('en-US')
    const { router, go } = routerAt('/3')
    followDeckLanguage(router)
    expect(await say()).toBe('Precaución')
    for (const path of ['/print', '/presenter/3', '/export', '/overview']) {
      go(path)
      expect(`${path}: ${await say()}`).toBe(`${path}: Caution`)
    }
    go('/3')
    expect(await say()).toBe('Precaución')
    followDeckLanguage(routerAt('/3', { print: 'true' }).router)
    expect(await say()).toBe('Caution')
  })

  it('follows what another window chooses, and does not follow into a language that it lacks', async () => {
    const { say, followDeckLanguage } = await start('en-US')
    followDeckLanguage(routerAt('/3').router)
    dispatchEvent(new StorageEvent('storage', { key: PLACE, newValue: 'es' }))
    expect(await say()).toBe('Precaución')
    dispatchEvent(new StorageEvent('storage', { key: PLACE, newValue: 'fr' }))
    dispatchEvent(new StorageEvent('storage', { key: 'other', newValue: 'en' }))
    expect(await say()).toBe('Precaución')
  })
})
