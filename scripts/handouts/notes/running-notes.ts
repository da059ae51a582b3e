import type { CourseMeta } from '../../course/course-schema.ts'
import type { ReferenceEntry } from '../../slides/course-data.ts'
import type { Shell } from './shell.ts'
import type { SectionOfSlides, SlideWords } from './slide-words.ts'
import { escapeHtml } from '../../html/escape-html.ts'
import { slideBookmarks } from './one-up.ts'
import { citedReferences, editorNotesHtml, editorNotesTitle, originHtml, referencesHtml } from './parts.ts'
import { partHeading, slideRoom } from './shell.ts'

/** The speaker's notes as a text that runs on, each slide small beside its words; the references follow at the end. `kind` is what the reader holds: "Speaker notes". */
export function runningNotes(meta: CourseMeta, sections: readonly SectionOfSlides[], references: readonly ReferenceEntry[], kind: string): Pick<Shell, 'body' | 'heads' | 'bookmarks'> {
  const text = sections.map((section, index) => `<section class="running" style="page: section-${index}">
${index === 0 ? mastheadHtml(meta, kind) : ''}
${section.title === undefined ? '' : partHeading(`section-${index}`, section.title)}
${section.slides.map(slideHtml).join('\n')}
</section>`).join('\n')
  const cited = citedReferences(text, references)
  return {
    body: cited.length === 0 ? text : `${text}<section class="part" style="page: references">${partHeading('references', 'References')}${referencesHtml(cited)}</section>`,
    heads: [
      ...sections.map(({ title = '' }, index) => ({ page: `section-${index}`, text: title })),
      { page: 'references', text: 'References' },
    ],
    bookmarks: [
      ...sections.flatMap((section, index) => section.title === undefined
        ? slideBookmarks([section])
        : [{ title: section.title, place: `part/section-${index}`, children: slideBookmarks([section]) } as const]),
      ...cited.length === 0 ? [] : [{ title: 'References', place: 'part/references' } as const],
    ],
  }
}

function mastheadHtml({ title, subtitle }: CourseMeta, kind: string): string {
  return `<header class="masthead">${partHeading('title', title)}<p>${subtitle ? `${escapeHtml(subtitle)}<br>` : ''}${escapeHtml(kind)}</p></header>`
}

function slideHtml(slide: SlideWords): string {
  const { no, title, pages, notes, editorNotes } = slide
  return `<article class="entry">
<div class="thumbnail"><div class="rooms">${pages.map(page => slideRoom(page, 2)).join('\n')}</div><div class="meta">${originHtml(slide)}</div></div>
<div class="text"><h2><span class="number">${no}</span>${escapeHtml(title)}</h2>
${notes && `<div class="notes">${notes}</div>`}
${editorNotes.length > 0 ? `<div class="small-print"><p class="label">${editorNotesTitle(editorNotes)}</p>${editorNotesHtml(editorNotes)}</div>` : ''}</div>
</article>`
}
