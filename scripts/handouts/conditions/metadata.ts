import type { Condition } from './condition.ts'
import { Buffer } from 'node:buffer'
import { asBoolean, bytesOf, catalogOf, get, getDictionary, getRaw, getText } from '../pdf-document.ts'

/** The document says its title and its language. */
export const metadata: Condition = {
  id: 'metadata',
  clause: '7.1, 7.2',
  examine({ pdf }) {
    const catalog = catalogOf(pdf)
    const preferences = getDictionary(pdf, catalog, 'ViewerPreferences')
    const xmp = Buffer.from(bytesOf(pdf, getRaw(catalog, 'Metadata')) ?? []).toString('utf8')
    return [
      !getText(pdf, catalog, 'Lang') && { message: 'the document does not say its language' },
      !/<dc:title>.*<rdf:li[^>]*>[^<]+<\/rdf:li>/s.test(xmp) && { message: 'the metadata have no title' },
      !(preferences && asBoolean(get(pdf, preferences, 'DisplayDocTitle'))) && { message: 'readers show the name of the file instead of the title' },
    ].filter(violation => violation !== false)
  },
}
