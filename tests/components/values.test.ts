import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import PValue from '../../components/PValue.vue'
import Unverified from '../../components/Unverified.vue'
import Value from '../../components/Value.vue'
import { mountQuietly, text } from './slide-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

describe('value', () => {
  it('prints a number with its unit', () => {
    expect(text(mount(Value, { props: { of: 'alpha2020.relief.Drug' } }))).toBe('28.8%')
  })

  it('refuses an unknown path', () => {
    expect(() => mountQuietly(Value, { of: 'x.y.z' })).toThrow('Value: no study “x” in studies.yaml')
  })
})

it('pValue is in AMA style', () => {
  const wrapper = mount(PValue, { props: { p: '0.016' } })
  expect(text(wrapper)).toBe('P = .016')
  expect(wrapper.get('i').text()).toBe('P')
})

describe('unverified', () => {
  it('says so in a word that opens the reason', () => {
    const wrapper = mount(Unverified, { props: { reason: 'Not seen.' }, slots: { default: '23 patients' } })
    const button = wrapper.get('button.lectern-note-button')
    expect(button.text()).toBe('unverified')
    expect(wrapper.get('[popover]').attributes('id')).toBe(button.attributes('popovertarget'))
    expect(wrapper.get('[popover] p').text()).toBe('Not seen.')
  })

  it('is real text in print, without a button', () => {
    const wrapper = mount(Unverified, { props: { reason: 'Not seen.' }, slots: { default: '23 patients' } })
    expect(wrapper.get('.lectern-print-only').text()).toBe('unverified')
    expect(wrapper.get('.lectern-screen-only').find('button').exists()).toBe(true)
  })

  it('is the bare word without a reason', () => {
    const wrapper = mount(Unverified, { slots: { default: '23 patients' } })
    expect(text(wrapper)).toBe('23 patients unverified')
    expect(wrapper.find('button').exists()).toBe(false)
  })
})
