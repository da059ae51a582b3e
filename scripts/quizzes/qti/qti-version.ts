import { element } from '../xml.ts'

/** What differs between the two versions: addresses, and how names are written. */
export interface QtiVersion {
  readonly number: '2.1' | '3.0'
  readonly namespace: string
  readonly schema: string
  readonly manifestNamespace: string
  readonly manifestSchema: string
  /** What the manifest calls the package. */
  readonly packageSchema: string
  readonly packageSchemaVersion: string
  readonly itemType: string
  readonly testType: string
  /** Writes an element of QTI, named as in 2.1; HTML is written by element(). */
  readonly q: typeof element
}

const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

export const qti21: QtiVersion = {
  number: '2.1',
  namespace: 'http://www.imsglobal.org/xsd/imsqti_v2p1',
  schema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p2.xsd',
  manifestNamespace: 'http://www.imsglobal.org/xsd/imscp_v1p1',
  manifestSchema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd',
  packageSchema: 'QTIv2.1 Package',
  packageSchemaVersion: '1.0.0',
  itemType: 'imsqti_item_xmlv2p1',
  testType: 'imsqti_test_xmlv2p1',
  q: element,
}

/** 3.0 writes every name of 2.1 with a prefix and hyphens, its attributes with hyphens. */
export const qti30: QtiVersion = {
  number: '3.0',
  namespace: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
  schema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
  manifestNamespace: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
  manifestSchema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd',
  packageSchema: 'QTI Package',
  packageSchemaVersion: '3.0.0',
  itemType: 'imsqti_item_xmlv3p0',
  testType: 'imsqti_test_xmlv3p0',
  q: (name, attributes = {}, ...children) => element(
    `qti-${kebab(name)}`,
    Object.fromEntries(Object.entries(attributes).map(([key, value]) => [/^xml(?:ns)?(?::|$)|^xsi:/.test(key) ? key : kebab(key), value])),
    ...children,
  ),
}

/** Attributes of a document's root. */
export function rootAttributes(version: QtiVersion): Record<string, string> {
  return {
    'xmlns': version.namespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${version.namespace} ${version.schema}`,
  }
}
