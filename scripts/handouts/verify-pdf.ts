import type { Verdict } from '../verify/verdict.ts'
import type { Violation } from './conditions/condition.ts'
import { readFile } from 'node:fs/promises'
import { LecternError } from '../errors.ts'
import { checkAccessibility, examinePdf } from './accessibility.ts'
import { openPdf } from './pdf-document.ts'

/**
 * Examines any PDF, wherever it comes from.
 * @returns what keeps it from being PDF/UA-1 and PDF/A-3a; nothing when every condition is met.
 * @throws LecternError "not-a-pdf" when it cannot be read.
 */
export async function verifyPdf(bytes: Uint8Array): Promise<Violation[]> {
  try {
    return checkAccessibility(examinePdf(await openPdf(bytes)))
  }
  catch (cause) {
    throw new LecternError('This is no PDF, or it is damaged.', { code: 'not-a-pdf', mend: 'Open it in a PDF reader; if that fails too, get the file again.', cause })
  }
}

/** Examines a file of the command line; what keeps it from being read is a verdict too, so that other files get theirs. */
export async function verifyPdfFile(file: string): Promise<Verdict> {
  try {
    return { file, kind: 'PDF', failures: await verifyPdf(await readFile(file)) }
  }
  catch (error) {
    if (!(error instanceof LecternError) && (error as NodeJS.ErrnoException).code === undefined)
      throw error
    const mend = error instanceof LecternError ? error.mend : 'Check the name and that you may read the file.'
    return { file, kind: 'PDF', failures: [], unreadable: { message: (error as Error).message, mend } }
  }
}
