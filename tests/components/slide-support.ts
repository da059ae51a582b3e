import type { VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { mount } from '@vue/test-utils'

/** Visible words, with single plain spaces. */
export function text(wrapper: Pick<VueWrapper, 'text'>): string {
  return wrapper.text().replace(/\s+/g, ' ').trim()
}

/** Mounts a component that is expected to refuse its props, without Vue's own warnings. */
export function mountQuietly(component: Component, props: Record<string, unknown>): VueWrapper {
  return mount(component, { props, global: { config: { warnHandler: () => {} } } })
}
