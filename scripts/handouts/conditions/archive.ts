import type { Dictionary, Pdf } from '../pdf-document.ts'
import type { Condition, ExaminedPdf } from './condition.ts'
import { Buffer } from 'node:buffer'
import { asArray, asDictionary, asText, bytesOf, catalogOf, get, getDictionary, getItems, getName, getRaw, has, objectsOf, resolve, trailerOf } from '../pdf-document.ts'
import { readNameTree } from './name-tree.ts'

export const outputIntent: Condition = {
  id: 'output-intent',
  requirement: 'The document says with a colour profile which colours its numbers are (OutputIntent), and uses no others.',
  clause: 'ISO 19005-3 §6.2.3, §6.2.4',
  matterhorn: [],
  examine(document) {
    const { pdf, texts } = document
    const intents = getItems(pdf, catalogOf(pdf), 'OutputIntents').map(item => asDictionary(resolve(pdf, item)))
    const intent = intents.find(found => found && getName(pdf, found, 'S') === 'GTS_PDFA1')
    const profile = intent && bytesOf(pdf, getRaw(intent, 'DestOutputProfile'))
    const space = profile && profileSpace(profile)
    if (!space)
      return [{ message: intent ? 'the colour profile of the document cannot be read' : 'the document does not say which colours its numbers are' }]
    const possible = ['DeviceGray', space === 'CMYK' ? 'DeviceCMYK' : 'DeviceRGB']
    return texts.flatMap(({ deviceColours }, index) => [...deviceColours]
      .filter(used => used.startsWith('Device') && !possible.includes(used))
      .map(used => ({ page: index + 1, message: `${used} is used, which the colour profile does not explain` })))
  },
}

export const unencrypted: Condition = {
  id: 'encryption',
  requirement: 'The document is not encrypted.',
  clause: 'ISO 19005-3 §6.1.3; ISO 14289-1 §7.16',
  matterhorn: ['26-001', '26-002'],
  examine: ({ pdf }) => trailerOf(pdf).encryption ? [{ message: 'the document is encrypted' }] : [],
}

export const fileIdentifier: Condition = {
  id: 'file-identifier',
  requirement: 'The document has an identifier (ID).',
  clause: 'ISO 19005-3 §6.1.3',
  matterhorn: [],
  examine({ pdf }) {
    const parts = asArray(resolve(pdf, trailerOf(pdf).identifier)) ?? []
    return parts.length === 2 && parts.every(part => asText(resolve(pdf, part))) ? [] : [{ message: 'the document has no identifier' }]
  },
}

/** Actions that only move within the document or open an address (ISO 19005-3 §6.5.1). */
const harmlessActions = ['GoTo', 'GoToR', 'GoToE', 'URI', 'Named', 'Thread', 'SubmitForm']

export const activeContent: Condition = {
  id: 'active-content',
  requirement: 'The document runs nothing: no scripts, no actions other than links, no sound, no film, no XFA form.',
  clause: 'ISO 19005-3 §6.4, §6.5; ISO 14289-1 §7.15',
  matterhorn: ['25-001'],
  examine({ pdf }) {
    const catalog = catalogOf(pdf)
    const form = getDictionary(pdf, catalog, 'AcroForm')
    const found = new Set<string>()
    for (const [, object] of objectsOf(pdf)) {
      const dictionary = asDictionary(object)
      if (!dictionary)
        continue
      for (const action of [getDictionary(pdf, dictionary, 'A'), getDictionary(pdf, dictionary, 'OpenAction'), dictionary]) {
        const type = action && isAction(pdf, action) ? getName(pdf, action, 'S') : undefined
        if (type !== undefined && !harmlessActions.includes(type))
          found.add(`the document holds an action: ${type}`)
      }
      if (has(dictionary, 'AA') && !has(dictionary, 'S'))
        found.add('the document acts when a page or field is opened')
    }
    return [
      readNameTree(pdf, 'JavaScript').size > 0 && 'the document holds scripts',
      form && (has(form, 'XFA') || has(catalog, 'NeedsRendering')) && 'the document holds an XFA form',
      ...found,
    ].filter(message => !!message).map(message => ({ message: message as string }))
  },
}

export const streams: Condition = {
  id: 'streams',
  requirement: 'Streams lie in the document itself and are packed in ways that every reader knows.',
  clause: 'ISO 19005-3 §6.1.7, §6.2.5',
  matterhorn: [],
  examine({ pdf }) {
    const faults = new Set<string>()
    for (const [, object] of objectsOf(pdf)) {
      const dictionary = asDictionary(object)
      if (!dictionary)
        continue
      const filters = getItems(pdf, dictionary, 'Filter').map(item => String(resolve(pdf, item)))
      if (dictionary !== object && filters.includes('/LZWDecode'))
        faults.add('a stream is packed by LZW')
      if (dictionary !== object && filters.includes('/Crypt'))
        faults.add('a stream is encrypted')
      if (dictionary !== object && ['F', 'FFilter', 'FDecodeParms'].some(key => has(dictionary, key)))
        faults.add('a stream lies in another file')
      if (getName(pdf, dictionary, 'Type') === 'ExtGState' && transfers(pdf, dictionary))
        faults.add('colours are changed by a transfer function')
    }
    return [...faults].map(message => ({ message }))
  },
}

/** Graphics states may be saved so often inside one another (ISO 32000-1 annex C). */
const deepestState = 28

export const stateNesting: Condition = {
  id: 'state-nesting',
  requirement: 'Graphics states are saved at most 28 times inside one another.',
  clause: 'ISO 19005-3 §6.1.13',
  matterhorn: [],
  examine: ({ texts }: ExaminedPdf) => texts.flatMap((text, index) => text.deepestState > deepestState
    ? [{ page: index + 1, message: `graphics states are saved ${text.deepestState} times inside one another` }]
    : []),
}

/** The colour space of a profile's data: "RGB" (ICC.1 §7.2.6); undefined when the bytes are no profile. */
function profileSpace(bytes: Uint8Array): string | undefined {
  const profile = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return profile.length > 128 && profile.toString('latin1', 36, 40) === 'acsp' ? profile.toString('latin1', 16, 20).trim() : undefined
}

/** Structure elements and others have an S too; actions have names that nothing else has. */
function isAction(pdf: Pdf, dictionary: Dictionary): boolean {
  return getName(pdf, dictionary, 'Type') === 'Action' || ['JavaScript', 'Launch', 'Sound', 'Movie', 'ResetForm', 'ImportData', 'Hide', 'SetOCGState', 'Rendition', 'Trans', 'GoTo3DView'].includes(getName(pdf, dictionary, 'S') ?? '')
}

function transfers(pdf: Pdf, state: Dictionary): boolean {
  return has(state, 'TR') || (has(state, 'TR2') && String(get(pdf, state, 'TR2')) !== '/Default') || has(state, 'HTP')
}
