import type { Profile } from '../../server/learners/profile.ts'
import type { Transcript, TranscriptEntry } from '../../server/learners/transcript.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accreditationStatements } from '../../lib/accreditation-statements.ts'
import { PARTICIPATION } from '../../lib/credit-type.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { transcriptPdf } from '../../server/learners/transcript-pdf.ts'
import { hasPdfReaders } from '../support/pdf-readers.ts'

const profile: Profile = { givenName: 'Şükrü', familyName: 'Müller-Őrsi', credentials: 'M.D.', profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: '25MA1' }], boards: [] }
const AMA = 'AMA PRA Category 1 Credit(s)'
const stated = (accreditation: 'accme' | 'none') => accreditationStatements({ accreditation, provider: { name: 'Test Provider', contact: 'office@example.org' }, credits: { type: AMA, maximum: 1, step: 0.25 }, format: 'enduring' })
const statements = stated('accme')
const demonstration = stated('none')

function entry(change: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return {
    course: 'demo',
    version: 'v1',
    title: 'Safe doses ≥ 1 mg',
    language: 'en',
    provider: 'Test Provider',
    accredited: true,
    begunAt: '2026-01-02T09:00:00.000Z',
    next: null,
    completed: '2026-01-03',
    credits: 0.75,
    creditType: AMA,
    statements,
    certificates: [{ id: 'c'.repeat(32), issuedAt: '2026-01-03T09:00:00.000Z', status: 'valid', learner: 'Şükrü Müller-Őrsi' }],
    ...change,
  }
}

const transcript: Transcript = { courses: [
  entry({ course: 'begun', title: 'Only begun', completed: null, credits: null, certificates: [] }),
  entry({ certificates: [{ id: 'a'.repeat(32), issuedAt: '2026-02-03T09:00:00.000Z', status: 'valid', learner: 'Şükrü Müller-Őrsi' }, { id: 'b'.repeat(32), issuedAt: '2026-01-03T09:00:00.000Z', status: 'superseded', learner: 'Sukru Orsi' }] }),
  entry({ course: 'revoked', title: 'Taken back', credits: null, certificates: [{ id: 'd'.repeat(32), issuedAt: '2025-01-03T09:00:00.000Z', status: 'revoked', learner: 'Şükrü Müller-Őrsi' }], completed: '2025-01-03' }),
  entry({ course: 'demonstration', title: 'A demonstration', accredited: false, creditType: 'Demonstration unit', statements: demonstration, certificates: [{ id: 'e'.repeat(32), issuedAt: '2025-01-03T09:00:00.000Z', status: 'valid', learner: 'Şükrü Müller-Őrsi' }] }),
] }

const make = (change: Partial<Parameters<typeof transcriptPdf>[0]> = {}) => transcriptPdf({ transcript, profile, day: '2026-03-04', baseUrl: 'http://cme.test', language: 'en', ...change })

let folder: string
beforeAll(async () => folder = await mkdtemp(join(tmpdir(), 'lectern-transcript-')))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(bytes: Uint8Array, program = 'pdftotext', ...options: string[]): Promise<string> {
  const file = join(folder, 'transcript.pdf')
  await writeFile(file, bytes)
  return execFileSync(program, program === 'pdftotext' ? [...options, file, '-'] : [...options, file], { encoding: 'utf8' }).replace(/\s+/g, ' ')
}

describe('the transcript as a PDF', () => {
  it('meets every condition of an accessible document that can be kept, also over several pages', async () => {
    expect(await verifyPdf(await make())).toEqual([])
    const many = await make({ transcript: { courses: Array.from({ length: 30 }, (_, index) => entry({ course: `c${index}`, title: `Course ${index}` })) } })
    expect(await verifyPdf(many)).toEqual([])
    expect(await verifyPdf(await make({ transcript: { courses: [] }, profile: undefined, language: 'es' }))).toEqual([])
    if (hasPdfReaders) {
      expect(await read(many, 'qpdf', '--check')).toContain('No syntax or stream encoding errors')
      expect(await read(many)).toMatch(/Course 0 .*Page 1 of \d .*Course 29 .*Page (\d) of \1/)
    }
  })

  it('is the same, byte for byte, on the same day', async () => {
    expect(Buffer.from(await make()).equals(await make())).toBe(true)
  })

  it.skipIf(!hasPdfReaders)('tells what was claimed, what became of each certificate, and where each is verified', async () => {
    const text = await read(await make())
    expect(text).toContain('Şükrü Müller-Őrsi, M.D.')
    expect(text).toContain('As stated by the learner: NPI 1234567893; Licenses: NJ 25MA1')
    expect(text).toContain('This transcript is a summary. The certificates are the proof')
    // The demonstration and what was revoked count for nothing.
    expect(text).toMatch(/Credit by year 2026: 0\.75 AMA PRA Category 1 Credits™ Courses/)
    expect(text).toContain('Safe doses ≥ 1 mg')
    expect(text).toContain(`Certificate ${'a'.repeat(32)}, issued on 2026-02-03: valid Verify at http://cme.test/verify/${'a'.repeat(32)}`)
    expect(text).toContain(`Certificate ${'b'.repeat(32)}, issued on 2026-01-03: replaced by a later certificate Issued to Sukru Orsi`)
    expect(text).toContain(`Certificate ${'d'.repeat(32)}, issued on 2025-01-03: REVOKED, not valid`)
    expect(text).toContain('designates this enduring material for a maximum of 1 AMA PRA Category 1 Credit(s)™.')
    expect(text).toMatch(/Claimed: 0\.75 Demonstration unit Completed on 2026-01-03 Not accredited: a demonstration, no credit\. DEMONSTRATION\. Not accredited; not designated/)
    expect(text).not.toContain('Only begun')
    const links = await read(await make(), 'pdfinfo', '-url')
    expect([...'abde'].filter(letter => !links.includes(`http://cme.test/verify/${letter.repeat(32)}`))).toEqual([])
    expect(await read(await make(), 'pdfinfo', '-struct-text')).toMatch(/H1.*Transcript of continuing education.*H2.*Credit by year.*H2.*Courses.*H3.*Safe doses.*Link/)
  })

  it.skipIf(!hasPdfReaders)('gives no AMA credit to whoever is no physician', async () => {
    const text = await read(await make({ transcript: { courses: [entry({ creditType: PARTICIPATION, statements: statements.slice(0, 1) })] }, profile: { ...profile, profession: 'nurse' } }))
    expect(text).toContain('Claimed: 0.75 hours of participation')
    expect(text).not.toContain('AMA PRA Category 1')
  })

  it.skipIf(!hasPdfReaders)('is in Spanish, but for what has to be said in its exact words', async () => {
    const text = await read(await make({ language: 'es' }))
    expect(text).toContain('Expediente de formación continuada')
    expect(text).toMatch(/2026: 0,75 AMA PRA Category 1 Credits™/)
    expect(text).toContain('REVOCADO, no es válido')
    expect(text).toContain('for a maximum of 1 AMA PRA Category 1 Credit(s)™')
  })

  it.skipIf(!hasPdfReaders)('sets no name with a letter missing', async () => {
    const arabic = { ...profile, givenName: 'محمد', familyName: 'علي', credentials: undefined, npi: undefined, licences: [] }
    expect(await read(await make({ profile: arabic }))).toContain('The person who is named in the certificates below')
    expect(await read(await make({ profile: { ...arabic, latinName: { givenName: 'Mohammed', familyName: 'Ali' } } }))).toContain('Mohammed Ali')
    const text = await read(await make({ transcript: { courses: [entry({ title: 'جرعات آمنة', language: 'ar', provider: 'مزود' })] } }))
    expect(text).toContain('(Course: see the address below) (Provider: see the address below)')
  })
})
