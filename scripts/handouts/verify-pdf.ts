import type { Verdict } from '../verify/verdict.ts'
import type { Violation } from './conditions/condition.ts'
import { Buffer } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { LecternError } from '../errors.ts'
import { explainUnreadable } from '../verify/explain-unreadable.ts'
import { checkAccessibility, examinePdf } from './accessibility.ts'
import { unencrypted } from './conditions/archive.ts'
import { openForeignPdf, trailerOf } from './pdf-document.ts'

/** Larger files are not handouts; reading them would only fill the memory. */
const largestFile = 500 << 20

const encrypted: Violation = { condition: unencrypted.id, message: 'the document is encrypted; nothing else could be examined' }

/**
 * Examines any PDF, wherever it comes from: damaged, encrypted and hostile ones too.
 * @returns what keeps it from being PDF/UA-1 and PDF/A-3a; nothing when every condition is met.
 * @throws LecternError "not-a-pdf", "pdf-damaged", "pdf-empty", "too-large", "too-complex" when it cannot be examined.
 */
export async function verifyPdf(bytes: Uint8Array): Promise<Violation[]> {
  if (bytes.length > largestFile)
    throw tooLarge()
  // Readers look for the header in the first kilobyte (ISO 32000-1 annex H.3.4.1).
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'))
    throw new LecternError('This is no PDF.', { code: 'not-a-pdf', mend: 'Name a file that begins with %PDF; an e-mail or web page saved under the name of a PDF is none.' })
  try {
    const pdf = await openForeignPdf(bytes)
    if (trailerOf(pdf).encryption)
      return [encrypted]
    const document = examinePdf(pdf)
    if (document.pages.length === 0)
      throw new LecternError('The PDF has no pages.', { code: 'pdf-empty', mend: 'Make the document anew.' })
    return checkAccessibility(document)
  }
  catch (error) {
    if (error instanceof LecternError)
      throw error
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge()
    // What is encrypted can look damaged. The trailer never is.
    if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(Buffer.from(bytes).toString('latin1')))
      return [encrypted]
    throw new LecternError('The PDF is damaged: it cannot be read to its end.', { code: 'pdf-damaged', mend: 'Get the file again, or let a PDF program repair it: qpdf damaged.pdf repaired.pdf.', cause: error })
  }
}

/** Examines a file of the command line; what keeps it from being read is a verdict too, so that other files get theirs. */
export async function verifyPdfFile(file: string): Promise<Verdict> {
  try {
    const { size } = await stat(file)
    if (size > largestFile)
      throw tooLarge()
    return { file, kind: 'PDF', failures: await verifyPdf(await readFile(file)) }
  }
  catch (error) {
    return { file, kind: 'PDF', failures: [], unreadable: explainUnreadable(error) }
  }
}

function tooLarge(): LecternError {
  return new LecternError('The PDF is too large to be examined.', { code: 'too-large', mend: 'Make its images smaller; 500 MB are read at most.' })
}
