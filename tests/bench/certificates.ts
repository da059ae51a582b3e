/*
 * What a certificate costs: signed and set at the claim, examined by whoever holds it, compared with an upload. The floor is the
 * smallest document that pdf-lib makes, one page with two words, in the same run, in turn.
 *
 * node tests/bench/certificates.ts
 */
import type { Certificate } from '../../server/certificates/certificate.ts'
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { compareFile } from '../../server/certificates/compare-file.ts'
import { publicHalf } from '../../server/certificates/credential.ts'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { verifyCertificate } from '../../server/certificates/verify-certificate.ts'
import { median, table } from './table.ts'

const ROUNDS = 25
const IN_ROUND = 20

const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
const jwk = await exportJWK(privateKey)
const key = { id: await calculateJwkThumbprint(jwk), privateKey: jwk }
const trusted = { id: key.id, publicKey: publicHalf(jwk), source: 'bench' }
const letters = () => randomUUID().replace(/[\d-]/g, '')

/** Another person and number each time, so that nothing is made twice. */
function certificate(): Certificate {
  return {
    id: randomUUID(),
    learner: { givenName: `Ann ${letters()}`, familyName: `Müller ${letters()}`, credentials: 'M.D.', profession: 'physician' },
    course: { name: 'bench', version: 'v1', title: 'Low-dose naltrexone: what is known', format: 'enduring' },
    provider: 'The Example Society',
    completed: '2026-11-22',
    credits: 0.75,
    creditType: 'Demonstration unit',
    statements: ['**DEMONSTRATION.** Not accredited; not designated for AMA PRA Category 1 Credit™ or any other credit. No certificate is valid for licensure or certification.'],
    accredited: false,
    issuedAt: '2026-11-22T10:00:00.000Z',
  }
}

const make = () => makeCertificate(certificate(), { key, baseUrl: 'https://cme.example.org' })
const { pdf, credential } = await make()

async function smallest(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.addPage().drawText('Hello, world', { font: await document.embedFont(StandardFonts.Helvetica) })
  return document.save()
}

const contestants: [name: string, action: () => Promise<unknown>][] = [
  ['smallest document of pdf-lib', smallest],
  ['certificate, signed and set', make],
  ['examining one as PDF/UA and PDF/A, which is done once for each shape', () => verifyPdf(pdf)],
  ['verifying one: signature and every byte', () => verifyCertificate(pdf, async () => trusted)],
  ['comparing an uploaded one', async () => compareFile(pdf, pdf, credential)],
]

const times = new Map(contestants.map(([name]) => [name, [] as number[]]))
for (let round = -2; round < ROUNDS; round++) {
  for (const [name, action] of contestants) {
    // Of the processor, all threads of this process: what else the machine does is left out.
    const start = process.cpuUsage()
    for (let run = 0; run < IN_ROUND; run++)
      await action()
    const { user, system } = process.cpuUsage(start)
    // The first rounds warm up.
    if (round >= 0)
      times.get(name)!.push((user + system) / 1000 / IN_ROUND)
  }
}

const floor = times.get(contestants[0]![0])!
console.log(`Median of ${ROUNDS} rounds of ${IN_ROUND}, all in turn; another person each time. A file has ${(pdf.length / 1000).toFixed(1)} kB, ${(credential.length / 1000).toFixed(1)} kB of it the credential.\n`)
console.log(table([['', 'ms of processor time', 'times the floor'], ...contestants.map(([name]) => {
  const own = times.get(name)!
  return [name, median(own).toFixed(2), median(own.map((value, round) => value / floor[round]!)).toFixed(1)]
})]))
