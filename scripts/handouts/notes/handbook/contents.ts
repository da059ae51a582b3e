import type { Bookmark } from '../shell.ts'
import { escapeHtml } from '../../../html/escape-html.ts'
import { partHeading } from '../shell.ts'

/** The page on which a place is, from 1; undefined before the places are known. */
export type PageOf = (place: Bookmark['place']) => number | undefined

/**
 * The contents with page numbers. The numbers take the same room whatever they are, so that filling them in moves nothing.
 * @param bookmarks the parts of the handbook and the slides in them.
 * @param pageOf the page of each.
 * @param numberOf the slide's number for a bookmark that leads to a slide.
 */
export function contentsHtml(bookmarks: readonly Bookmark[], pageOf: PageOf, numberOf: (place: Bookmark['place']) => number | undefined): string {
  const entry = ({ title, place, children = [] }: Bookmark): string => {
    const no = numberOf(place)
    const target = no === undefined ? place.replace('/', '-') : `slide-${no}`
    return `<li${children.length > 0 || no === undefined ? ' class="part-entry"' : ''}><a href="#${target}"><span class="number">${no ?? ''}</span><span class="title">${escapeHtml(title)}</span> <span class="page">${pageOf(place) ?? ''}</span></a>${children.length > 0 ? `<ol>${children.map(entry).join('\n')}</ol>` : ''}</li>`
  }
  return `<section class="part contents" style="page: contents">
${partHeading('contents', 'Contents')}
<ol>${bookmarks.map(entry).join('\n')}</ol>
</section>`
}
