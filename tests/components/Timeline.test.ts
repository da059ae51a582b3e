import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import Timeline from '../../components/Timeline.vue'

describe('timeline', () => {
  const slots = { default: '<ul><li><strong>1984</strong> Approval</li><li><strong>1994</strong> Second approval</li></ul>' }

  it('stays a list', () => {
    const wrapper = mount(Timeline, { slots })
    expect(wrapper.findAll('ul > li').map(item => item.text())).toEqual(['1984 Approval', '1994 Second approval'])
    expect(wrapper.attributes('role')).toBeUndefined()
  })

  it('can have a name of its own and a wider column of dates', () => {
    const wrapper = mount(Timeline, { props: { label: 'Approvals', dateWidth: '220' }, slots })
    expect(wrapper.attributes()).toMatchObject({ 'role': 'group', 'aria-label': 'Approvals' })
    expect(wrapper.attributes('style')).toContain('220px')
  })
})
