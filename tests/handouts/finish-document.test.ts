import type { MeasuredSlide } from '../../scripts/slides/measure.ts'
import { Buffer } from 'node:buffer'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { bytesOf, catalogOf, getRaw, openPdf } from '../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { attachFile } from '../../scripts/handouts/repair/attachments.ts'
import { finishDocument } from '../../scripts/handouts/repair/finish-document.ts'
import { srgbProfile } from '../../scripts/handouts/repair/srgb-profile.ts'

const run = promisify(execFile)
const fixture = (name: string) => readFile(fileURLToPath(new URL(`../fixtures/pdf/${name}`, import.meta.url)))
const metadata = { title: 'Doses & <units>', authors: ['Ada Author', 'Bo "B" Author'], subject: 'How to write \u000B doses', keywords: ['doses', 'µg'], language: 'en', date: new Date('2026-11-22T10:20:30Z'), producer: 'Lectern' }
const references = { name: 'références.ris', bytes: Buffer.from('TY  - JOUR\nER  - \n'), mime: 'application/x-research-info-systems', description: 'References', relationship: 'Supplement', date: metadata.date } as const
const hasVeraPdf = spawnSync(process.platform === 'win32' ? 'where' : 'which', ['verapdf'], { stdio: 'ignore' }).status === 0

let folder: string
let bytes: Uint8Array

async function finished(): Promise<Uint8Array> {
  const repaired = await repairSlides(await fixture('printed-slides.pdf'), [], ['One', 'Two', 'Three'], metadata)
  const pdf = await openPdf(repaired.bytes)
  attachFile(pdf, references)
  const { bytes, violations } = await finishDocument(pdf, metadata)
  expect(violations).toEqual([])
  return bytes
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-finish-'))
  bytes = await finished()
  await writeFile(join(folder, 'finished.pdf'), bytes)
})

afterAll(() => rm(folder, { recursive: true }))

const read = async (program: string, ...args: string[]) => (await run(program, args, { cwd: folder })).stdout
async function xmpOf() {
  const pdf = await openPdf(bytes)
  return Buffer.from(bytesOf(pdf, getRaw(catalogOf(pdf), 'Metadata'))!).toString('utf8')
}

describe('finishDocument, as other programs read it', () => {
  it('has no errors for qpdf', async () => {
    expect(await read('qpdf', '--check', 'finished.pdf')).toContain('No syntax or stream encoding errors found')
  })

  it('says title, author, subject, keywords and dates to poppler, and is tagged', async () => {
    const information = await read('pdfinfo', '-isodates', 'finished.pdf')
    for (const line of [/Title: +Doses & <units>/, /Author: +Ada Author, Bo "B" Author/, /Keywords: +doses, µg/, /CreationDate: +2026-11-22T10:20:30Z/, /Tagged: +yes/, /Metadata Stream: +yes/, /JavaScript: +no/, /Encrypted: +no/])
      expect(information).toMatch(line)
  })

  it('keeps the structure that poppler reads', async () => {
    const structure = await read('pdfinfo', '-struct-text', 'finished.pdf')
    for (const type of ['Document', 'H1', 'L (block)', 'LBody (block)', 'Table', 'TH', 'Figure', 'Link'])
      expect(structure).toContain(type)
  })

  it('embeds every font with a map to Unicode', async () => {
    const fonts = (await read('pdffonts', 'finished.pdf')).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts)
      expect(font).toMatch(/ yes +yes +yes +\d+ +0$/)
  })

  it('gives its attachment back, byte by byte', async () => {
    expect(await read('pdfdetach', '-list', 'finished.pdf')).toContain('références.ris')
    await read('pdfdetach', '-save', '1', '-o', 'saved.ris', 'finished.pdf')
    expect(await readFile(join(folder, 'saved.ris'))).toEqual(references.bytes)
    expect(await read('qpdf', '--list-attachments', '--verbose', 'finished.pdf')).toContain('mime type: application/x-research-info-systems')
  })

  it('has metadata that are well-formed XML', async () => {
    const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="adobe:ns:meta/"><xs:element name="xmpmeta"><xs:complexType>
      <xs:sequence><xs:any processContents="skip" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>`
    const contents = await xmpOf()
    expect((await validateXML({ xml: [{ fileName: 'xmp.xml', contents }], schema })).errors).toEqual([])
    expect((await validateXML({ xml: [{ fileName: 'xmp.xml', contents: contents.replace('</dc:title>', '') }], schema })).valid).toBe(false)
    for (const part of ['Doses &amp; &lt;units&gt;', 'How to write  doses', '<rdf:li>Bo "B" Author</rdf:li>', '<dc:language><rdf:Bag><rdf:li>en</rdf:li>', '<pdfuaid:part>1<', '<pdfaid:part>3<', '<pdfaid:conformance>A<', 'pdfaExtension:schemas', '2026-11-22T10:20:30Z'])
      expect(contents).toContain(part)
  })

  it.skipIf(!hasVeraPdf).each(['ua1', '3a'])('is valid for veraPDF: %s', async (flavour) => {
    expect(await read('verapdf', '--flavour', flavour, '--format', 'text', 'finished.pdf')).toMatch(/^PASS/m)
  })
})

describe('finishDocument', () => {
  it('gives the same bytes for the same document, and another identifier for another', async () => {
    expect(Buffer.from(await finished()).equals(Buffer.from(bytes))).toBe(true)
    const identifierOf = (document: Uint8Array) => /\/ID \[ <([\dA-F]{32})> <\1> \]/.exec(Buffer.from(document).toString('latin1'))![1]
    const other = await openPdf(bytes)
    attachFile(other, { ...references, name: 'other.ris' })
    expect(identifierOf((await finishDocument(other, metadata)).bytes)).not.toBe(identifierOf(bytes))
    expect(identifierOf(bytes)).not.toMatch(/^0+$/)
  })

  it('claims nothing for a document that fails a check of its own', async () => {
    const { bytes: unfit, violations } = await finishDocument(await openPdf(bytes), metadata, () => [{ condition: 'own', message: 'no' }])
    expect(violations).toEqual([{ condition: 'own', message: 'no' }])
    const pdf = await openPdf(unfit)
    expect(Buffer.from(bytesOf(pdf, getRaw(catalogOf(pdf), 'Metadata'))!).toString()).not.toMatch(/<pdfuaid:part>|<pdfaid:part>/)
  })

  it('lists attachments by name, however many', async () => {
    const pdf = await openPdf(bytes)
    attachFile(pdf, { ...references, name: 'a.ris' })
    attachFile(pdf, { ...references, name: 'z.ris' })
    const { bytes: more, violations } = await finishDocument(pdf, metadata)
    expect(violations).toEqual([])
    await writeFile(join(folder, 'more.pdf'), more)
    expect((await read('pdfdetach', '-list', 'more.pdf')).match(/\S+\.ris/g)).toEqual(['a.ris', 'références.ris', 'z.ris'])
  })
})

describe('repairSlides', () => {
  it('names the characters that no font has, with the page, and fonts that are not shipped', async () => {
    const slide = { no: 1, width: 980, height: 552, runs: [{ text: '漢字 ⊕' }], shapes: [], brokenImages: [] } as unknown as MeasuredSlide
    const { violations, strays } = await repairSlides(await fixture('missing-characters.pdf'), [slide], ['One'], metadata)
    expect(violations.filter(({ condition }) => condition === 'notdef')).toEqual([
      { condition: 'notdef', page: 1, message: expect.stringMatching(/DejaVuSans lacks .*"字" \(U\+5B57\)/) },
      { condition: 'notdef', page: 1, message: 'no font has "漢"' },
    ])
    expect(strays).toEqual([])
  })

  it('names fonts that the kit does not ship', async () => {
    const printed = (await fixture('printed-slides.pdf')).toString('latin1').replace(/DejaVuSans-Bold/g, 'ComicSans-Roman')
    const { strays } = await repairSlides(Buffer.from(printed, 'latin1'), [], ['One', 'Two', 'Three'], metadata)
    expect(strays).toEqual([{ name: 'ComicSans-Roman', page: 2, letters: 'Armn' }])
  })
})

describe('srgbProfile', () => {
  it('is a whole profile: every tag inside it, its size as it says', () => {
    const profile = Buffer.from(srgbProfile())
    expect(profile.readUInt32BE(0)).toBe(profile.length)
    expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ')
    expect(profile.toString('latin1', 36, 40)).toBe('acsp')
    const tags = Array.from({ length: profile.readUInt32BE(128) }, (_, index) => {
      const at = 132 + 12 * index
      return [profile.toString('latin1', at, at + 4), profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)] as const
    })
    expect(tags.map(([name]) => name).sort()).toEqual(['bTRC', 'bXYZ', 'cprt', 'desc', 'gTRC', 'gXYZ', 'rTRC', 'rXYZ', 'wtpt'])
    expect(tags.every(([, place, size]) => place % 4 === 0 && place + size <= profile.length)).toBe(true)
  })

  it('makes white of the colorants together, and bends its curve as sRGB does', () => {
    const profile = Buffer.from(srgbProfile())
    const find = (name: string) => profile.readUInt32BE(profile.indexOf(name, 132, 'latin1') + 4)
    const xyz = (name: string) => [8, 12, 16].map(offset => profile.readInt32BE(find(name) + offset) / 0x10000)
    const [red, green, blue, white] = ['rXYZ', 'gXYZ', 'bXYZ', 'wtpt'].map(xyz)
    white!.forEach((value, index) => expect(red![index]! + green![index]! + blue![index]!).toBeCloseTo(value, 3))
    const curve = find('rTRC')
    const at = (value: number) => profile.readUInt16BE(curve + 12 + 2 * Math.round(value * (profile.readUInt32BE(curve + 8) - 1))) / 0xFFFF
    expect([at(0), at(1)]).toEqual([0, 1])
    expect(at(0.5)).toBeCloseTo(0.2140, 2) // IEC 61966-2-1
  })
})
