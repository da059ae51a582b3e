import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import type { UsedFont } from './font-programs.ts'
import { readToUnicode } from '../font-codes.ts'
import { bytesOf, get, getDictionary, getName, getRaw, has } from '../pdf-document.ts'
import { kidsOf } from '../structure.ts'
import { isSpokenFor } from './attributes.ts'
import { encodedNames, fontsOf, isEmbedded, missingGlyphs } from './font-programs.ts'

/** Encodings whose letters are known without a map of the font's own. */
const knownEncodings = ['MacRomanEncoding', 'MacExpertEncoding', 'WinAnsiEncoding']
const knownCollections = ['GB1', 'CNS1', 'Japan1', 'Korea1', 'KR']

export const fontsEmbedded: Condition = {
  id: 'font-embedded',
  requirement: 'Every font travels with the document.',
  clause: 'ISO 14289-1 §7.21.4.1; ISO 19005-3 §6.2.11.4.1',
  matterhorn: ['31-009'],
  examine: document => fontsOf(document)
    .filter(font => isShown(document, font) && !isEmbedded(document.pdf, font))
    .map(({ page, name }) => ({ page, message: `${name} is not embedded` })),
}

export const fontLetters: Condition = {
  id: 'font-letters',
  requirement: 'Every font says which letters its glyphs are (ToUnicode), unless its encoding does.',
  clause: 'ISO 14289-1 §7.21.7; ISO 19005-3 §6.2.11.7.2',
  matterhorn: ['31-027'],
  examine: document => fontsOf(document)
    .filter(font => isShown(document, font) && !saysLetters(document, font))
    .map(({ page, name }) => ({ page, message: `${name} does not say which letters its glyphs are` })),
}

export const unicodeMap: Condition = {
  id: 'unicode-map',
  requirement: 'Every character code that is shown stands for a letter of Unicode that means something by itself.',
  clause: 'ISO 14289-1 §7.21.7; ISO 19005-3 §6.2.11.7.3',
  matterhorn: ['10-001', '31-028', '31-029'],
  examine(document) {
    const { pdf, texts, elements } = document
    const faults = fontsOf(document).flatMap((font): Fault[] => {
      const map = bytesOf(pdf, getRaw(font.dictionary, 'ToUnicode'))
      if (!map)
        return []
      const letters = readToUnicode(map)
      const isMissing = missingGlyphs(pdf, font) ?? (() => false) // said by another condition
      return pagesWith(document, font, code => !isMissing(code) && (!letters.get(code) || /[\0\uFEFF\uFFFE]/.test(letters.get(code)!)))
        .map(page => ({ page, message: `glyphs of ${font.name} stand for no letter` }))
    })
    const speaking = new Set<string>()
    for (const element of elements) {
      for (const kid of kidsOf(pdf, element.dictionary)) {
        if (kid.kind === 'content' && kid.page && isSpokenFor(pdf, element))
          speaking.add(`${document.pageNumbers.get(String(kid.page))} ${kid.mcid}`)
      }
    }
    texts.forEach((text, index) => {
      const own = [...text.byMcid].find(([mcid, words]) => /\p{Co}/u.test(words) && !speaking.has(`${index + 1} ${mcid}`))
      if (own)
        faults.push({ page: index + 1, message: `letters mean something only in their font: U+${[...own[1]].find(letter => /\p{Co}/u.test(letter))!.codePointAt(0)!.toString(16).toUpperCase()}` })
    })
    return faults
  },
}

export const missingCharacters: Condition = {
  id: 'notdef',
  requirement: 'No glyph is shown that stands for a character which the font does not have (.notdef).',
  clause: 'ISO 14289-1 §7.21.8; ISO 19005-3 §6.2.11.8',
  matterhorn: ['31-030'],
  examine: document => fontsOf(document).flatMap((font) => {
    const isMissing = isEmbedded(document.pdf, font) ? missingGlyphs(document.pdf, font) : undefined
    return isMissing
      ? pagesWith(document, font, isMissing).map(page => ({ page, message: `${font.name} lacks ${lettersOf(document, font, page, isMissing) || 'a character that is shown'}` }))
      : []
  }),
}

/** What the missing glyphs on a page should have shown, as far as the document says. */
function lettersOf({ pdf, texts }: ExaminedPdf, { key, dictionary }: UsedFont, page: number, isMissing: (code: number) => boolean): string {
  const map = readToUnicode(bytesOf(pdf, getRaw(dictionary, 'ToUnicode')) ?? new Uint8Array())
  const { shown, asides } = texts[page - 1]!
  const letters = [...shown.get(key) ?? []].filter(isMissing).flatMap(code => [...asides.get(`${key} ${code}`) ?? [], map.get(code) ?? ''])
  return [...new Set(letters)].filter(letter => letter.trim() && letter !== '\0').map(letter => `"${letter}" (U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`).join(', ')
}

/** The pages on which a font shows such a code. */
function pagesWith({ texts }: ExaminedPdf, { key }: UsedFont, isSuch: (code: number) => boolean): number[] {
  const known = new Map<number, boolean>()
  const check = (code: number) => {
    if (!known.has(code))
      known.set(code, isSuch(code))
    return known.get(code)!
  }
  return texts.flatMap(({ shown }, index) => [...shown.get(key) ?? []].some(check) ? [index + 1] : [])
}

/** A font that stands in the resources only is no fault. */
function isShown({ texts }: ExaminedPdf, { key }: UsedFont): boolean {
  return texts.some(({ shown }) => shown.has(key))
}

function saysLetters({ pdf }: ExaminedPdf, { dictionary, subtype, holder }: UsedFont): boolean {
  if (has(dictionary, 'ToUnicode'))
    return bytesOf(pdf, getRaw(dictionary, 'ToUnicode')) !== undefined
  if (subtype === 'Type0') {
    const collection = getDictionary(pdf, holder, 'CIDSystemInfo')
    const ordering = collection && String(get(pdf, collection, 'Ordering')).replace(/[()]/g, '')
    return knownCollections.includes(ordering ?? '')
  }
  if (subtype === 'Type3')
    return false
  const encoding = getDictionary(pdf, dictionary, 'Encoding')
  if (knownEncodings.includes((encoding ? getName(pdf, encoding, 'BaseEncoding') : getName(pdf, dictionary, 'Encoding')) ?? ''))
    return true
  // Names of the Adobe Glyph List are words ("eacute") or numbers of Unicode ("uni00E9"), others mostly "g12", "cid12".
  const names = [...encodedNames(pdf, dictionary).values()]
  return names.length > 0 && names.every(glyph => /^(?:[a-z]+|uni[\dA-F]{4}|\.notdef)$/i.test(glyph))
}
