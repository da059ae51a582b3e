import type { Dictionary, PdfObject } from '../pdf-document.ts'
import type { Condition, ExaminedPdf } from './condition.ts'
import { asDictionary, asText, catalogOf, get, getDictionary, getItems, getName, getText, has, objectsOf, resolve } from '../pdf-document.ts'
import { readNameTree } from './name-tree.ts'

const relationships = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified', 'EncryptedPayload', 'FormData', 'Schema']

export const attachmentNames: Condition = {
  id: 'attachment-names',
  requirement: 'Every attached file has its name twice, for older and newer readers (F and UF).',
  clause: 'ISO 14289-1 §7.11',
  matterhorn: ['21-001'],
  examine: document => attachmentsOf(document)
    .filter(file => !getText(document.pdf, file, 'F') || !getText(document.pdf, file, 'UF'))
    .map(file => ({ message: `the attached file ${nameOf(document, file)} lacks its name in F or UF` })),
}

export const attachmentRelationship: Condition = {
  id: 'attachment-relationship',
  requirement: 'Every attached file says what it is to the document (AFRelationship, AF) and of which type and date it is.',
  clause: 'ISO 19005-3 §6.8',
  matterhorn: [],
  examine(document) {
    const { pdf } = document
    const associated = new Set(objectsOf(pdf).flatMap(([, object]) => {
      const dictionary = asDictionary(object)
      return dictionary && has(dictionary, 'AF') ? getItems(pdf, dictionary, 'AF').map(item => asDictionary(resolve(pdf, item))) : []
    }))
    return attachmentsOf(document).flatMap((file) => {
      const files = getDictionary(pdf, file, 'EF')
      const stream = files && (getDictionary(pdf, files, 'UF') ?? getDictionary(pdf, files, 'F'))
      const parameters = stream && getDictionary(pdf, stream, 'Params')
      const name = nameOf(document, file)
      return [
        !relationships.includes(getName(pdf, file, 'AFRelationship') ?? '') && { message: `the attached file ${name} does not say what it is to the document` },
        !associated.has(file) && { message: `the attached file ${name} belongs to nothing in the document` },
        !(stream && getName(pdf, stream, 'Subtype')) && { message: `the attached file ${name} does not say of which type it is` },
        !(parameters && has(parameters, 'ModDate')) && { message: `the attached file ${name} does not say when it was changed` },
      ].filter(fault => fault !== false)
    })
  },
}

/** File specifications that hold a file, wherever they stand (ISO 32000-1 §7.11.4). */
function attachmentsOf({ pdf, pages }: ExaminedPdf): Dictionary[] {
  const candidates: (PdfObject | undefined)[] = [
    ...readNameTree(pdf, 'EmbeddedFiles').values(),
    ...getItems(pdf, catalogOf(pdf), 'AF'),
    ...pages.flatMap(({ dictionary }) => getItems(pdf, dictionary, 'Annots').map((item) => {
      const annotation = asDictionary(resolve(pdf, item))
      return annotation && get(pdf, annotation, 'FS')
    })),
  ]
  return [...new Set(candidates.map(item => asDictionary(resolve(pdf, item))))].filter(file => file !== undefined && has(file, 'EF')) as Dictionary[]
}

function nameOf({ pdf }: ExaminedPdf, file: Dictionary): string {
  const name = asText(get(pdf, file, 'UF')) ?? asText(get(pdf, file, 'F'))
  return name ? `"${name}"` : 'without a name'
}
