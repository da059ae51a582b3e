import type { FontFile } from '../../scripts/handouts/fonts/typesetter.ts'
import type { Reference, Writable } from '../../scripts/handouts/pdf-document.ts'
import type { VerifyLanguage } from '../certificates/verify-page/words.ts'
import type { Profile } from './profile.ts'
import type { TranscriptWords } from './transcript-words.ts'
import type { Transcript, TranscriptEntry } from './transcript.ts'
import { Buffer } from 'node:buffer'
import { creditAmount } from '../../lib/credit-amount.ts'
import { creditTotals } from '../../lib/credit-totals.ts'
import { createTypesetter } from '../../scripts/handouts/fonts/typesetter.ts'
import { ascii, catalogOf, createPdf, register, replacePages, set, setContent, text, write } from '../../scripts/handouts/pdf-document.ts'
import { finishDocument } from '../../scripts/handouts/repair/finish-document.ts'
import { kitVersion } from '../../scripts/kit.ts'
import { certificateFonts } from '../certificates/certificate-fonts.ts'
import { showParts } from '../certificates/certificate-pdf.ts'
import { plainStatement } from '../certificates/certificate.ts'
import { markEmphasis, styledLines, withoutMarks } from '../certificates/emphasis.ts'
import { LINE_HEIGHT, wrapLines } from '../certificates/fit-lines.ts'
import { canPrint, NAME_ELSEWHERE, printedName } from '../certificates/printed-name.ts'
import { verifyUrl } from '../certificates/verify-url.ts'
import { transcriptWords } from './transcript-words.ts'

export interface TranscriptPaper {
  readonly transcript: Transcript
  readonly profile: Profile | undefined
  /** ISO date. */
  readonly day: string
  readonly baseUrl: string
  readonly language: VerifyLanguage
}

/** A4, upright, in points. */
const PAGE = { width: 595, height: 842, left: 62, right: 62, top: 62, bottom: 72 } as const
/** Of the design tokens: ink, accent, muted, and what needs attention. */
const COLOURS = { ink: '0.094 0.133 0.180', accent: '0 0.353 0.353', muted: '0.333 0.373 0.412', caution: '0.604 0.204 0.071' } as const

interface Block {
  readonly role: 'H1' | 'H2' | 'H3' | 'P'
  readonly words: string
  readonly size: number
  readonly colour: keyof typeof COLOURS
  /** Above it, in points. */
  readonly above: number
  /** Where it leads to. */
  readonly link?: { readonly address: string, readonly says: string }
  /** Of its words, where it is not that of the document. */
  readonly language?: string
}

/**
 * All credit of a learner as one PDF for a board: tagged, fit to keep (PDF/UA-1, PDF/A-3a). It is a summary, and says so; the
 * certificates are the proof. The same transcript gives the same bytes on the same day.
 */
export async function transcriptPdf({ transcript, profile, day, baseUrl, language }: TranscriptPaper): Promise<Uint8Array> {
  const words = transcriptWords[language]
  const fonts = certificateFonts()
  const name = nameOf(profile, words, fonts)
  const groups = groupsOf({ transcript, profile, day, baseUrl, language }, name, fonts)
  const foot = (no: number, of: number) => `${words.title} · ${words.on(day)} · ${words.page(no, of)}`
  const pdf = await createPdf()
  const setter = createTypesetter(pdf, [...groups.flat().map(({ words }) => words), foot(1, 1), '0123456789'], 'the transcript', fonts)
  const width = PAGE.width - PAGE.left - PAGE.right

  const sheets: { block: Block, lines: string[], baseline: number }[][] = [[]]
  let top: number = PAGE.height - PAGE.top
  for (const group of groups) {
    const set = group.map(block => ({ block, lines: wrapLines(markEmphasis(block.words), width, line => setter.widthOf(withoutMarks(line), block.size)) }))
    const heights = set.map(({ block, lines }) => block.above + lines.length * block.size * LINE_HEIGHT)
    const height = heights.reduce((sum, value) => sum + value, 0)
    // A course stays together where a page has room for it.
    if (top - height < PAGE.bottom && height < PAGE.height - PAGE.top - PAGE.bottom && sheets.at(-1)!.length)
      top = turn()
    for (const [index, { block, lines }] of set.entries()) {
      if (top - heights[index]! < PAGE.bottom && sheets.at(-1)!.length)
        top = turn()
      const above = sheets.at(-1)!.length ? block.above : 0
      sheets.at(-1)!.push({ block, lines, baseline: Number((top - above - block.size).toFixed(2)) })
      top -= above + lines.length * block.size * LINE_HEIGHT
    }
  }
  function turn(): number {
    sheets.push([])
    return PAGE.height - PAGE.top
  }

  const pages = replacePages(pdf, sheets.length, [PAGE.width, PAGE.height])
  const document = register(pdf, { Type: 'StructElem', S: 'Document' })
  const elements: Reference[] = []
  const parents: Writable[] = []
  let nextKey = sheets.length
  const annotationParents: [number, Reference][] = []
  sheets.forEach((sheet, number) => {
    const page = pages[number]!
    const onPage: Reference[] = []
    const annotations: Reference[] = []
    const content = sheet.map(({ block, lines, baseline }, mark) => {
      const annotation = block.link && annotate(block, lines, baseline)
      const tag = annotation ? 'Link' : block.role
      const element = register(pdf, {
        Type: 'StructElem',
        S: tag,
        P: document,
        Pg: page.reference,
        K: annotation ? [mark, { Type: 'OBJR', Obj: annotation, Pg: page.reference }] : mark,
        ...block.language && { Lang: text(block.language) },
      })
      if (annotation) {
        annotations.push(annotation)
        annotationParents.push([nextKey++, element])
        // A link stands in a paragraph.
        const paragraph = register(pdf, { Type: 'StructElem', S: 'P', P: document, K: [element] })
        set(pdf, pdf.context.lookup(element) as never, 'P', paragraph)
        elements.push(paragraph)
      }
      else {
        elements.push(element)
      }
      onPage.push(element)
      return `/${tag} <</MCID ${mark}>> BDC ${styledLines(lines).map((parts, index) => `q ${COLOURS[block.colour]} rg ${showParts(setter, parts, block.size, PAGE.left, baseline - index * block.size * LINE_HEIGHT)} Q`).join(' ')} EMC`
    })
    content.push(`/Artifact BMC q ${COLOURS.accent} RG 0.75 w ${PAGE.left} ${PAGE.bottom - 14} m ${PAGE.width - PAGE.right} ${PAGE.bottom - 14} l S Q q ${COLOURS.muted} rg ${setter.show(foot(number + 1, sheets.length), 8.5, PAGE.left, PAGE.bottom - 28)} Q EMC`)
    setContent(pdf, page, Buffer.from(content.join('\n')))
    set(pdf, page.dictionary, 'Resources', { Font: Object.fromEntries(setter.fonts) })
    set(pdf, page.dictionary, 'StructParents', number)
    set(pdf, page.dictionary, 'Tabs', 'S')
    if (annotations.length)
      set(pdf, page.dictionary, 'Annots', annotations)
    parents.push(number, write(pdf, onPage))
  })

  function annotate({ link, size }: Block, lines: readonly string[], baseline: number): Reference {
    const widest = Math.max(...lines.map(line => setter.widthOf(withoutMarks(line).trimEnd(), size)))
    return register(pdf, {
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [PAGE.left, baseline - (lines.length - 1) * size * LINE_HEIGHT - 3, PAGE.left + widest, baseline + size],
      Border: [0, 0, 0],
      F: 4,
      StructParent: nextKey,
      Contents: text(link!.says),
      A: { S: 'URI', URI: ascii(link!.address) },
    })
  }

  const root = register(pdf, {
    Type: 'StructTreeRoot',
    K: [document],
    ParentTree: { Nums: [...parents, ...annotationParents.flat()] },
    ParentTreeNextKey: nextKey,
  })
  const documentElement = pdf.context.lookup(document) as never
  set(pdf, documentElement, 'P', root)
  set(pdf, documentElement, 'K', elements)
  set(pdf, catalogOf(pdf), 'StructTreeRoot', root)

  const { bytes, violations } = await finishDocument(pdf, {
    title: `${words.title}: ${name}`,
    authors: [],
    subject: words.summary,
    keywords: [],
    language,
    date: new Date(day),
    producer: `Lectern ${kitVersion}`,
  })
  if (violations.length)
    throw new Error(`the transcript is not accessible: ${violations[0]!.message}`)
  return bytes
}

/** What stands together: the head, the totals, each course. */
function groupsOf({ transcript, profile, day, baseUrl, language }: TranscriptPaper, name: string, fonts: readonly FontFile[]): Block[][] {
  const words = transcriptWords[language]
  const number = (value: number) => value.toLocaleString(language === 'es' ? 'es-ES' : 'en-US', { maximumFractionDigits: 2 })
  const line = (line: string, more: Partial<Block> = {}): Block => ({ role: 'P', words: line, size: 10.5, colour: 'ink', above: 3, ...more })
  const credited = transcript.courses.filter(({ credits, completed, certificates }) => completed !== null && (credits !== null || certificates[0]?.status === 'revoked')).sort((a, b) => b.completed!.localeCompare(a.completed!) || (a.course < b.course ? -1 : 1))
  const totals = creditTotals({ courses: credited })
  const identifiers = [
    ...profile?.npi ? [`${words.npi} ${profile.npi}`] : [],
    ...profile?.licences.length ? [`${words.licences}: ${profile.licences.map(({ state, number }) => `${state} ${number}`).join(', ')}`] : [],
  ].filter(text => canPrint(text, fonts))
  return [
    [
      { role: 'H1', words: words.title, size: 22, colour: 'accent', above: 0 },
      line(name, { size: 16, above: 12 }),
      ...identifiers.length ? [line(`${words.stated} ${identifiers.join('; ')}`, { colour: 'muted' })] : [],
      line(words.on(day), { colour: 'muted' }),
      line(words.summary, { above: 10 }),
    ],
    ...credited.length
      ? [[
          { role: 'H2' as const, words: words.totals, size: 14, colour: 'accent' as const, above: 20 },
          ...totals.length ? totals.map(({ year, type, credits }) => line(`${year}: ${plainStatement(creditAmount(credits, orElse(type, type, fonts), language, number(credits)))}`)) : [line(words.noCredit)],
        ]]
      : [],
    ...credited.length
      ? credited.map((entry, index) => [
          ...index ? [] : [{ role: 'H2' as const, words: words.courses, size: 14, colour: 'accent' as const, above: 20 }],
          ...courseBlocks(entry, { words, number, line, name, baseUrl, language, fonts }),
        ])
      : [[line(words.none, { above: 20 })]],
  ]
}

function courseBlocks(entry: TranscriptEntry, { words, number, line, name, baseUrl, language, fonts }: { words: TranscriptWords, number: (value: number) => string, line: (line: string, more?: Partial<Block>) => Block, name: string, baseUrl: string, language: VerifyLanguage, fonts: readonly FontFile[] }): Block[] {
  const foreign = entry.language.slice(0, 2) === language ? {} : { language: entry.language }
  return [
    { role: 'H3', words: orElse(entry.title, words.courseElsewhere, fonts), size: 12.5, colour: 'ink', above: 14, ...canPrint(entry.title, fonts) && foreign },
    line(orElse(entry.provider, words.providerElsewhere, fonts), { colour: 'muted' }),
    ...entry.credits === null ? [] : [line(words.claimed(plainStatement(creditAmount(entry.credits, orElse(entry.creditType, '', fonts), language, number(entry.credits)))))],
    line(words.completed(entry.completed!)),
    ...entry.accredited ? [] : [line(words.notAccredited, { colour: 'caution' })],
    ...entry.statements.map(statement => line(orElse(plainStatement(statement), words.providerElsewhere, fonts), { size: 9, ...language !== 'en' && { language: 'en' } })),
    ...entry.certificates.flatMap(({ id, status, issuedAt, learner }) => [
      line(words.certificate(id, words.states[status], issuedAt.slice(0, 10)), { above: 6, ...status !== 'valid' && { colour: 'caution' as const } }),
      ...!name.includes(learner) && canPrint(learner, fonts) ? [line(words.otherName(learner))] : [],
      line(words.verify(verifyUrl(baseUrl, id)), { colour: 'accent', size: 9.5, link: { address: verifyUrl(baseUrl, id), says: words.verifyLink(id) } }),
    ]),
  ]
}

/** Whatever the fonts cannot set is said to stand elsewhere, never set with letters missing. */
function orElse(words: string, otherwise: string, fonts: readonly FontFile[]): string {
  return canPrint(words, fonts) ? words.normalize('NFC') : otherwise
}

function nameOf(profile: Profile | undefined, words: TranscriptWords, fonts: readonly FontFile[]): string {
  const name = profile && printedName(profile, fonts)
  return name && name !== NAME_ELSEWHERE ? name : words.nameElsewhere
}
