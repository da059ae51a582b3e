import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import References from '../../components/References.vue'
import { mountQuietly, text } from './slide-support.ts'

describe('references', () => {
  it('lists a range in citation order', () => {
    const items = mount(References, { props: { from: 2, to: 3 } }).findAll('li')
    expect(items.map(item => item.attributes('value'))).toEqual(['2', '3'])
    expect(items[0]!.find('em').text()).toBe('Journal')
  })

  it('goes on to the end without `to`', () => {
    expect(mount(References).findAll('li')).toHaveLength(5)
  })

  it('marks a retracted paper and unchecked details in words', () => {
    const items = mount(References).findAll('li')
    expect(text(items[2]!)).toMatch(/ Retracted$/)
    expect(items[2]!.find('svg[aria-hidden="true"]').exists()).toBe(true)
    expect(text(items[4]!)).toMatch(/ Unverified: The year was not checked\.$/)
  })

  it('refuses a page beyond the list', () => {
    expect(() => mountQuietly(References, { from: 9, to: 16 })).toThrow('References: the list has 5 entries, none from 9 to 16')
  })
})
