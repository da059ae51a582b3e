import { Buffer } from 'node:buffer'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { repairSlides } from '../../scripts/handouts/repair-slides.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { runLectern } from '../support/run-lectern.ts'

const run = promisify(execFile)
const fixture = fileURLToPath(new URL('../fixtures/pdf/printed-slides.pdf', import.meta.url))
let good: Buffer

beforeAll(async () => {
  const { bytes } = await repairSlides(await readFile(fixture), [], ['One', 'Two', 'Three'], { title: 'T', authors: ['A'], subject: 'S', keywords: ['k'], language: 'en', date: new Date(0), producer: 'Lectern' })
  good = Buffer.from(bytes)
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-verify-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** A PDF of the given objects, numbered from 1; the first is the catalog. Streams are given with their dictionaries. */
function pdfOf(...objects: (string | [dictionary: string, stream: Buffer])[]): Buffer {
  const parts = objects.map((object, index) => {
    const [dictionary, stream] = typeof object === 'string' ? [object] : object
    const body = stream ? Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${stream.length} >>\nstream\n`), stream, Buffer.from('\nendstream')]) : Buffer.from(dictionary)
    return Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
  })
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts, Buffer.from(`trailer << /Root 1 0 R /Size ${objects.length + 1} >>\nstartxref\n0\n%%EOF`)])
}

const catalog = '<< /Type /Catalog /Pages 2 0 R >>'
const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
const page = (more = '') => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] ${more} >>`

describe('verifyPdf', () => {
  it('is content with a document that meets all conditions', async () => {
    expect(await verifyPdf(good)).toEqual([])
  })

  it('says all that is wrong with a PDF made without thought for anyone', async () => {
    const conditions = (await verifyPdf(pdfOf(catalog, pages, page('/Contents 4 0 R'), ['', Buffer.from('0 0 9 9 re f')]))).map(({ condition }) => condition)
    expect(conditions).toEqual(['tagged-document', 'xmp', 'display-title', 'text-language', 'file-identifier', 'output-intent'])
  })

  it.each<[what: string, code: string, bytes: () => Buffer]>([
    ['nothing', 'not-a-pdf', () => Buffer.alloc(0)],
    ['a web page', 'not-a-pdf', () => Buffer.from('<!doctype html><title>Not found</title>')],
    ['the beginning of a PDF', 'pdf-damaged', () => good.subarray(0, 200)],
    ['a PDF cut in half', 'pdf-damaged', () => good.subarray(0, good.length / 2)],
    ['a PDF with an object that is none', 'pdf-damaged', () => pdfOf(catalog, pages, page(), '<< /Broken')],
    ['a PDF without pages', 'pdf-empty', () => pdfOf(catalog, '<< /Type /Pages /Kids [] /Count 0 >>')],
    ['a page tree that runs in a circle', 'pdf-damaged', () => pdfOf(catalog, '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>')],
    ['an array nested a hundred thousand times', 'pdf-damaged', () => pdfOf(catalog, pages, page(), `${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['a stream that unpacks to half a gigabyte', 'too-large', () => pdfOf(catalog, pages, page('/Contents 4 0 R'), ['/Filter /FlateDecode', deflateSync(Buffer.alloc(260 << 20, 0x20), { level: 1 })])],
    ['forms that paint each other a billion times', 'too-complex', () => {
      const form = (next: number) => [`/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F ${next} 0 R >> >>`, Buffer.from('/F Do '.repeat(100))] as [string, Buffer]
      return pdfOf(catalog, pages, page('/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>'), ['', Buffer.from('/F Do')], ...Array.from({ length: 9 }, (_, index) => form(6 + index)), page())
    }],
  ])('answers %s with "%s"', async (_, code, bytes) => {
    await expect(verifyPdf(bytes())).rejects.toMatchObject({ name: 'LecternError', code })
  })

  it('survives a structure that runs in a circle', async () => {
    const bytes = pdfOf('<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /MarkInfo << /Marked true >> >>', pages, page(), '<< /Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R >>', '<< /S /P /P 4 0 R /K [5 0 R 5 0 R 4 0 R] >>', '<< /Kids [6 0 R] >>')
    expect((await verifyPdf(bytes)).map(({ condition }) => condition)).toContain('xmp')
  })

  it('survives any single page torn out of its bytes', async () => {
    for (let at = 0; at < good.length; at += 701) {
      const torn = Buffer.concat([good.subarray(0, at), good.subarray(at + 97)])
      const answer = await verifyPdf(torn).catch(error => error)
      expect(Array.isArray(answer) || answer.name === 'LecternError', `${at}: ${answer}`).toBe(true)
    }
  })

  it('says of an encrypted document that it is, and no more', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'good.pdf'), good)
    await run('qpdf', ['--encrypt', 'user', 'owner', '256', '--', join(folder, 'good.pdf'), join(folder, 'locked.pdf')])
    expect(await verifyPdf(await readFile(join(folder, 'locked.pdf')))).toEqual([{ condition: 'encryption', message: 'the document is encrypted; nothing else could be examined' }])
  })

  it('finds the same in a file that another program has written anew', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'good.pdf'), good)
    await run('qpdf', ['--qdf', '--object-streams=disable', join(folder, 'good.pdf'), join(folder, 'plain.pdf')])
    expect(await verifyPdf(await readFile(join(folder, 'plain.pdf')))).toEqual([])
    await run('qpdf', ['--linearize', '--object-streams=generate', join(folder, 'good.pdf'), join(folder, 'packed.pdf')])
    expect(await verifyPdf(await readFile(join(folder, 'packed.pdf')))).toEqual([])
  })
})

describe('lectern verify --pdf', { timeout: 60_000 }, () => {
  it('exits with 0 for good files, 1 for others, 2 for what is none, and goes on to the next file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'good.pdf'), good)
    expect(await runLectern(['verify', '--pdf', 'good.pdf'], { cwd: folder })).toEqual({ exitCode: 0, stdout: 'good.pdf: good (PDF)\n', stderr: '' })

    const failed = await runLectern(['verify', '--pdf', fixture, 'good.pdf'], { cwd: folder })
    expect(failed.exitCode).toBe(1)
    expect(failed.stdout).toContain('unmarked-content: 1 piece of content is neither in the structure nor an artifact (pages 1, 2, 3)')
    expect(failed.stdout).toContain('good.pdf: good (PDF)')

    await writeFile(join(folder, 'page.pdf'), '<!doctype html>')
    const unread = await runLectern(['verify', '--pdf', 'page.pdf', 'nosuch.pdf', '.', 'good.pdf', '--json'], { cwd: folder })
    expect(unread.exitCode).toBe(2)
    expect(unread.stderr).toBe('')
    expect(JSON.parse(unread.stdout).map(({ file, unreadable }: { file: string, unreadable?: { message: string } }) => [file, unreadable?.message])).toEqual([
      ['page.pdf', 'This is no PDF.'],
      ['nosuch.pdf', 'There is no such file.'],
      ['.', 'This is a folder.'],
      ['good.pdf', undefined],
    ])
  })
})
