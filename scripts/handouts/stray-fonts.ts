import type { ExaminedPdf } from './conditions/condition.ts'
import { fontsOf } from './conditions/font-programs.ts'
import { readToUnicode } from './font-codes.ts'
import { bytesOf, getRaw } from './pdf-document.ts'

/** PostScript names of the typefaces that the kit ships, without the prefix of a subset. */
const shipped = /^(?:[A-Z]{6}\+)?(?:Inter|SourceSerif4|DejaVuSans)(?:-\w+)?$/

/** A font that was on the computer on which the document was printed and may not be on another. */
export interface StrayFont {
  name: string
  /** First page on which it is used, from 1. */
  page: number
  /** The letters set in it, each once. */
  letters: string
}

/** Fonts of a document that are none of ours: a course's own, or what the system had for letters that ours lack. */
export function strayFonts(document: ExaminedPdf): StrayFont[] {
  return fontsOf(document).filter(({ name }) => !shipped.test(name)).flatMap(({ name, key, dictionary }): StrayFont[] => {
    const page = document.texts.findIndex(({ shown }) => shown.has(key)) + 1
    const map = readToUnicode(bytesOf(document.pdf, getRaw(dictionary, 'ToUnicode')) ?? new Uint8Array())
    const codes = new Set(document.texts.flatMap(({ shown }) => [...shown.get(key) ?? []]))
    const letters = [...codes].map(code => map.get(code) ?? '').filter(letter => letter.trim())
    return page > 0 ? [{ name: name.replace(/^[A-Z]{6}\+/, ''), page, letters: [...new Set(letters)].join('') }] : []
  })
}
