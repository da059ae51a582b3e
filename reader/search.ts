import type { CourseData, SlideData, SlideWords } from '../scripts/slides/course-data.ts'

export interface SearchResult {
  slide: SlideData
  /** The first place where a searched word stands, with its surroundings. */
  excerpt: { before: string, match: string, after: string }
}

/** Characters of context on either side of a match. */
const CONTEXT = 70

/**
 * Finds slides that hold every searched word: in headline, slide, notes, editor's notes or the references they cite.
 * Case and accents do not matter; words may be incomplete.
 */
export function searchSlides(course: CourseData, words: readonly SlideWords[], query: string): SearchResult[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean)
  if (!wanted.length)
    return []
  return course.slides.flatMap((slide, index) => {
    const text = searchableText(slide, words[index]!, course)
    const folded = fold(text)
    if (!wanted.every(word => folded.includes(word)))
      return []
    const at = folded.indexOf(wanted[0]!)
    const end = at + wanted[0]!.length
    return [{
      slide,
      excerpt: {
        before: `${at > CONTEXT ? '…' : ''}${text.slice(Math.max(0, at - CONTEXT), at)}`,
        match: text.slice(at, end),
        after: `${text.slice(end, end + CONTEXT)}${text.length > end + CONTEXT ? '…' : ''}`,
      },
    }]
  })
}

function searchableText(slide: SlideData, words: SlideWords, course: CourseData): string {
  return [
    slide.title,
    words.text,
    words.notesText,
    ...slide.editorNotes.flatMap(note => [note.ids.join(' '), note.said, note.text]),
    ...slide.citations.map(key => course.references.find(reference => reference.key === key)?.text ?? ''),
  ].join(' · ').replace(/\s+/g, ' ')
}

/** One letter stays one letter, so that places in the folded text are places in the text. */
function fold(text: string): string {
  return Array.from(text, letter => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().charAt(0) || letter).join('')
}
