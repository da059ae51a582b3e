import type { CourseData, SlideData } from './course-data.ts'
import { deckWordsOf } from '../../app/words/deck-languages.ts'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'
import { keepDosesTogether } from '../../lib/keep-doses-together.ts'
import { replaceCitations } from '../course/citation-places.ts'
import { escapeHtml } from '../html/escape-html.ts'

/** `"noteHTML":"…"` in what Slidev sends to the browser, as a JSON string. */
const NOTE_HTML = /"noteHTML":("(?:[^"\\]|\\.)*")/

/**
 * Completes a slide's notes where Slidev hands them to the browser, so that the author's file stays untouched: citations
 * become numbers, and the slide's editor's notes follow in full.
 * @param payload JSON or JavaScript that holds a slide's `"noteHTML"`.
 */
export function completeNotes(payload: string, slideNo: number, course: CourseData): string {
  const slide = course.slides[slideNo - 1]
  if (!slide)
    return payload
  return payload.replace(NOTE_HTML, (_, json: string) => `"noteHTML":${JSON.stringify(keepDosesTogether(numberCitations(JSON.parse(json) as string, course) + editorNotesHtml(slide, course)))}`)
}

function numberCitations(html: string, course: CourseData): string {
  return replaceCitations(html, keys => citationHtml(keys, course))
}

function citationHtml(keys: string[], course: CourseData): string {
  return `<sup>${collapseNumbers(keys.flatMap(key => course.citationNumbers[key] ?? []))}</sup>`
}

function editorNotesHtml(slide: SlideData, course: CourseData): string {
  if (!slide.editorNotes.length)
    return ''
  const words = deckWordsOf(course.language)
  const notes = slide.editorNotes.map(note => `<li><strong>${escapeHtml(note.ids.join(', '))}</strong> ${words.lectureSaid} “${escapeHtml(note.said)}”<br>${note.html}${note.cites.length ? citationHtml(note.cites, course) : ''}</li>`)
  return `<section class="lectern-notes-editors"><h2>${words.editorNotes(slide.editorNotes.length)}</h2><ul>${notes.join('')}</ul></section>`
}
