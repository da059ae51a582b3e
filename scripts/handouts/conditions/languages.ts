import type { Dictionary } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'
import type { Condition, ExaminedPdf, Fault } from './condition.ts'
import { catalogOf, getDictionary, getText, has, keyOf } from '../pdf-document.ts'
import { kidsOf, structureRoot } from '../structure.ts'
import { titleLanguages } from './metadata.ts'

/** Language tags as BCP 47 forms them; an empty one says that the language is not known. */
const languageTag = /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i

export const textLanguage: Condition = {
  id: 'text-language',
  requirement: 'Every text, alternative text and description of an annotation says its language, mostly through the document\'s.',
  clause: 'ISO 14289-1 §7.2',
  matterhorn: ['11-001', '11-002', '11-004'],
  examine(document) {
    const wrong = document.elements.map(({ dictionary }) => getText(document.pdf, dictionary, 'Lang')).find(tag => tag !== undefined && tag !== '' && !languageTag.test(tag))
    const faults: Fault[] = wrong === undefined ? [] : [{ message: `"${wrong}" is no language` }]
    if (documentSpeaks(document))
      return faults
    if (!structureRoot(document.pdf))
      return [{ message: 'the document does not say its language' }]
    return [...faults, ...silentPages(document)]
  },
}

export const outlineLanguage: Condition = {
  id: 'outline-language',
  requirement: 'The language of the bookmarks is that of the document.',
  clause: 'ISO 14289-1 §7.2',
  matterhorn: ['11-003'],
  examine(document) {
    const outline = getDictionary(document.pdf, catalogOf(document.pdf), 'Outlines')
    return outline && has(outline, 'First') && !documentSpeaks(document) ? [{ message: 'the bookmarks do not say their language' }] : []
  },
}

export const metadataLanguage: Condition = {
  id: 'metadata-language',
  requirement: 'The language of the metadata is that of the document, or the title says its own.',
  clause: 'ISO 14289-1 §7.2',
  matterhorn: ['11-006'],
  examine(document) {
    const languages = titleLanguages(document)
    const unsaid = languages?.some(language => language === undefined || language === 'x-default')
    return unsaid && !documentSpeaks(document) ? [{ message: 'the title does not say its language' }] : []
  },
}

function documentSpeaks({ pdf }: ExaminedPdf): boolean {
  return languageTag.test(getText(pdf, catalogOf(pdf), 'Lang') ?? '')
}

/** Where content has a language neither from an element around it nor of its own. */
function silentPages({ pdf, pageNumbers, texts, elements }: ExaminedPdf): Fault[] {
  const speaking = new Set<StructureElement>()
  const silent = new Set<number | undefined>()
  for (const element of elements) {
    if (speaks(element.dictionary) || (element.parent && speaking.has(element.parent)))
      speaking.add(element)
    for (const kid of kidsOf(pdf, element.dictionary)) {
      const page = kid.kind === 'element' ? undefined : kid.page && pageNumbers.get(keyOf(kid.page))
      const content = kid.kind === 'content' && page !== undefined ? texts[page - 1] : undefined
      const ownLanguage = kid.kind === 'content' && content?.spoken.get(kid.form ? keyOf(kid.form) : '')?.has(kid.mcid)
      if (kid.kind === 'element' || ownLanguage || speaking.has(element))
        continue
      silent.add(page)
    }
    const words = ['Alt', 'ActualText', 'E'].some(key => has(element.dictionary, key))
    if (words && !speaking.has(element))
      silent.add(undefined)
  }
  return [...silent].map(page => ({ page, message: 'text does not say its language' }))

  function speaks(dictionary: Dictionary): boolean {
    return languageTag.test(getText(pdf, dictionary, 'Lang') ?? '')
  }
}
