import type { Dictionary, Pdf } from './pdf-document.ts'
import { grayContent } from './gray/gray-content.ts'
import { grayImage } from './gray/gray-image.ts'
import { grayShading } from './gray/gray-shading.ts'
import { lumaOf } from './gray/luma.ts'
import { inheritedResources } from './page-text.ts'
import { asArray, asDictionary, asNumber, asReference, bytesOf, contentOf, get, getDictionary, getItems, getName, getNumber, getRaw, has, keysOf, objectsOf, openPdf, pagesOf, resolve, set, setContent, setStream } from './pdf-document.ts'
import { saveIdentified } from './repair/finish-document.ts'

/**
 * A document in greys for print shops that charge for colour: text, drawings, gradients and images; structure, links and
 * layout stay as they are.
 * @throws LecternError "not-gray" when it holds colours of a kind that Chromium does not write
 */
export async function grayscale(bytes: Uint8Array): Promise<Uint8Array> {
  const pdf = await openPdf(bytes)
  turnGray(pdf)
  return await saveIdentified(pdf)
}

/** Turns a document grey in place. */
export function turnGray(pdf: Pdf): void {
  for (const page of pagesOf(pdf)) {
    const resources = inheritedResources(pdf, page.dictionary)
    const content = grayContent(pdf, contentOf(pdf, page), resources)
    if (content)
      setContent(pdf, page, content)
    grayGroup(pdf, page.dictionary)
  }
  const shadings = new Set<Dictionary>()
  for (const [reference, object] of objectsOf(pdf)) {
    const dictionary = asDictionary(object)
    if (!dictionary)
      continue
    const isStream = object !== dictionary
    const subtype = getName(pdf, dictionary, 'Subtype')
    if (subtype === 'Image' && isStream) {
      grayImage(pdf, reference, dictionary)
    }
    else if (isStream && (subtype === 'Form' || getNumber(pdf, dictionary, 'PatternType') === 1)) {
      const content = grayContent(pdf, bytesOf(pdf, reference) ?? new Uint8Array(), getDictionary(pdf, dictionary, 'Resources'))
      grayGroup(pdf, dictionary)
      if (content)
        setStream(pdf, reference, content)
    }
    else if (subtype === 'Type3') {
      grayGlyphs(pdf, dictionary)
    }
    collectShadings(pdf, dictionary, shadings)
    grayEntries(pdf, dictionary, subtype)
  }
  shadings.forEach(shading => grayShading(pdf, shading))
}

/** The glyphs of a drawn font are content streams. */
function grayGlyphs(pdf: Pdf, font: Dictionary): void {
  const glyphs = getDictionary(pdf, font, 'CharProcs')
  for (const name of glyphs ? keysOf(glyphs) : []) {
    const reference = asReference(getRaw(glyphs!, name))
    const content = reference && grayContent(pdf, bytesOf(pdf, reference) ?? new Uint8Array(), getDictionary(pdf, font, 'Resources'))
    if (reference && content)
      setStream(pdf, reference, content)
  }
}

/** Shadings stand in resources, in patterns, or for themselves. */
function collectShadings(pdf: Pdf, dictionary: Dictionary, shadings: Set<Dictionary>): void {
  const named = getDictionary(pdf, dictionary, 'Shading')
  const resources = getDictionary(pdf, dictionary, 'Resources')
  const inResources = resources && getDictionary(pdf, resources, 'Shading')
  for (const candidate of [dictionary, named, ...entriesOf(pdf, named), ...entriesOf(pdf, inResources)]) {
    if (candidate && has(candidate, 'ShadingType'))
      shadings.add(candidate)
  }
}

function entriesOf(pdf: Pdf, dictionary: Dictionary | undefined): (Dictionary | undefined)[] {
  return dictionary && !has(dictionary, 'ShadingType') ? keysOf(dictionary).map(key => asDictionary(resolve(pdf, getRaw(dictionary, key)))) : []
}

/** What transparent parts are mixed in. */
function grayGroup(pdf: Pdf, dictionary: Dictionary): void {
  const group = getDictionary(pdf, dictionary, 'Group')
  if (group && has(group, 'CS'))
    set(pdf, group, 'CS', 'DeviceGray')
}

/** Colours outside content: of annotations, of bookmarks, and of what lies behind a mask. */
function grayEntries(pdf: Pdf, dictionary: Dictionary, subtype: string | undefined): void {
  const isAnnotation = has(dictionary, 'Rect') && subtype !== undefined
  const isBookmark = has(dictionary, 'Title') && has(dictionary, 'Parent')
  for (const key of ['C', 'IC']) {
    const numbers = numbersOf(pdf, dictionary, key)
    if (numbers && isAnnotation)
      set(pdf, dictionary, key, numbers.length === 0 ? [] : [lumaOf(numbers)])
    else if (numbers && isBookmark)
      set(pdf, dictionary, key, [0, 1, 2].map(() => lumaOf(numbers)))
  }
  const mask = getDictionary(pdf, dictionary, 'SMask')
  const behind = mask && getName(pdf, mask, 'Type') === 'Mask' ? numbersOf(pdf, mask, 'BC') : undefined
  if (behind)
    set(pdf, mask!, 'BC', [lumaOf(behind)])
}

/** The numbers of an array entry; undefined when it is anything else. */
function numbersOf(pdf: Pdf, dictionary: Dictionary, key: string): number[] | undefined {
  if (!asArray(get(pdf, dictionary, key)))
    return undefined
  const numbers = getItems(pdf, dictionary, key).map(item => asNumber(resolve(pdf, item)))
  return numbers.every(number => number !== undefined) ? numbers : undefined
}
