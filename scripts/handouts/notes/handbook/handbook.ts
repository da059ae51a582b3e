import type { Course } from '../../../course/course.ts'
import type { RenderCitation } from '../../../course/render-markdown.ts'
import type { ReferenceEntry } from '../../../slides/course-data.ts'
import type { Bookmark, Place, Shell } from '../shell.ts'
import type { SectionOfSlides, SlideWords } from '../slide-words.ts'
import type { PageOf } from './contents.ts'
import { slideBookmarks } from '../one-up.ts'
import { editorNotesHtml, editorNotesTitle, originHtml, referencesHtml } from '../parts.ts'
import { partHeading, slideRoom } from '../shell.ts'
import { contentsHtml } from './contents.ts'
import { evidenceHtml } from './evidence.ts'
import { coverHtml, frontMatterHtml, objectivesHtml } from './front-matter.ts'
import { questionsHtml } from './questions.ts'

/**
 * The whole course on paper: cover, front matter, disclosures, objectives, contents, slides with their notes, evidence
 * tables, references, and the questions of the post-test without their answers.
 * @param course what is handed out.
 * @param sections its slides with their words.
 * @param references all references of the course.
 * @param citation how citations are rendered.
 * @param pageOf the page of each part, once it is known.
 */
export function handbook(course: Course, sections: readonly SectionOfSlides[], references: readonly ReferenceEntry[], citation: RenderCitation, pageOf: PageOf): Pick<Shell, 'body' | 'heads' | 'bookmarks'> {
  const postTest = course.quizzes.find(quiz => quiz.kind === 'post-test' && quiz.items.length > 0)
  const parts = [
    ...sections.map((section, index) => ({ name: `section-${index}`, title: section.title ?? (sections.length > 1 ? 'Introduction' : 'Slides and notes'), children: slideBookmarks([section]), html: sectionHtml(section, index, section.title ?? (sections.length > 1 ? 'Introduction' : 'Slides and notes')) })),
    ...course.studies.length > 0 ? [{ name: 'evidence', title: 'Evidence tables', html: evidenceHtml(course, citation) }] : [],
    ...references.length > 0 ? [{ name: 'references', title: 'References', html: `<section class="part" style="page: references">${partHeading('references', 'References')}${referencesHtml(references)}</section>` }] : [],
    ...postTest ? [{ name: 'questions', title: postTest.title, html: questionsHtml(postTest) }] : [],
  ]
  const bookmarkOf = ({ name, title, children }: { name: string, title: string, children?: Bookmark[] }): Bookmark => ({ title, place: `part/${name}`, children })
  const front = [{ name: 'about', title: 'About this course' }, { name: 'disclosures', title: 'Disclosures' }, { name: 'objectives', title: 'Learning objectives' }]
  const numbers = new Map(sections.flatMap(section => section.slides.map(({ no, pages }): [Place, number] => [`slide/${pages[0]!}`, no])))
  return {
    body: [
      coverHtml(course),
      frontMatterHtml(course),
      objectivesHtml(course.meta),
      contentsHtml([...front, ...parts].map(bookmarkOf), pageOf, place => numbers.get(place)),
      ...parts.map(part => part.html),
    ].join('\n'),
    heads: [...front, { name: 'contents', title: 'Contents' }, ...parts].map(({ name, title }) => ({ page: name, text: title })),
    bookmarks: [
      { title: 'Cover', place: 'part/cover' },
      ...front.map(bookmarkOf),
      { title: 'Contents', place: 'part/contents' },
      ...parts.map(bookmarkOf),
    ],
  }
}

function sectionHtml(section: SectionOfSlides, index: number, title: string): string {
  return `<section class="part slides" style="page: section-${index}">
${partHeading(`section-${index}`, title)}
${section.slides.map(slideHtml).join('\n')}
</section>`
}

function slideHtml(slide: SlideWords): string {
  const { no, pages, notes, editorNotes } = slide
  return `<article class="plate row" id="slide-${no}">
<div class="side"><p class="number">${no}</p><div class="meta">${originHtml(slide)}</div></div>
<div class="spread"><div class="rooms">${pages.map(page => slideRoom(page, 1)).join('\n')}</div>
<div>${notes && `<div class="notes">${notes}</div>`}
${editorNotes.length > 0 ? `<div class="small-print"><h3 class="label">${editorNotesTitle(editorNotes)}</h3>${editorNotesHtml(editorNotes)}</div>` : ''}</div></div>
</article>`
}
