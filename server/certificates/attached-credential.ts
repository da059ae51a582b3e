import type { Pdf } from '../../scripts/handouts/pdf-document.ts'
import { Buffer } from 'node:buffer'
import { LecternError } from '../../scripts/errors.ts'
import { createTextReader } from '../../scripts/handouts/page-text.ts'
import { asDictionary, asReference, bytesOf, getDictionary, getRaw, keyOf, objectsOf, openForeignPdf, pagesOf, trailerOf } from '../../scripts/handouts/pdf-document.ts'

/** A credential has a few kilobytes. */
const LONGEST_CREDENTIAL = 1 << 16

export interface OpenedCertificate {
  /** The attached credential. */
  credential: string
  /** The words of the pages, without white space, as far as they can be read. */
  words: string
}

/**
 * Opens a certificate that is not as it was issued: what another program saved, or somebody edited. A file that nobody trusts:
 * damaged, encrypted and hostile ones too.
 * @throws LecternError "not-a-pdf", "pdf-damaged", "pdf-encrypted", "no-credential", "several-attachments"
 */
export async function openCertificatePdf(bytes: Uint8Array): Promise<OpenedCertificate> {
  // Readers look for the header in the first kilobyte (ISO 32000-1 annex H.3.4.1).
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'))
    throw new LecternError('This is no PDF.', { code: 'not-a-pdf', mend: 'Name the certificate as it was downloaded: a file that begins with %PDF, or its credential (.jwt).' })
  const damaged = (cause?: unknown) => new LecternError('The PDF is damaged: it cannot be read to its end.', { code: 'pdf-damaged', mend: 'Get the file again from the person it names, or look its number up at the provider\'s page.', cause })
  const encrypted = () => new LecternError('The PDF is encrypted. Certificates are issued without encryption.', { code: 'pdf-encrypted', mend: 'Ask for the file as it was issued, or look its number up at the provider\'s page.' })
  try {
    const pdf = await openForeignPdf(bytes)
    if (trailerOf(pdf).encryption)
      throw encrypted()
    if (pagesOf(pdf).length === 0)
      throw damaged()
    return { credential: attachedCredential(pdf), words: wordsOf(pdf) }
  }
  catch (error) {
    if (error instanceof LecternError)
      throw error
    // What is encrypted can look damaged. The trailer never is.
    throw /\/Encrypt\s+\d+\s+\d+\s+R/.test(Buffer.from(bytes).toString('latin1')) ? encrypted() : damaged(error)
  }
}

/** The one file that is attached, wherever in the document it is named. */
function attachedCredential(pdf: Pdf): string {
  const streams = new Map<string, Uint8Array | undefined>()
  for (const [, object] of objectsOf(pdf)) {
    const dictionary = asDictionary(object)
    const embedded = dictionary && getDictionary(pdf, dictionary, 'EF')
    for (const entry of ['F', 'UF', 'DOS', 'Mac', 'Unix']) {
      const reference = asReference(embedded && getRaw(embedded, entry))
      if (reference)
        streams.set(keyOf(reference), bytesOf(pdf, reference))
    }
  }
  if (streams.size > 1)
    throw new LecternError(`${streams.size} files are attached to the PDF. A certificate has one, its credential.`, { code: 'several-attachments', mend: 'Ask for the file as it was issued, or look its number up at the provider\'s page.' })
  const [bytes] = streams.values()
  const credential = bytes && bytes.length <= LONGEST_CREDENTIAL ? Buffer.from(bytes).toString('latin1').trim() : ''
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential))
    throw new LecternError('No credential is attached to the PDF, so nothing in it is signed.', { code: 'no-credential', mend: 'Scans, printed copies and files of other providers have none. Look the number on the page up at the provider\'s own site.' })
  return credential
}

function wordsOf(pdf: Pdf): string {
  const read = createTextReader(pdf)
  try {
    return withoutSpaces(pagesOf(pdf).map(page => read(page)).map(({ tagged, unmarked }) => tagged + unmarked).join(' '))
  }
  catch {
    return ''
  }
}

/** Lines are broken elsewhere, and ligatures are letters. */
export function withoutSpaces(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}
