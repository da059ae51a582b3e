import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import Cite from '../../components/Cite.vue'
import { mountQuietly } from './slide-support.ts'

describe('cite', () => {
  it.each([
    ['alpha2020', '1'],
    ['beta2021 alpha2020', '1,2'],
    ['label2000 alpha2020 gamma2022 beta2021', '1-3,5'],
  ])('%s is printed as %s', (keys, numbers) => {
    expect(mount(Cite, { props: { keys } }).get('sup').text()).toBe(numbers)
  })

  it('links to the paper where no slide lists the reference, and names it', () => {
    const link = mount(Cite, { props: { keys: 'alpha2020' } }).get('a')
    expect(link.attributes('href')).toBe('https://doi.org/10.1000/alpha')
    expect(link.attributes('aria-label')).toBe('Reference 1: Author A. Title of alpha2020. Journal. 2020;1(1):1-2.')
    expect(link.attributes('target')).toBe('_blank')
  })

  it('links to the slide that lists the reference', () => {
    const link = mount(Cite, { props: { keys: 'pooled2023' } }).get('a')
    expect(link.attributes('href')).toBe('#/12')
    expect(link.attributes('target')).toBeUndefined()
  })

  it.each([
    ['/3?clicks=2', '/12'],
    ['/presenter/3?password=secret', '/presenter/12?password=secret'],
    ['/print?print=true', '/12'],
  ])('goes from %s to %s, unless a key asks for a new tab', async (from, to) => {
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:view*', component: { template: '' } }] })
    await router.push(from)
    const link = mount(Cite, { props: { keys: 'pooled2023' }, global: { plugins: [router] } }).get('a')
    expect(link.attributes('href')).toBe(to)
    await link.trigger('click', { ctrlKey: true })
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe(from)
    await link.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe(to)
  })

  it('has no link where no address is known, and says when a paper is retracted', () => {
    const wrapper = mount(Cite, { props: { keys: 'gamma2022' } })
    expect(wrapper.find('a').exists()).toBe(false)
    expect(wrapper.get('span').attributes('title')).toMatch(/^Reference 3: Retracted\. Author/)
  })

  it('refuses a key that is not in references.bib', () => {
    expect(() => mountQuietly(Cite, { keys: 'nobody' })).toThrow('Cite: no reference “nobody” in references.bib')
  })
})
