import type { Raster } from '../support/read-ppm.ts'
import { Buffer } from 'node:buffer'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grayContent } from '../../scripts/handouts/gray/gray-content.ts'
import { grayJpeg } from '../../scripts/handouts/gray/gray-jpeg.ts'
import { readJpegLuma } from '../../scripts/handouts/gray/jpeg-coefficients.ts'
import { grayscale, turnGray } from '../../scripts/handouts/grayscale.ts'
import { asDictionary, getDictionary, getName, getNumber, name, objectsOf, openPdf, pagesOf, register, registerStream, set } from '../../scripts/handouts/pdf-document.ts'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { readPpm } from '../support/read-ppm.ts'

const run = promisify(execFile)
const fixture = (path: string) => readFile(fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url)))

let folder: string
/** One page as Chromium prints it: coloured text, a link, a photograph, a drawing, gradients of all kinds, a pattern, transparency. */
let coloured: Uint8Array
let gray: Uint8Array

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-gray-'))
  const repaired = await repairSlides(await fixture('pdf/colours.pdf'), [], ['Colours'], { title: 'Colours', authors: [], subject: '', keywords: [], language: 'en', date: new Date(0), producer: 'Lectern' })
  coloured = repaired.bytes
  gray = await grayscale(coloured)
  await writeFile(join(folder, 'coloured.pdf'), coloured)
  await writeFile(join(folder, 'gray.pdf'), gray)
})

afterAll(() => rm(folder, { recursive: true }))

async function raster(bytes: Uint8Array): Promise<Raster> {
  const file = join(folder, 'raster.pdf')
  await writeFile(file, bytes)
  const { stdout } = await run('pdftoppm', ['-r', '72', '-f', '1', '-l', '1', file], { encoding: 'buffer', maxBuffer: 1 << 28 })
  return readPpm(stdout)
}

function colouredPoints({ points }: Raster): number {
  let count = 0
  for (let at = 0; at < points.length; at += 3)
    count += points[at] === points[at + 1] && points[at] === points[at + 2] ? 0 : 1
  return count
}

/** The largest difference between a grey picture and the greys of a coloured one, from 0 to 255. */
function worst(before: Raster, after: Raster): number {
  let most = 0
  for (let at = 0; at < before.points.length; at += 3) {
    const [red, green, blue] = before.points.subarray(at, at + 3)
    most = Math.max(most, Math.abs(0.299 * red! + 0.587 * green! + 0.114 * blue! - after.points[at]!))
  }
  return most
}

/** A page filled with an image. */
async function pageWith(image: Uint8Array, entries: Record<string, string | number | number[]>, width = 201, height = 133): Promise<Uint8Array> {
  const pdf = await openPdf(coloured)
  const page = pagesOf(pdf)[0]!.dictionary
  const packed = entries.Filter !== undefined
  const reference = packed
    ? pdf.context.register(pdf.context.stream(image, { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ...entries }))
    : registerStream(pdf, image, { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ...entries })
  set(pdf, page, 'Resources', { XObject: { Im: reference } })
  set(pdf, page, 'MediaBox', [0, 0, width, height])
  set(pdf, page, 'Annots', [])
  set(pdf, page, 'Contents', registerStream(pdf, Buffer.from(`${width} 0 0 ${height} 0 0 cm /Im Do`)))
  return pdf.save()
}

describe('grayscale', () => {
  it('leaves no coloured point on the page, and each as bright as it was', async () => {
    const [before, after] = [await raster(coloured), await raster(gray)]
    expect(colouredPoints(before)).toBeGreaterThan(10_000)
    expect(colouredPoints(after)).toBe(0)
    expect(worst(before, after)).toBeLessThan(16)
  })

  it('leaves no colour in the file: no image, gradient or group in another space', async () => {
    const pdf = await openPdf(gray)
    for (const [, object] of objectsOf(pdf)) {
      const dictionary = asDictionary(object)
      const space = dictionary && getName(pdf, dictionary, 'ColorSpace')
      expect([undefined, 'DeviceGray']).toContain(space)
      const group = dictionary && getDictionary(pdf, dictionary, 'Group')
      expect([undefined, 'DeviceGray']).toContain(group && getName(pdf, group, 'CS'))
    }
  })

  it('keeps structure, text, links and bookmarks as they were', async () => {
    const read = async (program: string, ...args: string[]) => (await run(program, args, { cwd: folder })).stdout
    for (const args of [['pdfinfo', '-struct-text', 'X.pdf'], ['pdftotext', '-bbox', 'X.pdf', '-'], ['pdfinfo', '-url', 'X.pdf'], ['pdfinfo', '-dests', 'X.pdf']]) {
      const [before, after] = await Promise.all(['coloured', 'gray'].map(file => read(args[0]!, ...args.slice(1).map(arg => arg.replace('X', file)))))
      expect(before!.length).toBeGreaterThan(30)
      expect(after).toBe(before)
    }
    expect((await run('qpdf', ['--check', 'gray.pdf'], { cwd: folder })).stdout).toContain('No syntax or stream encoding errors')
  })

  it('stays accessible and gives the same bytes again', async () => {
    expect((await verifyPdf(gray)).filter(({ condition }) => !['pdfua-identifier', 'pdfa-identifier'].includes(condition)))
      .toEqual((await verifyPdf(coloured)).filter(({ condition }) => !['pdfua-identifier', 'pdfa-identifier'].includes(condition)))
    expect(Buffer.from(await grayscale(coloured)).equals(Buffer.from(gray))).toBe(true)
  })

  it('makes photographs smaller, not larger', () => {
    expect(gray.length).toBeLessThan(coloured.length)
  })

  it.each<[what: string, entries: Record<string, string | number | number[]>, image: () => Buffer, width: number, height: number]>([
    ['of 16 bits for each part', { ColorSpace: 'DeviceRGB', BitsPerComponent: 16 }, () => Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0]), 2, 1],
    ['in colours of a press', { ColorSpace: 'DeviceCMYK', BitsPerComponent: 8 }, () => Buffer.from([0, 255, 255, 0, 0, 0, 0, 255]), 2, 1],
    ['turned to its negative', { ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Decode: [1, 0, 1, 0, 1, 0] }, () => Buffer.from([0, 255, 255, 255, 255, 0]), 2, 1],
    ['of 4 bits for each part', { ColorSpace: 'DeviceRGB', BitsPerComponent: 4 }, () => Buffer.from([0xF0, 0x00, 0x0F]), 2, 1],
  ])('turns an image %s grey', async (_, entries, image, width, height) => {
    const before = await pageWith(image(), entries, width, height)
    const after = await grayscale(before)
    expect(colouredPoints(await raster(before))).toBeGreaterThan(0)
    expect(colouredPoints(await raster(after))).toBe(0)
  })

  it('turns an image with a table of colours grey', async () => {
    const pdf = await openPdf(await pageWith(Buffer.from([0b01000000]), { ColorSpace: 'DeviceGray', BitsPerComponent: 1 }, 2, 1))
    const image = objectsOf(pdf).map(([, object]) => asDictionary(object)!).find(found => found && getNumber(pdf, found, 'Width') === 2)!
    set(pdf, image, 'ColorSpace', register(pdf, [name('Indexed'), name('DeviceRGB'), 1, registerStream(pdf, Buffer.from([255, 0, 0, 0, 0, 255]))]))
    const before = await pdf.save()
    const [colours, grays] = [await raster(before), await raster(await grayscale(before))]
    expect(colouredPoints(colours)).toBeGreaterThan(0)
    expect(colouredPoints(grays)).toBe(0)
    expect(worst(colours, grays)).toBeLessThan(2)
  })

  it('says what it cannot turn', async () => {
    const pdf = await openPdf(coloured)
    registerStream(pdf, Buffer.from('x'), { Type: 'XObject', Subtype: 'Image', Width: 1, Height: 1, ColorSpace: 'Lab', BitsPerComponent: 8 })
    expect(() => turnGray(pdf)).toThrow(expect.objectContaining({ code: 'not-gray', message: 'The handouts cannot be turned grey: they hold colours of the kind Lab.' }))
  })
})

describe('grayJpeg', () => {
  it('reads the same brightness from a baseline file and from the same one made progressive by another program', async () => {
    const [baseline, progressive] = [readJpegLuma(await fixture('jpeg/baseline.jpg')), readJpegLuma(await fixture('jpeg/progressive.jpg'))]
    expect(progressive).toEqual(baseline)
    expect(baseline.coefficients.some(value => value !== 0)).toBe(true)
  })

  it.each(['baseline', 'progressive', 'progressive-not-subsampled', 'restarts'])('keeps the brightness of a photograph as it is: %s', async (file) => {
    const bytes = await fixture(`jpeg/${file}.jpg`)
    const turned = grayJpeg(bytes)
    expect(turned.length).toBeLessThan(bytes.length)
    const [before, after] = [readJpegLuma(bytes), readJpegLuma(turned)]
    expect(after.quantization).toEqual(before.quantization)
    for (let row = 0; row < after.blocksDown; row++) {
      const of = ({ coefficients, blocksAcross }: typeof before) => coefficients.subarray(64 * row * blocksAcross, 64 * (row * blocksAcross + after.blocksAcross))
      expect(of(after)).toEqual(of(before))
    }
    const seen = [await raster(await pageWith(bytes, { ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Filter: 'DCTDecode' })), await raster(await pageWith(turned, { ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'DCTDecode' }))]
    expect(colouredPoints(seen[0]!)).toBeGreaterThan(1000)
    expect(colouredPoints(seen[1]!)).toBe(0)
    expect(worst(seen[0]!, seen[1]!)).toBeLessThan(16)
  })

  it('answers damaged photographs clearly, wherever they end', async () => {
    for (const file of ['baseline', 'progressive', 'restarts']) {
      const bytes = await fixture(`jpeg/${file}.jpg`)
      for (let end = 0; end < bytes.length; end += 97) {
        try {
          grayJpeg(bytes.subarray(0, end))
        }
        catch (error) {
          expect(error).toMatchObject({ code: 'not-gray' })
        }
      }
    }
  })
})

describe('grayContent', () => {
  it.each<[before: string, after: string]>([
    ['1 0 0 rg 0 0 9 9 re f', '0.299 g 0 0 9 9 re f'],
    ['0 1 0 RG 0 0 m 9 9 l S', '0.587 G 0 0 m 9 9 l S'],
    ['0 0 0 1 k 1 1 1 0 K', '0 g 0 G'],
    ['/DeviceRGB cs 0 0 1 sc q /DeviceGray cs .5 sc Q 1 1 1 scn', '/DeviceGray cs 0.114 sc q /DeviceGray cs 0.5 sc Q 1 scn'],
    ['/Pattern cs /P0 scn 0 0 9 9 re f 1 0 0 rg', '/Pattern cs /P0 scn 0 0 9 9 re f 0.299 g'],
    ['/P <</MCID 0>> BDC (1 0 0 rg) Tj EMC 1 0 0 rg', '/P <</MCID 0>> BDC (1 0 0 rg) Tj EMC 0.299 g'],
  ])('turns "%s" into "%s"', async (before, after) => {
    const pdf = await openPdf(coloured)
    expect(Buffer.from(grayContent(pdf, Buffer.from(before), undefined)!).toString()).toBe(after)
  })

  it('has nothing to do where there is no colour', async () => {
    expect(grayContent(await openPdf(coloured), Buffer.from('0 0 9 9 re f'), undefined)).toBeUndefined()
  })
})
