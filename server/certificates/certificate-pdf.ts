import type { Typesetter } from '../../scripts/handouts/fonts/typesetter.ts'
import type { Writable } from '../../scripts/handouts/pdf-document.ts'
import type { Certificate } from './certificate.ts'
import type { StyledPart } from './emphasis.ts'
import { Buffer } from 'node:buffer'
import { encode } from 'uqr'
import { createTypesetter } from '../../scripts/handouts/fonts/typesetter.ts'
import { ascii, catalogOf, createPdf, register, replacePages, set, setContent, text, write } from '../../scripts/handouts/pdf-document.ts'
import { attachFile } from '../../scripts/handouts/repair/attachments.ts'
import { finishDocument, finishUnexamined } from '../../scripts/handouts/repair/finish-document.ts'
import { kitVersion } from '../../scripts/kit.ts'
import { certificateFonts } from './certificate-fonts.ts'
import { certificateLines } from './certificate-lines.ts'
import { markEmphasis, styledLines, withoutMarks } from './emphasis.ts'
import { fitLines, LINE_HEIGHT } from './fit-lines.ts'

/** A4, landscape, in points. */
export const PAGE = { width: 842, height: 595, margin: 36, inset: 80 } as const
const QR_SIZE = 84
const SMALL = 10
const FOOT = 80
/** Of the design tokens: ink, accent, muted. */
const COLOURS = { ink: '0.094 0.133 0.180', accent: '0 0.353 0.353', muted: '0.333 0.373 0.412' } as const

/** Of italics: the tangent of 12 degrees. */
const SLANT = 0.2126

const WATERMARK = 'DEMONSTRATION'

/** What the attached credential is called. */
const CREDENTIAL_NAME = 'certificate.jwt'

/** Shapes of certificates that were found to meet all conditions in this process. */
const proven = new Set<string>()

/**
 * A certificate as a PDF for people: tagged, fit to keep (PDF/UA-1, PDF/A-3a), with `length` hyphens where the signed
 * credential belongs, which is attached unpacked. The same certificate gives the same bytes in every process.
 */
export async function blankCertificatePdf(certificate: Certificate, verifyUrl: string, length: number): Promise<Uint8Array> {
  const pdf = await createPdf()
  const [page] = replacePages(pdf, 1, [PAGE.width, PAGE.height])
  const { course, provider, issuedAt, id, accredited } = certificate
  const fonts = certificateFonts()
  const { head, statements, name } = certificateLines(certificate, fonts)
  const foot = [`Number ${id}`, `Verify at ${verifyUrl}`] as const
  const setter = createTypesetter(pdf, [...head.map(line => line.words), ...statements, ...foot, WATERMARK], 'the certificate', fonts)

  const content: string[] = []
  const elements: { role: string, entries: Record<string, Writable> }[] = []
  const mark = (role: string, operators: string, entries: Record<string, Writable> = {}) => {
    content.push(`/${role} <</MCID ${elements.length}>> BDC ${operators} EMC`)
    elements.push({ role, entries })
  }
  const { width, height, margin, inset } = PAGE
  content.push(`/Artifact BMC q ${COLOURS.accent} RG 1.5 w ${margin} ${margin} ${width - 2 * margin} ${height - 2 * margin} re S Q EMC`)

  // The demonstration's statement itself is real text, below.
  if (!accredited)
    content.push(`/Artifact BMC q 0.9 0.91 0.92 rg 0.906 0.423 -0.423 0.906 ${width / 2} ${height / 2} cm ${setter.show(WATERMARK, 84, -setter.widthOf(WATERMARK, 84) / 2, -28)} Q EMC`)

  const paragraphs = [
    ...head.map(line => ({ ...line, words: markEmphasis(line.words), width: width - 2 * inset })),
    ...statements.map(words => ({ role: 'P' as const, words: markEmphasis(words), size: SMALL, colour: 'ink' as const, gap: 22, width: width - 2 * inset - QR_SIZE - 24 })),
  ]
  // Above the number and the address, beside the QR code.
  const { placed } = fitLines(paragraphs, (line, size) => setter.widthOf(withoutMarks(line), size), height - 76, FOOT + 34)
  for (const { role, colour, lines, size, baseline } of placed)
    mark(role, styledLines(lines).map((parts, index) => `q ${COLOURS[colour]} rg ${showParts(setter, parts, size, inset, baseline - index * size * LINE_HEIGHT)} Q`).join(' '))

  const footSize = (words: string) => Math.min(SMALL, SMALL * (width - 2 * inset - QR_SIZE - 24) / setter.widthOf(words, SMALL))
  mark('P', `q ${COLOURS.muted} rg ${setter.show(foot[0], footSize(foot[0]), inset, FOOT + 16)} Q`)
  const link = elements.length
  mark('Link', `q ${COLOURS.accent} rg ${setter.show(foot[1], footSize(foot[1]), inset, FOOT)} Q`)
  const qrLeft = width - inset - QR_SIZE
  const qrBottom = FOOT - 8
  mark('Figure', `q 0 g ${qrSquares(verifyUrl, qrLeft, qrBottom)} f Q`, { Alt: text(`QR code: ${verifyUrl}`), A: { O: 'Layout', BBox: [qrLeft, qrBottom, qrLeft + QR_SIZE, qrBottom + QR_SIZE] } })

  setContent(pdf, page!, Buffer.from(content.join('\n')))
  set(pdf, page!.dictionary, 'Resources', { Font: Object.fromEntries(setter.fonts) })
  set(pdf, page!.dictionary, 'StructParents', 0)
  set(pdf, page!.dictionary, 'Tabs', 'S')

  const annotation = register(pdf, {
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [inset, FOOT - 3, inset + setter.widthOf(foot[1], footSize(foot[1])), FOOT + SMALL],
    Border: [0, 0, 0],
    F: 4,
    StructParent: 1,
    Contents: text(`Verify this certificate at ${verifyUrl}`),
    A: { S: 'URI', URI: ascii(verifyUrl) },
  })
  set(pdf, page!.dictionary, 'Annots', [annotation])

  const document = register(pdf, { Type: 'StructElem', S: 'Document' })
  const kids = elements.map(({ role, entries }, number) => register(pdf, {
    Type: 'StructElem',
    S: role,
    P: document,
    Pg: page!.reference,
    K: number === link ? [number, { Type: 'OBJR', Obj: annotation, Pg: page!.reference }] : number,
    ...entries,
  }))
  // A link stands in a paragraph.
  const paragraph = register(pdf, { Type: 'StructElem', S: 'P', P: document, K: [kids[link]!] })
  set(pdf, pdf.context.lookup(kids[link]!) as never, 'P', paragraph)
  const root = register(pdf, {
    Type: 'StructTreeRoot',
    K: [document],
    ParentTree: { Nums: [0, write(pdf, kids), 1, kids[link]!] },
    ParentTreeNextKey: 2,
  })
  const documentElement = pdf.context.lookup(document) as never
  set(pdf, documentElement, 'P', root)
  set(pdf, documentElement, 'K', kids.map((kid, number) => number === link ? paragraph : kid))
  set(pdf, catalogOf(pdf), 'StructTreeRoot', root)

  const date = new Date(issuedAt)
  attachFile(pdf, { name: CREDENTIAL_NAME, bytes: Buffer.alloc(length, '-'), mime: 'application/vc+jwt', description: 'The certificate as a signed credential', relationship: 'Data', date, plain: true })
  const metadata = {
    title: `Certificate: ${course.title}`,
    authors: [provider],
    subject: `Certificate of completion for ${name}`,
    keywords: [],
    language: 'en',
    date,
    producer: `Lectern ${kitVersion}`,
  }
  // What the conditions ask of a certificate depends on its elements and fonts, not on its words: the typesetter lets no
  // character pass that it has no glyph for. Examining takes longer than making, so a shape is examined once.
  const shape = `${accredited} ${elements.map(({ role }) => role).join(' ')} ${[...setter.fonts.keys()].join(' ')}`
  if (proven.has(shape))
    return finishUnexamined(pdf, metadata, [])
  const { bytes, violations } = await finishDocument(pdf, metadata)
  if (violations.length)
    throw new Error(`the certificate is not accessible: ${violations[0]!.message}`)
  proven.add(shape)
  return bytes
}

/** Operators that show a line. Italics are the upright letters, slanted: the name of a credit has them. */
export function showParts({ show, widthOf }: Typesetter, parts: readonly StyledPart[], size: number, left: number, baseline: number): string {
  let at = left
  return parts.map(({ words, italic }) => {
    const shown = show(words, size, at, baseline)
    at += widthOf(words, size)
    return italic ? `q 1 0 ${SLANT} 1 ${(-SLANT * baseline).toFixed(3)} 0 cm ${shown} Q` : shown
  }).join(' ')
}

/**
 * The dark squares of a QR code as rectangles to fill, those of a row that touch as one, in the squares' own measure. Any of
 * the eight masks can be read; trying them all takes as long as the rest of the page.
 */
function qrSquares(words: string, left: number, bottom: number): string {
  const { data, size } = encode(words, { ecc: 'M', border: 0, maskPattern: 3 })
  const unit = (QR_SIZE / size).toFixed(5)
  const rectangles = data.flatMap((row, y) => {
    const found: string[] = []
    for (let x = 0; x < size; x++) {
      const first = x
      while (row[x])
        x++
      if (x > first)
        found.push(`${first} ${size - 1 - y} ${x - first} 1 re`)
    }
    return found
  })
  return `${unit} 0 0 ${unit} ${left} ${bottom} cm ${rectangles.join(' ')}`
}
