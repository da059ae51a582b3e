import type { ImposedLayout } from '../../../scripts/handouts/imposition/grid.ts'
import type { Dictionary, Pdf, PdfObject } from '../../../scripts/handouts/pdf-document.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gridOf } from '../../../scripts/handouts/imposition/grid.ts'
import { imposedHandout } from '../../../scripts/handouts/imposition/imposed-handout.ts'
import { readMarkedPages } from '../../../scripts/handouts/imposition/marked-pages.ts'
import { createTextReader } from '../../../scripts/handouts/page-text.ts'
import { asArray, asDictionary, asNumber, asReference, bytesOf, catalogOf, get, getDictionary, getItems, getName, getNumber, getRaw, getText, keyOf, objectsOf, openPdf, pagesOf, resolve } from '../../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../../scripts/handouts/repair-slides.ts'
import { destinationArray } from '../../../scripts/handouts/repair/links.ts'
import { walkStructure } from '../../../scripts/handouts/structure.ts'
import { verifyPdf } from '../../../scripts/handouts/verify-pdf.ts'

const metadata = { title: 'Plain deck', authors: ['Ada Author'], subject: 'A deck', keywords: [], language: 'en', date: new Date('2026-11-22T00:00:00Z'), producer: 'Lectern' }
const titles = ['A plain deck says one thing per slide', 'Lists & tables', 'A figure']
const pages = titles.map((_, index) => ({ slide: index + 1, step: 0 }))
/** The size of the slides' pages, in points. */
const [slideWidth, slideHeight] = [735.12, 414]
const options = { paper: 'a4', orientation: undefined } as const

/** Whether poppler and qpdf are there to be asked as independent readers. */
const hasReaders = ['pdfinfo', 'pdftoppm', 'pdftotext', 'qpdf'].every(command => existsSync(`/usr/bin/${command}`))

let folder: string
let slides: Uint8Array

async function handout(layout: ImposedLayout, flaws: { condition: string, message: string }[] = []): Promise<Uint8Array> {
  const original = { bytes: slides, ...await readMarkedPages(slides), pages, title: 'Plain deck', flaws }
  return await imposedHandout(original, layout, options, metadata)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-impose-'))
  const printed = await readFile(fileURLToPath(new URL('../../fixtures/pdf/printed-slides.pdf', import.meta.url)))
  slides = (await repairSlides(printed, [], titles, metadata)).bytes
  await writeFile(join(folder, 'slides.pdf'), slides)
  for (const layout of ['2up', '4up', '9up'] as const)
    await writeFile(join(folder, `${layout}.pdf`), await handout(layout))
})

afterAll(() => rm(folder, { recursive: true }))

const ask = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 })

/** What the structure says: types, languages, alternatives, in order. */
function structureOf(pdf: Pdf): string[] {
  const found: string[] = []
  walkStructure(pdf, ({ dictionary, type }) => found.push([type, ...['Alt', 'Lang', 'ID', 'ActualText'].map(key => getText(pdf, dictionary, key))].join('|')))
  return found
}

function annotationsOf(pdf: Pdf): { sheet: number, annotation: Dictionary, rect: number[] }[] {
  return pagesOf(pdf).flatMap((page, sheet) => getItems(pdf, page.dictionary, 'Annots').map((item) => {
    const annotation = asDictionary(resolve(pdf, item))!
    return { sheet, annotation, rect: numbersOf(pdf, getItems(pdf, annotation, 'Rect')) }
  }))
}

function numbersOf(pdf: Pdf, items: readonly PdfObject[]): number[] {
  return items.map(item => asNumber(resolve(pdf, item))!)
}

/** Sheet and point, from the lower left corner, that a destination shows. */
function targetOf(pdf: Pdf, destination: readonly PdfObject[] | undefined) {
  const sheet = pagesOf(pdf).findIndex(({ reference }) => keyOf(reference) === keyOf(asReference(destination?.[0])!))
  return { sheet, kind: destination![1]!.toString(), point: numbersOf(pdf, destination!.slice(2, 4)) }
}

describe.each(['2up', '4up', '9up'] as const)('%s of three slides', (layout) => {
  const { cells, width } = gridOf(layout, 'a4', undefined, slideWidth / slideHeight)
  let pdf: Pdf
  let original: Pdf

  beforeAll(async () => {
    pdf = await openPdf(await readFile(join(folder, `${layout}.pdf`)))
    original = await openPdf(slides)
  })

  const cellOf = (slide: number) => ({ sheet: Math.floor((slide - 1) / cells.length), ...cells[(slide - 1) % cells.length]! })

  it('is PDF/UA-1 and PDF/A-3a as far as our own checker can tell', async () => {
    expect(await verifyPdf(await readFile(join(folder, `${layout}.pdf`)))).toEqual([])
  })

  it('has as many sheets as it takes, of the paper\'s size, named by number', () => {
    const sheets = pagesOf(pdf)
    expect(sheets).toHaveLength(Math.ceil(3 / cells.length))
    for (const { dictionary } of sheets)
      expect(numbersOf(pdf, getItems(pdf, dictionary, 'MediaBox'))[2]).toBeCloseTo(width, 2)
    expect(numbersOf(pdf, getItems(pdf, asDictionary(get(pdf, catalogOf(pdf), 'PageLabels'))!, 'Nums').filter((_, index) => index % 2 === 0))).toEqual([0])
  })

  it('keeps every structure element and every tagged word', () => {
    expect(structureOf(pdf)).toEqual(structureOf(original))
    const words = (each: Pdf) => pagesOf(each).map(createTextReader(each)).map(({ tagged }) => tagged).join('')
    expect(words(pdf)).toBe(words(original))
    expect(words(pdf)).toContain('Words on the first slide')
  })

  it('has one key of the parent tree for each sheet', () => {
    const keys = pagesOf(pdf).map(({ dictionary }) => getNumber(pdf, dictionary, 'StructParents'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).not.toContain(undefined)
  })

  it('keeps every link over its words, within the frame of its slide', () => {
    const before = annotationsOf(original)
    const after = annotationsOf(pdf)
    expect(after).toHaveLength(before.length)
    expect(before.length).toBeGreaterThan(1)
    after.forEach(({ sheet, rect }, index) => {
      const cell = cellOf(before[index]!.sheet + 1)
      const scale = cell.width / slideWidth
      const wanted = before[index]!.rect.map((value, at) => value * scale + (at % 2 === 0 ? cell.left : cell.bottom))
      expect(sheet).toBe(cell.sheet)
      rect.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 1))
    })
  })

  it('leads links and bookmarks to the slide on its sheet', () => {
    const toSlideThree = annotationsOf(pdf).map(({ annotation }) => destinationArray(pdf, get(pdf, annotation, 'Dest'))).find(destination => destination !== undefined)
    const link = targetOf(pdf, toSlideThree)
    const third = cellOf(3)
    expect(link.sheet).toBe(third.sheet)
    expect(link.point[0]).toBeCloseTo(third.left, 1)
    expect(link.point[1]).toBeCloseTo(third.bottom + third.height, 1)

    const bookmarks = []
    for (let item = getDictionary(pdf, getDictionary(pdf, catalogOf(pdf), 'Outlines')!, 'First'); item; item = getDictionary(pdf, item, 'Next'))
      bookmarks.push({ title: getText(pdf, item, 'Title'), ...targetOf(pdf, asArray(get(pdf, item, 'Dest'))) })
    expect(bookmarks.map(({ title }) => title)).toEqual(titles)
    bookmarks.forEach(({ sheet, kind, point }, index) => {
      const cell = cellOf(index + 1)
      expect({ sheet, kind }).toEqual({ sheet: cell.sheet, kind: '/XYZ' })
      expect(point[0]).toBeCloseTo(cell.left, 1)
      expect(point[1]).toBeCloseTo(cell.bottom + cell.height, 1)
    })
  })

  it('holds no font, image or content twice', () => {
    const digests = objectsOf(pdf).flatMap(([, object]) => {
      const bytes = bytesOf(pdf, object)
      return bytes && bytes.length > 500 ? [createHash('sha256').update(bytes).digest('hex')] : []
    })
    expect(digests.length).toBeGreaterThan(3)
    expect(new Set(digests).size).toBe(digests.length)
    const forms = objectsOf(pdf).filter(([, object]) => asDictionary(object) && getName(pdf, asDictionary(object)!, 'Subtype') === 'Form')
    expect(forms).toEqual([])
  })

  it('gives the same bytes again', async () => {
    expect(Buffer.from(await handout(layout)).equals(await readFile(join(folder, `${layout}.pdf`)))).toBe(true)
  })

  it.skipIf(!hasReaders)('is sound, and has the same structure, to other readers', () => {
    expect(ask('qpdf', '--check', `${layout}.pdf`)).toContain('No syntax or stream encoding errors found')
    const structure = (file: string) => ask('pdfinfo', '-struct-text', file).replace(/Object \d+ \d+/g, 'Object')
    expect(structure(`${layout}.pdf`)).toBe(structure('slides.pdf'))
    expect(ask('pdffonts', `${layout}.pdf`)).toMatch(/SourceSerif4-Regular +CID TrueType +Identity-H +yes yes yes/)
  })

  it.skipIf(!hasReaders)('shows every slide in its cell, as it looks alone', async () => {
    // Three pixels to a point of the cell: the slide is rendered at the size that it has on the sheet.
    const resolution = 216
    for (const slide of [1, 2, 3]) {
      const { sheet, left, bottom, width, height } = cellOf(slide)
      const scale = resolution / 72
      const pageHeight = numbersOf(pdf, getItems(pdf, pagesOf(pdf)[0]!.dictionary, 'MediaBox'))[3]!
      const [x, y, w, h] = [left, pageHeight - bottom - height, width, height].map(value => Math.round(value * scale))
      const crop = ['-x', x, '-y', y, '-W', w, '-H', h].map(String)
      ask('pdftoppm', '-r', String(resolution), '-gray', '-f', String(sheet + 1), '-l', String(sheet + 1), ...crop, '-singlefile', `${layout}.pdf`, 'cell')
      const cell = pixels(await readFile(join(folder, 'cell.pgm')))
      const differences = []
      for (const page of [1, 2, 3]) {
        ask('pdftoppm', '-gray', '-f', String(page), '-l', String(page), '-scale-to-x', String(w), '-scale-to-y', String(h), '-singlefile', 'slides.pdf', 'slide')
        differences.push(difference(cell, pixels(await readFile(join(folder, 'slide.pgm')))))
      }
      expect(differences[slide - 1]).toBeLessThan(2)
      expect(Math.min(...differences.filter((_, index) => index !== slide - 1))).toBeGreaterThan(3 * differences[slide - 1]!)
    }
  })

  it.skipIf(!hasReaders)('says title, slides and sheet outside of the structure', () => {
    const first = ask('pdftotext', '-f', '1', '-l', '1', '-layout', `${layout}.pdf`, '-')
    expect(first).toMatch(/^ *Plain deck +Slides 1–[23]$/m)
    expect(first).toMatch(new RegExp(`^ *1 of ${Math.ceil(3 / cells.length)}$`, 'm'))
    expect(ask('pdfinfo', '-struct-text', `${layout}.pdf`)).not.toContain(`1 of ${Math.ceil(3 / cells.length)}`)
  })
})

it('claims no conformance that the slides do not have', async () => {
  const pdf = await openPdf(await handout('2up', [{ condition: 'figure-alternative', message: 'a figure has no description of its own' }]))
  expect(Buffer.from(bytesOf(pdf, getRaw(catalogOf(pdf), 'Metadata'))!).toString()).not.toContain('pdfuaid:part')
})

/** Grey levels of a PGM file (P5). */
function pixels(file: Buffer): Uint8Array {
  const header = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(file.toString('latin1', 0, 100))![0]
  return file.subarray(header.length)
}

/** Mean difference of grey levels, 0 to 255. */
function difference(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length)
  let sum = 0
  for (let index = 0; index < one.length; index++)
    sum += Math.abs(one[index]! - other[index]!)
  return sum / one.length
}
