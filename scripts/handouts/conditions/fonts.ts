import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import type { Condition } from './condition.ts'
import { asDictionary, get, getDictionary, getItems, getName, getRaw, has, keysOf, resolve } from '../pdf-document.ts'

/** Every font is embedded and says which letters its glyphs are. */
export const fonts: Condition = {
  id: 'fonts',
  clause: '7.21',
  examine({ pdf, pages }) {
    const examined = new Set<PdfObject>()
    return pages.flatMap(({ dictionary }, index) => fontsOf(pdf, getDictionary(pdf, dictionary, 'Resources'), new Set())
      .filter(font => !examined.has(font) && examined.add(font))
      .flatMap((font) => {
        const name = getName(pdf, font, 'BaseFont') ?? 'a font'
        return [
          !has(font, 'ToUnicode') && { page: index + 1, message: `${name} does not say which letters its glyphs are` },
          !isEmbedded(pdf, font) && { page: index + 1, message: `${name} is not embedded` },
        ].filter(violation => violation !== false)
      }))
  },
}

function fontsOf(pdf: Pdf, resources: Dictionary | undefined, seen: Set<Dictionary>): Dictionary[] {
  if (!resources || seen.has(resources))
    return []
  seen.add(resources)
  return [
    ...entries(pdf, getDictionary(pdf, resources, 'Font')),
    ...entries(pdf, getDictionary(pdf, resources, 'XObject')).flatMap(form => fontsOf(pdf, getDictionary(pdf, form, 'Resources'), seen)),
  ]
}

function entries(pdf: Pdf, dictionary: Dictionary | undefined): Dictionary[] {
  return dictionary ? keysOf(dictionary).map(key => asDictionary(resolve(pdf, getRaw(dictionary, key)))).filter(entry => entry !== undefined) : []
}

function isEmbedded(pdf: Pdf, font: Dictionary): boolean {
  if (getName(pdf, font, 'Subtype') === 'Type3')
    return true
  const described = getName(pdf, font, 'Subtype') === 'Type0' ? asDictionary(resolve(pdf, getItems(pdf, font, 'DescendantFonts')[0])) : font
  const descriptor = described && asDictionary(get(pdf, described, 'FontDescriptor'))
  return descriptor !== undefined && ['FontFile', 'FontFile2', 'FontFile3'].some(key => has(descriptor, key))
}
