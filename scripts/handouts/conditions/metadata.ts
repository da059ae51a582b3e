import type { Condition, ExaminedPdf } from './condition.ts'
import type { XmpProperties } from './xmp.ts'
import { asBoolean, bytesOf, catalogOf, get, getDictionary, getRaw } from '../pdf-document.ts'
import { readXmp, valuesOf } from './xmp.ts'

const dublinCore = 'http://purl.org/dc/elements/1.1/'
const pdfuaid = 'http://www.aiim.org/pdfua/ns/id/'
const pdfaid = 'http://www.aiim.org/pdfa/ns/id/'

export const xmp: Condition = {
  id: 'xmp',
  requirement: 'The document has a metadata stream (XMP) that can be read.',
  clause: 'ISO 14289-1 §7.1; ISO 19005-3 §6.6.2.1',
  matterhorn: ['06-001'],
  examine: document => readMetadata(document) ? [] : [{ message: bytesOf(document.pdf, getRaw(catalogOf(document.pdf), 'Metadata')) ? 'the metadata (XMP) cannot be read' : 'the document has no metadata (XMP)' }],
}

export const accessibleIdentifier: Condition = {
  id: 'pdfua-identifier',
  requirement: 'The metadata say that the document is PDF/UA-1.',
  clause: 'ISO 14289-1 §5',
  matterhorn: ['06-002'],
  examine: document => stated(document, properties => valuesOf(properties, pdfuaid, 'part')[0]?.text === '1', 'the document does not say that it is PDF/UA-1'),
}

export const archiveIdentifier: Condition = {
  id: 'pdfa-identifier',
  requirement: 'The metadata say that the document is PDF/A-3a.',
  clause: 'ISO 19005-3 §6.6.4',
  matterhorn: [],
  examine: document => stated(document, properties => valuesOf(properties, pdfaid, 'part')[0]?.text === '3' && valuesOf(properties, pdfaid, 'conformance')[0]?.text === 'A', 'the document does not say that it is PDF/A-3a'),
}

export const title: Condition = {
  id: 'title',
  requirement: 'The metadata have a title (dc:title).',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['06-003'],
  examine: document => stated(document, properties => valuesOf(properties, dublinCore, 'title').length > 0, 'the metadata have no title'),
}

export const displayTitle: Condition = {
  id: 'display-title',
  requirement: 'Readers show the title instead of the name of the file (DisplayDocTitle).',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['07-001', '07-002'],
  examine({ pdf }) {
    const preferences = getDictionary(pdf, catalogOf(pdf), 'ViewerPreferences')
    return preferences && asBoolean(get(pdf, preferences, 'DisplayDocTitle')) ? [] : [{ message: 'readers show the name of the file instead of the title' }]
  },
}

/** The languages in which the title is given; undefined when there is no title. */
export function titleLanguages(document: ExaminedPdf): (string | undefined)[] | undefined {
  const properties = readMetadata(document)
  return properties && valuesOf(properties, dublinCore, 'title').map(({ language }) => language)
}

const read = new WeakMap<ExaminedPdf, { properties?: XmpProperties }>()

function readMetadata(document: ExaminedPdf): XmpProperties | undefined {
  let known = read.get(document)
  if (!known) {
    const bytes = bytesOf(document.pdf, getRaw(catalogOf(document.pdf), 'Metadata'))
    known = { properties: bytes && readXmp(bytes) }
    read.set(document, known)
  }
  return known.properties
}

/** Without metadata nothing is stated; that they are missing is said once. */
function stated(document: ExaminedPdf, isStated: (properties: XmpProperties) => boolean, message: string): { message: string }[] {
  const properties = readMetadata(document)
  return properties && !isStated(properties) ? [{ message }] : []
}
