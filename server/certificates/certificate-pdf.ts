import type { Writable } from '../../scripts/handouts/pdf-document.ts'
import type { Certificate } from './certificate.ts'
import { Buffer } from 'node:buffer'
import { encode } from 'uqr'
import { createTypesetter } from '../../scripts/handouts/fonts/typesetter.ts'
import { ascii, catalogOf, createPdf, register, replacePages, set, setContent, text, write } from '../../scripts/handouts/pdf-document.ts'
import { attachFile } from '../../scripts/handouts/repair/attachments.ts'
import { finishDocument } from '../../scripts/handouts/repair/finish-document.ts'
import { kitVersion } from '../../scripts/kit.ts'

const WIDTH = 842 // A4, landscape, in points
const HEIGHT = 595
const MARGIN = 36
const QR_SIZE = 84
/** Of the design tokens: ink, accent, muted. */
const INK = '0.094 0.133 0.180'
const ACCENT = '0 0.353 0.353'
const MUTED = '0.333 0.373 0.412'

const WATERMARK = 'DEMONSTRATION'

interface Line { role: 'H1' | 'P', words: string, size: number, colour: string, gap: number }

/**
 * A certificate as a PDF for people: tagged, fit to keep (PDF/UA-1, PDF/A-3a), the signed credential attached. The same
 * certificate gives the same bytes, so that an edited copy shows.
 * @throws LecternError "missing-glyph" when the fonts lack a character of a name.
 */
export async function certificatePdf(certificate: Certificate, credential: string, verifyUrl: string): Promise<Uint8Array> {
  const pdf = await createPdf()
  const [page] = replacePages(pdf, 1, [WIDTH, HEIGHT])
  const { learner, course, provider, completed, credits, creditType, statements, issuedAt, id } = certificate
  const person = [`${learner.givenName} ${learner.familyName}`, learner.credentials].filter(Boolean).join(', ')
  const lines: Line[] = [
    { role: 'H1', words: certificate.accredited ? 'Certificate of completion' : 'Certificate of completion (demonstration)', size: 30, colour: ACCENT, gap: 54 },
    { role: 'P', words: provider, size: 13, colour: MUTED, gap: 40 },
    { role: 'P', words: person, size: 26, colour: INK, gap: 40 },
    { role: 'P', words: 'has completed', size: 13, colour: MUTED, gap: 30 },
    { role: 'P', words: course.title, size: 20, colour: INK, gap: 34 },
    { role: 'P', words: `${course.format === 'live' ? 'Live activity' : 'Enduring material'}, completed on ${completed}`, size: 13, colour: INK, gap: 26 },
    { role: 'P', words: `Claimed: ${credits} ${creditType}`, size: 13, colour: INK, gap: 40 },
  ]
  const statementLines = statements.map(statement => statement.replaceAll('*', ''))
  const foot = [`Number ${id}`, `Verify at ${verifyUrl}`]
  const setter = createTypesetter(pdf, [...lines.map(line => line.words), ...statementLines, ...foot, WATERMARK], 'the certificate')
  // A line that goes on ends with its space: readers join lines.
  const wrap = (words: string, size: number, width: number) => words.split(/(?<= )/).reduce<string[]>((wrapped, word) => {
    const longer = `${wrapped.at(-1) ?? ''}${word}`
    return wrapped.length && setter.widthOf(longer.trimEnd(), size) <= width ? [...wrapped.slice(0, -1), longer] : [...wrapped, word]
  }, [])

  const content: string[] = []
  const elements: { role: string, entries: Record<string, Writable> }[] = []
  const mark = (role: string, operators: string, entries: Record<string, Writable> = {}) => {
    content.push(`/${role} <</MCID ${elements.length}>> BDC ${operators} EMC`)
    elements.push({ role, entries })
  }
  content.push(`/Artifact BMC q ${ACCENT} RG 1.5 w ${MARGIN} ${MARGIN} ${WIDTH - 2 * MARGIN} ${HEIGHT - 2 * MARGIN} re S Q EMC`)

  // The demonstration's statement itself is real text, below.
  if (!certificate.accredited)
    content.push(`/Artifact BMC q 0.9 0.91 0.92 rg 0.906 0.423 -0.423 0.906 ${WIDTH / 2} ${HEIGHT / 2} cm ${setter.show(WATERMARK, 84, -setter.widthOf(WATERMARK, 84) / 2, -28)} Q EMC`)

  let baseline = HEIGHT - 104
  const left = MARGIN + 44
  for (const { role, words, size, colour, gap } of lines) {
    const wrapped = wrap(words, size, WIDTH - 2 * left)
    mark(role, wrapped.map((line, index) => `q ${colour} rg ${setter.show(line, size, left, baseline - index * size * 1.2)} Q`).join(' '))
    baseline -= gap + (wrapped.length - 1) * size * 1.2
  }
  const small = 10
  const textWidth = WIDTH - 2 * left - QR_SIZE - 24
  for (const statement of statementLines) {
    const wrapped = wrap(statement, small, textWidth)
    mark('P', wrapped.map((line, index) => `q ${INK} rg ${setter.show(line, small, left, baseline - index * 14)} Q`).join(' '))
    baseline -= wrapped.length * 14 + 8
  }
  const footBase = MARGIN + 44
  mark('P', `q ${MUTED} rg ${setter.show(foot[0]!, small, left, footBase + 16)} Q`)
  const link = elements.length
  mark('Link', `q ${ACCENT} rg ${setter.show(foot[1]!, small, left, footBase)} Q`)
  const qrLeft = WIDTH - left - QR_SIZE
  mark('Figure', `q 0 g ${qrSquares(verifyUrl, qrLeft, footBase - 8)} f Q`, { Alt: text(`QR code: ${verifyUrl}`), A: { O: 'Layout', BBox: [qrLeft, footBase - 8, qrLeft + QR_SIZE, footBase - 8 + QR_SIZE] } })

  setContent(pdf, page!, Buffer.from(content.join('\n')))
  set(pdf, page!.dictionary, 'Resources', { Font: Object.fromEntries(setter.fonts) })
  set(pdf, page!.dictionary, 'StructParents', 0)
  set(pdf, page!.dictionary, 'Tabs', 'S')

  const annotation = register(pdf, {
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [left, footBase - 3, left + setter.widthOf(foot[1]!, small), footBase + small],
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
  attachFile(pdf, { name: 'certificate.jwt', bytes: Buffer.from(credential), mime: 'application/vc+jwt', description: 'The certificate as a signed credential', relationship: 'Data', date })
  const { bytes, violations } = await finishDocument(pdf, {
    title: `Certificate: ${course.title}`,
    authors: [provider],
    subject: `Certificate of completion for ${person}`,
    keywords: [],
    language: 'en',
    date,
    producer: `Lectern ${kitVersion}`,
  })
  if (violations.length)
    throw new Error(`the certificate is not accessible: ${violations[0]!.message}`)
  return bytes
}

/** The dark squares of a QR code as rectangles to fill. */
function qrSquares(words: string, left: number, bottom: number): string {
  const { data, size } = encode(words, { ecc: 'M', border: 0 })
  const unit = QR_SIZE / size
  return data.flatMap((row, y) => row.flatMap((dark, x) => dark ? [`${(left + x * unit).toFixed(2)} ${(bottom + (size - 1 - y) * unit).toFixed(2)} ${unit.toFixed(2)} ${unit.toFixed(2)} re`] : [])).join(' ')
}
