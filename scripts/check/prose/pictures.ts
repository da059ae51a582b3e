import type { Slide } from '../../course/slide.ts'
import { maskMarkdown } from '../text/mask.ts'

/** A picture on a slide. */
export interface Picture {
  /** Its text; empty for one that is decoration, undefined where none is given at all. */
  alt?: string
  source: string
  /** Offset (from 0) in the slide's content. */
  offset: number
  /** Markdown's `![](…)` or an element. */
  form: 'markdown' | 'element'
}

/** Several rules ask for the pictures of the same slides. */
const known = new WeakMap<Slide, readonly Picture[]>()

/** Pictures of a slide: Markdown's own and <img>; a text that is bound counts as given. */
export function picturesOf(slide: Slide): readonly Picture[] {
  const read = known.get(slide) ?? readPictures(slide)
  known.set(slide, read)
  return read
}

function readPictures(slide: Slide): Picture[] {
  if (!slide.content.includes('![') && !slide.content.includes('<img'))
    return []
  const { text, tags } = maskMarkdown(slide.content)
  const inMarkdown = [...text.matchAll(/!\[([^[\]]{0,2000})\]\(([^()\s]{0,2000})/g)].map((match): Picture => ({
    alt: slide.content.slice(match.index + 2, match.index + 2 + match[1]!.length),
    source: slide.content.slice(match.index + match[1]!.length + 4, match.index + match[0].length),
    offset: match.index,
    form: 'markdown',
  }))
  const elements = tags.filter(tag => tag.name === 'img' && tag.kind !== 'close').map((tag): Picture => {
    const value = (name: string) => tag.attributes.find(attribute => attribute.name === name)
    const hidden = value('aria-hidden')?.value === 'true' || value('role')?.value === 'presentation'
    const bound = value(':alt') ?? value('v-bind:alt') ?? value('aria-label') ?? value('aria-labelledby')
    return { alt: value('alt') ? value('alt')!.value ?? '' : bound ? bound.value ?? '' : hidden ? '' : undefined, source: value('src')?.value ?? '', offset: tag.start, form: 'element' }
  })
  return [...inMarkdown, ...elements].sort((a, b) => a.offset - b.offset)
}
