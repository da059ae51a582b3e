import { mount } from '@vue/test-utils'
import course from 'virtual:lectern/course'
import { afterEach, describe, expect, it } from 'vitest'
import Disclosures from '../../components/Disclosures.vue'
import NotAccredited from '../../components/NotAccredited.vue'
import Objectives from '../../components/Objectives.vue'
import OffLabel from '../../components/OffLabel.vue'
import PracticeGap from '../../components/PracticeGap.vue'
import { mountQuietly, text } from './slide-support.ts'

describe('disclosures', () => {
  const wrapper = mount(Disclosures)

  it('lists everyone who controls the content', () => {
    expect(wrapper.findAll('tbody th[scope="row"]').map(text)).toEqual(['Ann Author', 'Paul Planner', 'Rita Reviewer'])
  })

  it('states none, pending and relationships with their mitigation, and never an amount', () => {
    expect(wrapper.findAll('tbody tr').map(row => text(row.findAll('td')[1]!))).toEqual([
      'None to disclose',
      'Pending',
      'Example Company: consultant (mitigated)',
    ])
  })

  it('states the commercial support', () => {
    expect(text(wrapper)).toContain('Commercial support: No commercial support was received.')
  })
})

describe('objectives', () => {
  it('lists all with their ids', () => {
    expect(mount(Objectives).findAll('li').map(text)).toEqual(['LO1State the dose.', 'LO2Weigh the evidence.'])
  })

  it('says which one is current, not by colour alone', () => {
    const items = mount(Objectives, { props: { highlight: 'LO2' } }).findAll('li')
    expect(items.map(text)).toEqual(['LO1State the dose.', 'LO2Now: Weigh the evidence.'])
    expect(items[1]!.classes()).toContain('current')
  })

  it('refuses an unknown objective', () => {
    expect(() => mountQuietly(Objectives, { highlight: 'LO9' })).toThrow('Objectives: no objective “LO9” in course.yaml')
  })
})

it('offLabel answers yes or no, then explains', () => {
  expect(text(mount(OffLabel))).toBe('Off-label use discussed: YesOff-label use is discussed.')
})

describe('practiceGap', () => {
  it('says what is and what should be', () => {
    expect(mount(PracticeGap).findAll('dt').map(text)).toEqual(['Now', 'Wanted'])
  })

  it('adds the causes when full, and leaves out what the course does not say', () => {
    const wrapper = mount(PracticeGap, { props: { full: true } })
    expect(wrapper.findAll('dt').map(text)).toEqual(['Now', 'Wanted', 'Why'])
    expect(text(wrapper)).toContain('A cause')
  })
})

describe('notAccredited', () => {
  afterEach(() => {
    course.meta.accreditation = 'none'
  })

  it('says that no credit is given', () => {
    expect(text(mount(NotAccredited))).toBe('Demonstration. Not accredited; not designated for AMA PRA Category 1 Credit™ or any other credit. No certificate is valid for licensure or certification.')
  })

  it('refuses to stand in an accredited course', () => {
    course.meta.accreditation = 'accme'
    expect(() => mountQuietly(NotAccredited, {})).toThrow('NotAccredited: course.yaml says “accreditation: accme”')
  })
})
