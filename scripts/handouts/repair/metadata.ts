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
 * `accessible` is whether the document may say that it conforms to PDF/UA-1; only after its conditions were checked.
 */
export function writeMetadata(pdf: Pdf, metadata: DocumentMetadata, accessible: boolean): void {
  const catalog = catalogOf(pdf)
  set(pdf, catalog, 'Lang', ascii(metadata.language))
  set(pdf, catalog, 'ViewerPreferences', { DisplayDocTitle: true })
  set(pdf, catalog, 'MarkInfo', { Marked: true })

  const information = informationOf(pdf)
  for (const key of keysOf(information))
    remove(information, key)
  const date = ascii(`D:${isoOf(metadata.date).replace(/\D/g, '')}Z`)
  set(pdf, information, 'Title', text(metadata.title))
  set(pdf, information, 'Author', text(metadata.authors.join(', ')))
  set(pdf, information, 'Subject', text(metadata.subject))
  set(pdf, information, 'Keywords', text(metadata.keywords.join(', ')))
  set(pdf, information, 'Creator', text(metadata.producer))
  set(pdf, information, 'Producer', text(metadata.producer))
  set(pdf, information, 'CreationDate', date)
  set(pdf, information, 'ModDate', date)

  set(pdf, catalog, 'Metadata', registerPlainStream(pdf, xmpOf(metadata, accessible), { Type: 'Metadata', Subtype: 'XML' }))
}

/** The XMP packet (ISO 16684-1) with the same statements. */
function xmpOf(metadata: DocumentMetadata, accessible: boolean): string {
  const { title, authors, subject, keywords, language, producer } = metadata
  const date = isoOf(metadata.date)
  const list = (kind: 'Bag' | 'Seq', items: string[]) => `<rdf:${kind}>${items.map(item => `<rdf:li>${escapeXml(item)}</rdf:li>`).join('')}</rdf:${kind}>`
  const inLanguage = (value: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt>`
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"${accessible ? ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"' : ''}>
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
${accessible ? '<pdfuaid:part>1</pdfuaid:part>\n' : ''}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
}

function isoOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}

function escapeXml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
