import type { Pdf } from '../pdf-document.ts'
import { ascii, catalogOf, informationOf, keysOf, registerPlainStream, remove, set, text } from '../pdf-document.ts'

/** What a document says of itself. */
export interface DocumentMetadata {
  title: string
  authors: string[]
  subject: string
  keywords: string[]
  /** Language tag (BCP 47), for example "en". */
  language: string
  /** For both dates of the document; not the time of the build, so that the same sources give the same bytes. */
  date: Date
  /** Name of the program that made it. */
  producer: string
}

/**
 * Writes title, language and the rest into the catalog, the information dictionary and XMP.
 * `conforms` is whether the document says that it is PDF/UA-1 and PDF/A-3a; only when all conditions are met.
 */
export function writeMetadata(pdf: Pdf, metadata: DocumentMetadata, conforms: boolean): void {
  const catalog = catalogOf(pdf)
  set(pdf, catalog, 'Lang', ascii(metadata.language))
  set(pdf, catalog, 'ViewerPreferences', { DisplayDocTitle: true })
  set(pdf, catalog, 'MarkInfo', { Marked: true })

  const information = informationOf(pdf)
  for (const key of keysOf(information))
    remove(information, key)
  const date = ascii(pdfDate(metadata.date))
  set(pdf, information, 'Title', text(metadata.title))
  set(pdf, information, 'Author', text(metadata.authors.join(', ')))
  set(pdf, information, 'Subject', text(metadata.subject))
  set(pdf, information, 'Keywords', text(metadata.keywords.join(', ')))
  set(pdf, information, 'Creator', text(metadata.producer))
  set(pdf, information, 'Producer', text(metadata.producer))
  set(pdf, information, 'CreationDate', date)
  set(pdf, information, 'ModDate', date)

  set(pdf, catalog, 'Metadata', registerPlainStream(pdf, xmpOf(metadata, conforms), { Type: 'Metadata', Subtype: 'XML' }))
}

const claims = `<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
`

/** PDF/A wants properties that it does not know itself to be described in the document (ISO 19005-3 §6.6.2.3). */
const extensionSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

/** The XMP packet (ISO 16684-1) with the same statements. */
function xmpOf(metadata: DocumentMetadata, conforms: boolean): string {
  const { title, authors, subject, keywords, language, producer } = metadata
  const date = isoOf(metadata.date)
  const list = (kind: 'Bag' | 'Seq', items: string[]) => `<rdf:${kind}>${items.map(item => `<rdf:li>${escapeXml(item)}</rdf:li>`).join('')}</rdf:${kind}>`
  const inLanguage = (value: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt>`
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title>${inLanguage(title)}</dc:title>
<dc:creator>${list('Seq', authors)}</dc:creator>
<dc:description>${inLanguage(subject)}</dc:description>
<dc:subject>${list('Bag', keywords)}</dc:subject>
<dc:language>${list('Bag', [language])}</dc:language>
<pdf:Keywords>${escapeXml(keywords.join(', '))}</pdf:Keywords>
<pdf:Producer>${escapeXml(producer)}</pdf:Producer>
<xmp:CreatorTool>${escapeXml(producer)}</xmp:CreatorTool>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
${conforms ? claims : ''}</rdf:Description>
${conforms ? extensionSchema : ''}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
}

/** A date as PDF writes it (ISO 32000-1 §7.9.4), in universal time. */
export function pdfDate(date: Date): string {
  return `D:${isoOf(date).replace(/\D/g, '')}Z`
}

function isoOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Control characters have no place in XML 1.0 at all. */
function escapeXml(value: string): string {
  return value.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
