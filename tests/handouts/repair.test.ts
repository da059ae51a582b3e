import type { MeasuredSlide } from '../../scripts/slides/measure.ts'
import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkAccessibility, examinePdf } from '../../scripts/handouts/accessibility.ts'
import { readOperators } from '../../scripts/handouts/content-stream.ts'
import { createTextReader } from '../../scripts/handouts/page-text.ts'
import { asArray, asDictionary, bytesOf, catalogOf, contentOf, get, getDictionary, getItems, getRaw, getText, informationOf, openPdf, pagesOf, resolve } from '../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { unmarkedPieces } from '../../scripts/handouts/repair/artifacts.ts'

/** Three slides as Chromium printed them. */
const printed = await readFile(fileURLToPath(new URL('../fixtures/pdf/printed-slides.pdf', import.meta.url)))

const titles = ['A plain deck says one thing per slide', 'Lists & tables', '']
const metadata = { title: 'Plain <deck>', authors: ['Ada Author', 'Bo Author'], subject: 'A deck', keywords: ['lists', 'tables'], language: 'en', date: new Date('2026-11-22T00:00:00Z'), producer: 'Lectern' }
const noSlides: MeasuredSlide[] = []

async function repaired(overrides: Partial<typeof metadata> = {}) {
  const { bytes, violations } = await repairSlides(printed, noSlides, titles, { ...metadata, ...overrides })
  return { bytes, violations, pdf: await openPdf(bytes) }
}

describe('repairSlides', () => {
  it('leaves nothing that keeps the document from being accessible', async () => {
    const before = checkAccessibility(examinePdf(await openPdf(printed))).map(({ condition }) => condition)
    expect([...new Set(before)]).toEqual(['unmarked-content', 'xmp', 'list-structure', 'link-description', 'file-identifier', 'output-intent'])
    const { pdf, violations } = await repaired()
    expect(violations).toEqual([])
    expect(checkAccessibility(examinePdf(pdf))).toEqual([])
  })

  it('hides no text: all that was readable before is in the structure', async () => {
    const before = await openPdf(printed)
    const { pdf } = await repaired()
    const texts = pagesOf(before).map(createTextReader(before))
    const after = pagesOf(pdf).map(createTextReader(pdf))
    expect(after.map(text => text.tagged)).toEqual(texts.map(text => text.tagged + text.unmarked))
    expect(after.map(text => text.artifact + text.unmarked)).toEqual(['', '', ''])
  })

  it('gives the same bytes for the same input, whatever the time', async () => {
    const [first, second] = [await repaired(), await repaired()]
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
    const other = await repaired({ title: 'Another' })
    expect(Buffer.from(first.bytes).equals(Buffer.from(other.bytes))).toBe(false)
  })

  it('gives the same bytes when Chromium counts its identifiers from another number', async () => {
    const shifted = Buffer.from(printed.toString('latin1').replace(/node0000(\d{4})/g, (_, number) => `node0001${number}`), 'latin1')
    expect(shifted.equals(printed)).toBe(false)
    const again = await repairSlides(shifted, noSlides, titles, metadata)
    expect(Buffer.from(again.bytes).equals(Buffer.from((await repaired()).bytes))).toBe(true)
  })

  it('makes one bookmark for each slide, to its page', async () => {
    const { pdf } = await repaired()
    const outline = getDictionary(pdf, catalogOf(pdf), 'Outlines')!
    const bookmarks = []
    for (let item = getDictionary(pdf, outline, 'First'); item; item = getDictionary(pdf, item, 'Next'))
      bookmarks.push({ title: getText(pdf, item, 'Title'), page: pagesOf(pdf).findIndex(page => page.reference === asArray(get(pdf, item, 'Dest'))![0]) })
    expect(bookmarks).toEqual([{ title: titles[0], page: 0 }, { title: titles[1], page: 1 }, { title: 'Slide 3', page: 2 }])
  })

  it('says title, author, subject, keywords, language and date', async () => {
    const { pdf } = await repaired()
    const information = informationOf(pdf)
    expect(['Title', 'Author', 'Subject', 'Keywords', 'CreationDate'].map(key => getText(pdf, information, key)))
      .toEqual(['Plain <deck>', 'Ada Author, Bo Author', 'A deck', 'lists, tables', 'D:20261122000000Z'])
    expect(getText(pdf, catalogOf(pdf), 'Lang')).toBe('en')
    const xmp = Buffer.from(bytesOf(pdf, getRaw(catalogOf(pdf), 'Metadata'))!).toString()
    expect(xmp).toContain('<rdf:li xml:lang="x-default">Plain &lt;deck&gt;</rdf:li>')
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  it('describes links by where they lead', async () => {
    const { pdf } = await repaired()
    const annotations = getItems(pdf, pagesOf(pdf)[0]!.dictionary, 'Annots').map(item => asDictionary(resolve(pdf, item))!)
    expect(annotations.map(annotation => getText(pdf, annotation, 'Contents'))).toEqual(['https://example.org/page', 'Slide 3'])
  })
})

describe('unmarkedPieces', () => {
  const pieces = (stream: string) => unmarkedPieces(readOperators(Buffer.from(stream)), () => false).map(([start, end]) => stream.slice(start, end))

  it.each<[what: string, stream: string, expected: string[]]>([
    ['a painted path, without its clip', 'q 0 0 5 5 re W n 0 0 9 9 re f Q', ['0 0 9 9 re f']],
    ['a path of several parts', '0 0 m 1 1 l 2 2 m 3 3 l S', ['0 0 m 1 1 l 2 2 m 3 3 l S']],
    ['a text object', 'BT /F1 9 Tf (a) Tj ET', ['BT /F1 9 Tf (a) Tj ET']],
    ['text between marked text of one object', 'BT /P <</MCID 0>> BDC (a) Tj EMC (b) Tj ET', ['(b) Tj']],
    ['images', '/P <</MCID 0>> BDC /Im1 Do EMC /Im2 Do', ['/Im2 Do']],
    ['nothing that is marked', '/P <</MCID 0>> BDC BT (a) Tj ET 0 0 9 9 re f EMC', []],
    ['nothing that is an artifact already', '/Artifact BMC 0 0 9 9 re f EMC', []],
  ])('finds %s', (_, stream, expected) => {
    expect(pieces(stream)).toEqual(expected)
  })
})

it('keeps each page\'s content apart from the marks around it', async () => {
  const bare = (content: Uint8Array) => readOperators(content).filter(({ name }) => !['BMC', 'BDC', 'EMC'].includes(name)).map(({ name, operands }) => JSON.stringify([name, operands]))
  const before = await openPdf(printed)
  const { pdf } = await repaired()
  expect(pagesOf(pdf).map(page => bare(contentOf(pdf, page)))).toEqual(pagesOf(before).map(page => bare(contentOf(before, page))))
})
