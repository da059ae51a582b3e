import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SafetyBox from '../../components/SafetyBox.vue'
import { mountQuietly, text } from './slide-support.ts'

describe('safetyBox', () => {
  it.each([
    ['contraindication', 'Contraindication'],
    ['caution', 'Caution'],
    ['note', 'Note'],
  ] as const)('%s has symbol, word and title', (kind, word) => {
    const wrapper = mount(SafetyBox, { props: { kind, title: 'Liver' }, slots: { default: '<p>Text</p>' } })
    expect(text(wrapper.get('h2'))).toBe(`${word}: Liver`)
    expect(wrapper.find('h2 svg[aria-hidden="true"]').exists()).toBe(true)
    expect(wrapper.attributes('role')).toBe('note')
    expect(wrapper.attributes('aria-labelledby')).toBe(wrapper.get('h2').attributes('id'))
  })

  it('needs no title', () => {
    expect(text(mount(SafetyBox).get('h2'))).toBe('Note')
  })

  it('refuses an unknown kind', () => {
    expect(() => mountQuietly(SafetyBox, { kind: 'danger' })).toThrow('SafetyBox: no kind “danger”')
  })
})
