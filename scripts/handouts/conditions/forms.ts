import type { Condition, Fault } from './condition.ts'
import { asBoolean, asDictionary, get, getName, has, objectsOf } from '../pdf-document.ts'

export const forms: Condition = {
  id: 'form-painted-once',
  requirement: 'Tagged content that stands in a form (a drawing of its own) is painted only once.',
  clause: 'ISO 14289-1 §7.20',
  matterhorn: ['30-002'],
  examine({ texts }) {
    const painted = new Set<string>()
    return texts.flatMap(({ taggedForms }, index): Fault[] => {
      const again = taggedForms.some(form => painted.has(form) || !painted.add(form))
      return again ? [{ page: index + 1, message: 'tagged content is painted more than once' }] : []
    })
  },
}

export const objects: Condition = {
  id: 'drawings',
  requirement: 'No drawing refers to another file, holds PostScript or alternatives, and no image is smoothed by the reader.',
  clause: 'ISO 14289-1 §7.20; ISO 19005-3 §6.2.8, §6.2.9',
  matterhorn: ['30-001'],
  examine({ pdf }) {
    const faults = new Set<string>()
    for (const [, object] of objectsOf(pdf)) {
      const dictionary = asDictionary(object)
      const subtype = dictionary && getName(pdf, dictionary, 'Subtype')
      if (!dictionary || (subtype !== 'Form' && subtype !== 'Image' && subtype !== 'PS'))
        continue
      if (subtype === 'PS' || getName(pdf, dictionary, 'Subtype2') === 'PS')
        faults.add('a drawing holds PostScript')
      if (subtype === 'Form' && has(dictionary, 'Ref'))
        faults.add('a drawing refers to another file')
      if (subtype === 'Image' && asBoolean(get(pdf, dictionary, 'Interpolate')) === true)
        faults.add('an image is smoothed by the reader')
      if (has(dictionary, 'OPI') || (subtype === 'Image' && has(dictionary, 'Alternates')))
        faults.add('a drawing has alternatives')
    }
    return [...faults].map(message => ({ message }))
  },
}
