import type { Certificate } from '../../server/certificates/certificate.ts'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notAccreditedStatement } from '../../lib/not-accredited.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { certificatePdf } from '../../server/certificates/certificate-pdf.ts'

const certificate: Certificate = {
  id: 'd2a56892-cc1b-4a57-9735-6c5d2517fb48',
  learner: { givenName: 'Şükrü Çağlar', familyName: 'Müller-Őrsi', credentials: 'M.D.', profession: 'physician' },
  course: { name: 'ldn', version: 'v1', title: 'Low-dose naltrexone', format: 'enduring' },
  provider: 'A provider with a name that is long enough to need more than a single line of the page on which it stands, as some have',
  completed: '2026-11-22',
  credits: 0.75,
  creditType: 'Demonstration unit',
  statements: [`**DEMONSTRATION.** ${notAccreditedStatement}`],
  accredited: false,
  issuedAt: '2026-11-22T10:00:00.000Z',
}
const make = (change: Partial<Certificate> = {}) => certificatePdf({ ...certificate, ...change }, 'signed.credential.here', 'https://cme.example.org/verify/d2a56892')

describe('the PDF of a certificate', () => {
  let folder: string
  let file: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-certificate-'))
    file = join(folder, 'certificate.pdf')
    await writeFile(file, await make())
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('meets every condition of an accessible document that can be kept', async () => {
    expect(await verifyPdf(await readFile(file))).toEqual([])
    expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors')
  })

  it('is read in its order by a reader that is not ours', () => {
    const text = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' })
    expect(text).toMatch(/H1[\s\S]*demonstration[\s\S]*Şükrü Çağlar Müller-Őrsi, M\.D\.[\s\S]*Low-dose naltrexone[\s\S]*0\.75 Demonstration unit[\s\S]*No certificate is valid for licensure[\s\S]*Verify at https:\/\/cme\.example\.org[\s\S]*Figure/)
  })

  it('carries the signed credential', () => {
    execFileSync('pdfdetach', ['-save', '1', '-o', join(folder, 'credential'), file])
    return expect(readFile(join(folder, 'credential'), 'utf8')).resolves.toBe('signed.credential.here')
  })

  it('is the same, byte for byte, whenever it is made, and another when anything differs', async () => {
    const bytes = await readFile(file)
    expect(bytes.equals(await make())).toBe(true)
    expect(bytes.equals(await make({ credits: 0.5 }))).toBe(false)
  })

  it('bears a watermark only when the course is not accredited', async () => {
    const other = join(folder, 'accredited.pdf')
    await writeFile(other, await make({ accredited: true, statements: ['A statement.'] }))
    const words = (file: string) => execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })
    expect(words(file)).toContain('DEMONSTRATION')
    expect(words(other)).not.toContain('DEMONSTRATION')
  })

  it('names the characters of a name that its fonts lack', () =>
    expect(make({ learner: { ...certificate.learner, familyName: '太田' } })).rejects.toMatchObject({ code: 'missing-glyph', message: expect.stringContaining('太 (U+592A), 田 (U+7530)') }))
})
