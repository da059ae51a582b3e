import type { Certificate } from '../../server/certificates/certificate.ts'
import type { SigningKey } from '../../server/certificates/signing-keys.ts'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import jsqr from 'jsqr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notAccreditedStatement } from '../../lib/not-accredited.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { hasPdfReaders } from '../support/pdf-readers.ts'
import { readPpm } from '../support/read-ppm.ts'
import { BASE_URL, exampleCertificate, newKey } from './support/certificates.ts'

const certificate: Certificate = {
  ...exampleCertificate,
  provider: 'A provider with a name that is long enough to need more than a single line of the page on which it stands, as some have',
  statements: [`**DEMONSTRATION.** ${notAccreditedStatement}`],
}
// A CommonJS module.
const readCode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr
let key: SigningKey
const make = (change: Partial<Certificate> = {}) => makeCertificate({ ...certificate, ...change }, { key, baseUrl: BASE_URL })

let folder: string
let file: string

beforeAll(async () => {
  key = await newKey()
  folder = await mkdtemp(join(tmpdir(), 'lectern-certificate-'))
  file = join(folder, 'certificate.pdf')
  await writeFile(file, (await make()).pdf)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the PDF of a certificate', () => {
  it('meets every condition of an accessible document that can be kept', async () => {
    expect(await verifyPdf(await readFile(file))).toEqual([])
    if (hasPdfReaders)
      expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors')
  })

  it.skipIf(!hasPdfReaders)('is read in its order by a reader that is not ours', () => {
    const text = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' })
    expect(text).toMatch(/H1[\s\S]*demonstration[\s\S]*Şükrü Çağlar Müller-Őrsi, M\.D\.[\s\S]*Low-dose naltrexone[\s\S]*0\.75 Demonstration unit[\s\S]*No certificate is valid for licensure[\s\S]*Verify at http:\/\/cme\.test\/verify\/[\s\S]*Figure/)
  })

  it.skipIf(!hasPdfReaders)('has a code that leads a camera to its public page', () => {
    const { width, height, points } = readPpm(execFileSync('pdftoppm', ['-r', '100', file], { maxBuffer: 1 << 26 }))
    const pixels = new Uint8ClampedArray(width * height * 4)
    for (let pixel = 0; pixel < width * height; pixel++)
      pixels.set([...points.subarray(3 * pixel, 3 * pixel + 3), 255], 4 * pixel)
    expect(readCode(pixels, width, height)?.data).toBe(`${BASE_URL}/verify/${certificate.id}`)
  })

  it.skipIf(!hasPdfReaders)('carries the signed credential', async () => {
    execFileSync('pdfdetach', ['-save', '1', '-o', join(folder, 'credential'), file])
    expect(await readFile(join(folder, 'credential'), 'utf8')).toBe((await make()).credential)
  })

  it('is the same, byte for byte, whenever it is made, and another when anything differs', async () => {
    const bytes = await readFile(file)
    expect(bytes.equals((await make()).pdf)).toBe(true)
    expect(bytes.equals((await make({ credits: 0.5 })).pdf)).toBe(false)
  })

  it('is the same in another process', async () => {
    const script = `
      import { writeFileSync } from 'node:fs'
      import { makeCertificate } from './server/certificates/make-certificate.ts'
      const { certificate, key, baseUrl, file } = JSON.parse(process.argv[1])
      writeFileSync(file, (await makeCertificate(certificate, { key, baseUrl })).pdf)`
    const other = join(folder, 'other-process.pdf')
    execFileSync(process.execPath, ['--input-type=module', '--eval', script, JSON.stringify({ certificate, key, baseUrl: BASE_URL, file: other })], { cwd: kitRoot })
    expect((await readFile(other)).equals(await readFile(file))).toBe(true)
  })

  it.skipIf(!hasPdfReaders)('bears a watermark only when the course is not accredited', async () => {
    const other = join(folder, 'accredited.pdf')
    await writeFile(other, (await make({ accredited: true, statements: ['A statement.'] })).pdf)
    const words = (file: string) => execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })
    expect(words(file)).toContain('DEMONSTRATION')
    expect(words(other)).not.toContain('DEMONSTRATION')
  })
})

describe('the name of AMA credit', () => {
  it.skipIf(!hasPdfReaders)('is in italics wherever it stands, and reads as one line', async () => {
    const path = join(folder, 'ama.pdf')
    const statement = 'The Example Society designates this enduring material for a maximum of 1 *AMA PRA Category 1 Credit(s)*™. Physicians should claim only the credit commensurate with the extent of their participation in the activity.'
    await writeFile(path, (await make({ accredited: true, creditType: 'AMA PRA Category 1 Credit(s)™', statements: [statement] })).pdf)
    const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
    expect(words).toContain('Claimed: 0.75 AMA PRA Category 1 Credits™')
    expect(words).toContain(statement.replaceAll('*', ''))
    const content = execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1' })
    // Once in the claim, once in the statement.
    expect(content.match(/1 0 0\.2126 1 /g)).toHaveLength(2)
    expect(await verifyPdf(await readFile(path))).toEqual([])
  })
})

describe('a page that has to hold much', () => {
  const long = (words: string, length: number): string => words.repeat(Math.ceil(length / words.length)).slice(0, length).trim()
  const statement = 'In support of improving patient care, this provider is jointly accredited by the Accreditation Council for Continuing Medical Education (ACCME), the Accreditation Council for Pharmacy Education (ACPE), and the American Nurses Credentialing Center (ANCC), to provide continuing education for the healthcare team.'
  const cases: [string, Partial<Certificate>][] = [
    ['as usual', {}],
    ['the longest name a profile takes', { learner: { ...certificate.learner, givenName: long('Maria Fernanda ', 200), familyName: long('Wolfeschlegelsteinhausenbergerdorff ', 200), credentials: long('M.D., Ph.D., ', 100) } }],
    ['a name without a space', { learner: { ...certificate.learner, givenName: 'Ann', familyName: long('Bergerdorff', 200) } }],
    ['a title of 400 characters', { course: { ...certificate.course, title: long('Opioid antagonists in low dose, ', 400) } }],
    ['a provider of 600 characters', { provider: long('The Society for the Study of Receptors ', 600) }],
    ['twelve statements', { statements: Array.from<string>({ length: 12 }).fill(statement) }],
    ['everything at once', { provider: long('The Society for the Study of Receptors ', 300), learner: { ...certificate.learner, familyName: long('Wolfeschlegelsteinhausen ', 200) }, course: { ...certificate.course, title: long('Opioid antagonists in low dose, ', 300) }, statements: Array.from<string>({ length: 6 }).fill(statement) }],
  ]

  it.skipIf(!hasPdfReaders).each(cases)('keeps its lines apart and on the page: %s', async (name, change) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.pdf`)
    // Accredited, so that no watermark lies under the lines.
    await writeFile(path, (await make({ accredited: true, ...change })).pdf)
    const lines = textLines(path)
    expect(lines.length).toBeGreaterThan(8)
    for (const { left, right, top, bottom, words } of lines) {
      expect(left, words).toBeGreaterThan(36)
      expect(right, words).toBeLessThan(842 - 36)
      expect(top, words).toBeGreaterThan(36)
      expect(bottom, words).toBeLessThan(595 - 36)
    }
    const overlapping = lines.flatMap((one, index) => lines.slice(index + 1).filter(other => overlap(one, other) > 0.3).map(other => [one.words, other.words]))
    expect(overlapping).toEqual([])
    // The QR code has its corner for itself.
    expect(lines.filter(({ right, bottom }) => right > 842 - 80 - 84 && bottom > 595 - 72 - 84).map(({ words }) => words)).toEqual([])
  })

  /** Lines as poppler sees them, in points from the top. */
  function textLines(path: string): { words: string, left: number, right: number, top: number, bottom: number }[] {
    const layout = execFileSync('pdftotext', ['-bbox-layout', path, '-'], { encoding: 'utf8' })
    return [...layout.matchAll(/<line xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([\s\S]*?)<\/line>/g)].map(([, left, top, right, bottom, inner]) => ({
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
      words: [...inner!.matchAll(/>([^<]+)<\/word>/g)].map(([, word]) => word).join(' '),
    }))
  }

  /** The share of the lower of two lines' heights that both cover; boxes of fonts are higher than their letters. */
  function overlap(one: ReturnType<typeof textLines>[0], other: ReturnType<typeof textLines>[0]): number {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
    return across <= 0 ? 0 : down / Math.min(one.bottom - one.top, other.bottom - other.top)
  }
})
