import type { Course } from '../../course/course.ts'
import { readFileSync } from 'node:fs'
import { DomUtils, parseDocument } from 'htmlparser2'
import { positionAt } from '../../course/text-position.ts'
import { LecternError } from '../../errors.ts'
import { printableCharacters } from './print-fonts.ts'

/** Characters that need no glyph: spaces, line ends, what joins or separates others, and variation selectors. */
const INVISIBLE = /[\p{Z}\p{Cc}\p{Cf}\p{Variation_Selector}]/u

/** The characters of a text that the shipped fonts cannot print, each once. */
export function missingCharacters(text: string, known: ReadonlySet<number> = printableCharacters()): string[] {
  return [...new Set(text.normalize('NFC'))].filter(character => !known.has(character.codePointAt(0)!) && !INVISIBLE.test(character))
}

/**
 * Makes sure that every character of the pages can be printed: what no shipped font has would come out as empty boxes, or
 * in a font that only this computer has.
 * @throws LecternError "missing-characters", naming the characters and where the first of them stands
 */
export function requireCharacters(html: string, course: Pick<Course, 'slides' | 'files'>): void {
  const missing = missingCharacters(DomUtils.textContent(parseDocument(html.replace(/<style>[\s\S]*?<\/style>/, ''))))
  if (missing.length === 0)
    return
  const named = missing.slice(0, 8).map(character => `${character} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`)
  throw new LecternError(`No font of the handouts has ${missing.length === 1 ? 'the character' : 'the characters'} ${named.join(', ')}${missing.length > named.length ? ` and ${missing.length - named.length} more` : ''}.`, {
    code: 'missing-characters',
    mend: 'Write it in letters (Latin, Greek, Cyrillic, Hebrew and Arabic are there, and common symbols), or leave it out; --without-notes prints the handouts without the speaker notes.',
    ...placeOf(missing, course),
  })
}

/** Where the first of the characters stands: in a slide's notes, else anywhere in the course's files. */
function placeOf(missing: readonly string[], { slides, files }: Pick<Course, 'slides' | 'files'>): { file?: string, line?: number, column?: number } {
  const offsetIn = (text: string) => [...missing].map(character => text.indexOf(character)).filter(offset => offset >= 0).sort((one, other) => one - other)[0]
  for (const slide of slides) {
    const offset = offsetIn(slide.note)
    if (offset !== undefined)
      return { file: slide.file, ...slide.positionOfNote(offset) }
  }
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    const offset = offsetIn(text)
    if (offset !== undefined)
      return { file, ...positionAt(text, offset) }
  }
  return {}
}
