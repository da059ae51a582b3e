import type { Dictionary, Pdf } from '../pdf-document.ts'
import { ascii, asDictionary, asText, get, getItems, getText, register, remove, resolve, set } from '../pdf-document.ts'
import { structureRoot, walkStructure } from '../structure.ts'

/**
 * Numbers the identifiers of structure elements in reading order. Chromium takes them from counters that differ from
 * one run to the next, which would make every PDF another one.
 */
export function renumberIdentifiers(pdf: Pdf): void {
  const root = structureRoot(pdf)
  if (!root)
    return
  const names = new Map<string, string>()
  const elements = new Map<string, Dictionary>()
  walkStructure(pdf, ({ dictionary, role }) => {
    const old = getText(pdf, dictionary, 'ID')
    if (old === undefined && role !== 'Note') // notes need one (ISO 14289-1 §7.9)
      return
    const name = `e${String(elements.size + 1).padStart(6, '0')}`
    if (old !== undefined)
      names.set(old, name)
    elements.set(name, dictionary)
    set(pdf, dictionary, 'ID', ascii(name))
  })
  const references = new Map<Dictionary, ReturnType<typeof register>>()
  walkStructure(pdf, ({ dictionary, reference }) => {
    references.set(dictionary, reference)
    for (const item of getItems(pdf, dictionary, 'A')) {
      const attributes = asDictionary(resolve(pdf, item))
      const headers = attributes && get(pdf, attributes, 'Headers')
      if (attributes && headers) {
        set(pdf, attributes, 'Headers', getItems(pdf, attributes, 'Headers').flatMap((header) => {
          const name = names.get(asText(header) ?? '')
          return name === undefined ? [] : [ascii(name)]
        }))
      }
    }
  })
  if (elements.size === 0) {
    remove(root, 'IDTree')
    return
  }
  const sorted = [...elements.keys()]
  const leaf = register(pdf, {
    Limits: [ascii(sorted[0]!), ascii(sorted.at(-1)!)],
    Names: sorted.flatMap(name => [ascii(name), references.get(elements.get(name)!)!]),
  })
  set(pdf, root, 'IDTree', register(pdf, { Kids: [leaf] }))
}
