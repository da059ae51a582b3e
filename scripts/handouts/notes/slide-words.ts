import type { Course } from '../../course/course.ts'
import type { RenderCitation } from '../../course/render-markdown.ts'
import type { Slide } from '../../course/slide.ts'
import { findCitations } from '../../course/citations.ts'
import { renderNotes } from './notes-markup.ts'

/** A slide of a handout and the words to it, as safe HTML. */
export interface SlideWords {
  no: number
  title: string
  /** Pages of the slides' PDF that show it, from 0: one, or one for each click. */
  pages: readonly number[]
  /** "Lecture S4", "Added by the editors", and the objectives it serves. */
  origin: readonly string[]
  /** Speaker notes; empty when there are none or they are left out. */
  notes: string
  editorNotes: readonly EditorNoteWords[]
}

export interface EditorNoteWords {
  ids: string
  said: string
  html: string
}

/** Slides under the name of their section; slides before the first section have none. */
export interface SectionOfSlides {
  title?: string
  slides: readonly SlideWords[]
}

/**
 * The slides of a handout with their words, by section.
 * @param course what is handed out.
 * @param pages the number of the slide that each page of the slides' PDF shows.
 * @param withNotes false leaves the speaker notes out; editor's notes always stay.
 * @param citation how citations are rendered.
 */
export function slideWords(course: Pick<Course, 'slides'>, pages: readonly number[], withNotes: boolean, citation: RenderCitation): SectionOfSlides[] {
  const sections: { title?: string, slides: SlideWords[] }[] = []
  const byNumber = new Map<number, number[]>()
  pages.forEach((no, page) => byNumber.set(no, [...byNumber.get(no) ?? [], page]))

  let section: string | undefined
  for (const slide of course.slides) {
    section = slide.section ?? section
    const shown = byNumber.get(slide.no)
    if (!shown)
      continue
    if (sections.length === 0 || sections.at(-1)!.title !== section)
      sections.push({ title: section, slides: [] })
    sections.at(-1)!.slides.push({
      no: slide.no,
      title: slide.title || `Slide ${slide.no}`,
      pages: shown,
      origin: originOf(slide),
      notes: withNotes && slide.note ? renderNotes(slide.note, citation) : '',
      editorNotes: slide.editorNotes.map(note => ({
        ids: note.ids.join(', '),
        said: note.said,
        html: renderNotes(note.markdown + uncited(note.markdown, note.cites), citation),
      })),
    })
  }
  return sections
}

/** Keys that an editor's note names and does not cite in its text, as a citation at its end. */
function uncited(markdown: string, cites: readonly string[]): string {
  const cited = new Set(findCitations(markdown).flatMap(({ keys }) => keys))
  const left = cites.filter(key => !cited.has(key))
  return left.length > 0 ? ` [${left.map(key => `@${key}`).join('; ')}]` : ''
}

function originOf({ added, sources, objectives }: Slide): string[] {
  const origin = added ? `Added by the ${added}` : sources.length > 0 ? `Lecture ${sources.join(', ')}` : undefined
  return [origin, objectives.length > 0 ? objectives.join(', ') : undefined].filter(part => part !== undefined)
}
