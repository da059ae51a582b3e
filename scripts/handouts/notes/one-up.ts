import type { ReferenceEntry } from '../../slides/course-data.ts'
import type { Bookmark, Shell } from './shell.ts'
import type { SectionOfSlides, SlideWords } from './slide-words.ts'
import { citedReferences, editorNotesHtml, editorNotesTitle, originHtml, referencesHtml } from './parts.ts'
import { partHeading, slideRoom } from './shell.ts'

/** One slide a page, its speaker notes and its editor's notes in full; the references that they cite follow at the end. */
export function oneUp(sections: readonly SectionOfSlides[], references: readonly ReferenceEntry[]): Pick<Shell, 'body' | 'heads' | 'bookmarks'> {
  const slides = sections.map((section, index) => `<div class="one-up" style="page: section-${index}">${section.slides.map(slideHtml).join('\n')}</div>`).join('\n')
  const cited = citedReferences(slides, references)
  return {
    body: cited.length === 0 ? slides : `${slides}<section class="part" style="page: references">${partHeading('references', 'References')}${referencesHtml(cited)}</section>`,
    heads: [
      ...sections.map(({ title = '' }, index) => ({ page: `section-${index}`, text: title })),
      { page: 'references', text: 'References' },
    ],
    bookmarks: [
      ...slideBookmarks(sections),
      ...cited.length === 0 ? [] : [{ title: 'References', place: 'part/references' } as const],
    ],
  }
}

/** One bookmark for each slide. */
export function slideBookmarks(sections: readonly SectionOfSlides[]): Bookmark[] {
  return sections.flatMap(section => section.slides.map(({ title, pages }): Bookmark => ({ title, place: `slide/${pages[0]!}` })))
}

function slideHtml(slide: SlideWords): string {
  const { no, pages, notes, editorNotes } = slide
  return `<article class="sheet">
<div class="rooms">${pages.map(page => slideRoom(page, 0)).join('\n')}</div>
<div class="words">
<div class="row"><div class="side"><p class="number"><span>${no}</span></p><div class="meta">${originHtml(slide)}</div></div>
<div>${notes && `<div class="notes"><h2 class="label">Speaker notes</h2>${notes}</div>`}
${editorNotes.length > 0 ? `<h2 class="label">${editorNotesTitle(editorNotes)}</h2>${editorNotesHtml(editorNotes)}` : ''}</div></div>
</div>
</article>`
}
