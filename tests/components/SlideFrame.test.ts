import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import EditorNote from '../../components/EditorNote.vue'
import SlideFrame from '../../components/SlideFrame.vue'
import { mountQuietly, text } from './slide-support.ts'

const slide = { frontmatter: {} as Record<string, unknown>, no: 7 }

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return {
    useIsSlideActive: () => ref(true),
    useSlideContext: () => ({ $frontmatter: slide.frontmatter, $page: ref(slide.no) }),
  }
})

const note = (id: string, said = 'His words') => h(EditorNote, { id, said, cites: 'beta2021 alpha2020' }, () => h('p', 'The reason.'))

async function frame(children: () => unknown = () => [], props: { layout: string, numbered?: boolean } = { layout: 'default' }) {
  const wrapper = mount(defineComponent(() => () => h(SlideFrame, props, children)), { attachTo: document.body })
  await nextTick()
  await nextTick()
  return wrapper
}

beforeEach(() => {
  slide.frontmatter = {}
  document.body.innerHTML = ''
})

describe('slideFrame', () => {
  it('says where the slide comes from, which objective it serves, the course and the number', async () => {
    slide.frontmatter = { source: ['S12', 'S13'], objective: 'LO2' }
    const footer = (await frame()).get('.lectern-footer')
    expect(text(footer)).toBe('Lecture S12, S13Objective LO2Fixture courseSlide 7')
    expect(footer.get('.objective').attributes('title')).toBe('Weigh the evidence.')
  })

  it('says when the editors added the slide', async () => {
    slide.frontmatter = { added: 'editors' }
    expect(text((await frame()).get('.lectern-footer'))).toContain('Added by the editors')
  })

  it('has no number on a cover', async () => {
    expect(text((await frame(() => [], { layout: 'cover', numbered: false })).get('.lectern-footer'))).toBe('')
  })

  it('shows nothing of notes where there are none', async () => {
    expect(text(await frame())).not.toContain('note')
  })
})

describe('editorNote', () => {
  it('puts its marker into the footer, not into the body', async () => {
    const wrapper = await frame(() => note('E45 E47'))
    expect(wrapper.get('.lectern-body').text()).toBe('')
    const button = wrapper.get('.lectern-footer button')
    expect(button.text()).toBe('E45, E47')
    expect(button.attributes('aria-label')).toBe('Editor’s note E45, E47')
  })

  it('keeps the lecturer’s words, the reason and the sources in a note that the button opens', async () => {
    const wrapper = await frame(() => note('E45'))
    const panel = wrapper.get('[popover]')
    expect(panel.attributes('id')).toBe(wrapper.get('.lectern-footer button').attributes('popovertarget'))
    expect(panel.attributes('aria-label')).toBe('Editor’s note E45')
    expect(panel.get('q').text()).toBe('His words')
    expect(panel.text()).toContain('The reason.')
    expect(panel.findAll('ol li').map(item => item.attributes('value'))).toEqual(['1', '2'])
  })

  it('is real text in print', async () => {
    const wrapper = await frame(() => [note('E45'), note('E46 E47')])
    expect(wrapper.findAll('.lectern-footer .markers button.lectern-note-button')).toHaveLength(2)
    expect(text(wrapper.get('.lectern-footer .lectern-print-only'))).toBe('Editor’s notes E45, E46, E47: see notes')
  })

  it('takes its mention back when it goes', async () => {
    const shown = ref(true)
    const wrapper = await frame(() => shown.value ? note('E45') : [])
    shown.value = false
    await nextTick()
    await nextTick()
    expect(text(wrapper)).not.toContain('E45')
  })

  it('keeps clicks and keys from the deck', async () => {
    const wrapper = await frame(() => note('E45'))
    const heard = vi.fn()
    for (const event of ['click', 'keydown', 'pointerdown'])
      document.addEventListener(event, heard)
    const button = wrapper.get('.lectern-footer button')
    await button.trigger('click')
    await button.trigger('pointerdown')
    await button.trigger('keydown', { key: 'Enter' })
    await button.trigger('keydown', { key: ' ' })
    await wrapper.get('[popover]').trigger('keydown', { key: 'ArrowRight' })
    for (const event of ['click', 'keydown', 'pointerdown'])
      document.removeEventListener(event, heard)
    expect(heard).not.toHaveBeenCalled()
  })

  it('stands where it is when there is no frame', async () => {
    const wrapper = mount(EditorNote, { props: { id: 'E1', said: 'Words' }, attachTo: document.body })
    await nextTick()
    expect(wrapper.find('button').exists()).toBe(true)
  })

  it.each([
    [{ id: '', said: 'Words' }, 'EditorNote: the id is missing'],
    [{ id: 'E1', said: 'Words', cites: 'nobody' }, 'EditorNote E1: no reference “nobody” in references.bib'],
  ])('refuses %j', (props, message) => {
    expect(() => mountQuietly(EditorNote, props)).toThrow(message)
  })
})
