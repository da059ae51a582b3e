import type { Command } from 'commander'
import type { Verdict } from '../verify/verdict.ts'
import type { Finish } from './finish.ts'
import { delimiter } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { createProgress } from '../progress.ts'
import { formatVerdicts } from '../verify/format-verdicts.ts'
import { exitCodeOf } from '../verify/verdict.ts'
import { DATA_FOLDER } from './serve.ts'

interface VerifyOptions { pdf?: string[], h5p?: string[], keys: string[], ledger?: boolean, expect: string[], data: string, json?: boolean }

export function addVerifyCommand(program: Command, finish: Finish): void {
  program.command('verify')
    .description('Examine files that were built or received: are they what they say they are?')
    .argument('[certificates...]', 'certificates, PDF or .jwt: signed, by a key that you trust, and printed as signed? Without a network')
    .option('--keys <file>', 'public keys to trust, as saved from a provider\'s /.well-known/jwks.json; can be repeated', (file: string, files: string[]) => [...files, file], [])
    .option('--pdf <files...>', 'PDFs: accessible (PDF/UA-1) and fit to keep (PDF/A-3a)')
    .option('--h5p <files...>', 'H5P packages: safe to open, and accepted by H5P hosts')
    .option('--ledger', 'the records of credit: is every one there, unchanged and in its place?')
    .option('--expect <hash>', 'with --ledger: a seal that was seen before and has to be there; can be repeated', (hash: string, hashes: string[]) => [...hashes, hash], [])
    .option('--data <folder>', 'data folder of the records; DATABASE_URL is used instead when it is set', DATA_FOLDER)
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', `
Examples:
  lectern verify certificate.pdf --keys jwks.json
  lectern verify certificate.pdf --data /var/lib/lectern
  lectern verify --pdf dist/low-dose-naltrexone/handouts/slides.pdf
  lectern verify --pdf dist/*/handouts/*.pdf --json
  lectern verify --h5p somebody-elses-quiz.h5p
  lectern verify --ledger --data /var/lib/lectern

Keys that are always trusted: LECTERN_TRUSTED_KEYS, files like those of --keys, separated like the folders of PATH. Without
any, the keys of the service's own records are (--data, DATABASE_URL).

Exit codes: 0 good; 1 a file does not meet a condition; 2 a file could not be examined.`)
    .action(async (certificates: string[], options: VerifyOptions) => {
      if (!certificates.length && !options.pdf && !options.h5p && !options.ledger) {
        throw new LecternError('No file was named to verify.', {
          code: 'nothing-to-verify',
          mend: 'Name one: lectern verify CERTIFICATE, --pdf FILE, --h5p FILE, or --ledger.',
        })
      }
      const verdicts = await verify(certificates, options)
      process.stdout.write(options.json ? `${JSON.stringify(verdicts, null, 2)}\n` : formatVerdicts(verdicts))
      finish(exitCodeOf(verdicts))
    })
}

async function verify(certificates: readonly string[], options: VerifyOptions): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  if (certificates.length) {
    const { readTrustedKeys } = await import('../../server/certificates/trusted-keys.ts')
    const { verifyCertificateFile } = await import('../../server/certificates/verify-certificate-file.ts')
    const files = [...options.keys, ...(process.env.LECTERN_TRUSTED_KEYS ?? '').split(delimiter).filter(Boolean)]
    const keys = await readTrustedKeys(files.length ? { files } : { files, url: process.env.DATABASE_URL, dataFolder: options.data })
    for (const file of certificates)
      verdicts.push(await verifyCertificateFile(file, keys))
  }
  if (options.pdf) {
    const { verifyPdfFile } = await import('../handouts/verify-pdf.ts')
    for (const file of options.pdf)
      verdicts.push(await verifyPdfFile(file))
  }
  if (options.h5p) {
    const { verifyH5pFile } = await import('../quizzes/verify-h5p.ts')
    for (const file of options.h5p)
      verdicts.push(await verifyH5pFile(file))
  }
  if (options.ledger) {
    const progress = createProgress('ledger', options.json)
    const { verifyLedgerStore } = await import('../../server/ledger/verify-ledger-store.ts')
    verdicts.push(await verifyLedgerStore({ url: process.env.DATABASE_URL, dataFolder: options.data, expect: options.expect, onProgress: records => progress(`${records.toLocaleString('en')} records read`) }))
  }
  return verdicts
}
