import type { Item } from '../quiz-model.ts'
import type { QtiVersion } from './qti-version.ts'
import { element } from '../xml.ts'
import { itemFile, quizId } from './identifiers.ts'

export interface PackagedItem {
  item: Item
  /** The pictures it shows, by file name. */
  figures: ReadonlyMap<string, unknown>
}

/** imsmanifest.xml: what the package holds, and what needs what. */
export function manifest(version: QtiVersion, name: string, testFigures: readonly string[], items: readonly PackagedItem[]): string {
  const media = [...new Set([...testFigures, ...items.flatMap(({ figures }) => [...figures.keys()])])]
  const file = (href: string) => element('file', { href })
  const needs = (identifier: string) => element('dependency', { identifierref: identifier })
  const mediaId = (picture: string) => `media-${media.indexOf(picture) + 1}`
  return element(
    'manifest',
    {
      'xmlns': version.manifestNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${version.manifestNamespace} ${version.manifestSchema}`,
      'identifier': `manifest-${quizId(name)}`,
    },
    element('metadata', {}, element('schema', {}, version.packageSchema), element('schemaversion', {}, version.packageSchemaVersion)),
    element('organizations'),
    element(
      'resources',
      {},
      element('resource', { identifier: `test-${quizId(name)}`, type: version.testType, href: 'test.xml' }, file('test.xml'), ...testFigures.map(picture => needs(mediaId(picture))), ...items.map(({ item }) => needs(`item-${item.id}`))),
      ...items.map(({ item, figures }) => element('resource', { identifier: `item-${item.id}`, type: version.itemType, href: itemFile(item) }, file(itemFile(item)), ...[...figures.keys()].map(picture => needs(mediaId(picture))))),
      ...media.map(picture => element('resource', { identifier: mediaId(picture), type: 'webcontent', href: `media/${picture}` }, file(`media/${picture}`))),
    ),
  )
}
