import type { Slide } from '../course/slide.ts'
import type { Deck, Found } from './deck-rule.ts'
import { join } from 'node:path'

type Place = Pick<Found, 'file' | 'line' | 'column' | 'slide'>

/**
 * Where the first of some texts stands in a slide's source; its first line with content when none is found, because
 * components may have made the text. Texts are tried in order, the most telling first.
 */
export function placeIn(slide: Slide, ...texts: readonly string[]): Place {
  for (const text of texts) {
    const offset = offsetOf(slide, text)
    if (offset !== undefined)
      return placeAt(slide, offset)
  }
  return placeAt(slide, Math.max(0, slide.content.search(/\S/)))
}

/** Where an offset in a slide's content stands in its file. */
export function placeAt(slide: Slide, offset: number): Place {
  return { file: slide.file, ...slide.positionOf(offset), slide: slide.no }
}

/** Where a key of a slide's front matter stands. */
export function placeOfKey(slide: Slide, key: string): Place {
  return { file: slide.file, ...slide.positionOfKey(key), slide: slide.no }
}

/** For what belongs to no slide. */
export function placeOfDeck(deck: Deck): Place {
  return { file: join(deck.place.folder, 'slides.md'), line: 1, column: 1 }
}

/** Where a text as it is shown begins in the source, in which marks may stand between its words. */
function offsetOf(slide: Slide, text: string): number | undefined {
  const words = text.split(/\s+/).filter(word => /[\p{L}\d]/u.test(word)).slice(0, 4)
  const loose = words.join('').length < 4
    ? undefined
    : words.map(word => word.replace(/[^\p{L}\p{M}\d]+/gu, ' ').trim().split(' ').join('[^\\p{L}\\d\\n]{1,3}')).join('(?:\\]\\([^)\\n]{0,200}\\)|[^\\p{L}\\d]){1,12}')
  return firstOutsideNotes(slide, escapeRegExp(text)) ?? (loose === undefined ? undefined : firstOutsideNotes(slide, loose))
}

/** Editor's notes quote other words than the slide shows; what is seen on the slide does not come from them. */
function firstOutsideNotes(slide: Slide, pattern: string): number | undefined {
  if (pattern === '')
    return undefined
  const notes = slide.markup.elements.filter(element => element.name === 'EditorNote')
  const wholeWords = new RegExp(`(?<![\\p{L}\\d])${pattern}(?![\\p{L}\\d])`, 'gu')
  const places = [...slide.content.matchAll(wholeWords)].map(match => match.index)
  return places.find(place => !notes.some(note => place >= note.start && place < note.contentEnd))
}

function escapeRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}
