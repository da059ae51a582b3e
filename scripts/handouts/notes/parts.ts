import type { ReferenceEntry } from '../../slides/course-data.ts'
import type { EditorNoteWords, SlideWords } from './slide-words.ts'
import { referenceUrl } from '../../../lib/reference-url.ts'
import { escapeHtml } from '../../html/escape-html.ts'

/** A slide's editor's notes in full: the lecturer's words, then the reason why the slide says something else. */
export function editorNotesHtml(notes: readonly EditorNoteWords[]): string {
  return `<div class="editor-notes">${notes.map(({ ids, said, html }) => `<div class="editor-note">
<p class="said"><span class="ids">${escapeHtml(ids)}</span> The lecture said: “${escapeHtml(said)}”</p>
${html}</div>`).join('\n')}</div>`
}

export function editorNotesTitle(notes: readonly EditorNoteWords[]): string {
  return notes.length > 1 ? 'Editor’s notes' : 'Editor’s note'
}

/** Where a slide comes from and what it serves, one line each. */
export function originHtml({ origin }: SlideWords): string {
  return origin.map(line => `<p>${escapeHtml(line)}</p>`).join('')
}

/** References with their numbers in the course, after the AMA Manual of Style; each links to where it can be read. */
export function referencesHtml(references: readonly ReferenceEntry[]): string {
  return `<ol class="references">${references.map(reference => `<li id="reference-${reference.number}"><span class="number">${reference.number}.</span><span>${linked(reference)}${standing(reference)}</span></li>`).join('\n')}</ol>`
}

/** A reference without a link in its text gets one at its end, if anything is known that leads to it. */
function linked(reference: ReferenceEntry): string {
  const url = reference.html.includes('<a ') ? undefined : referenceUrl(reference)
  return url === undefined ? reference.html : `${reference.html} <a href="${escapeHtml(url)}">${escapeHtml(url.replace(/^https?:\/\//, '').replace(/\/$/, ''))}</a>`
}

function standing({ retracted, unverified }: ReferenceEntry): string {
  return [
    retracted && ` <strong class="mark">✕ ${escapeHtml(retracted)}</strong>`,
    unverified && ` <em class="mark">? Unverified: ${escapeHtml(unverified)}</em>`,
  ].filter(Boolean).join('')
}

/** References that a piece of HTML links to. */
export function citedReferences(html: string, references: readonly ReferenceEntry[]): ReferenceEntry[] {
  const cited = new Set([...html.matchAll(/href="#reference-(\d+)"/g)].map(match => Number(match[1])))
  return references.filter(({ number }) => cited.has(number))
}
