import type { Comparison } from '../compare-file.ts'
import type { ErasedCertificate, FoundCertificate } from '../find-certificate.ts'
import type { VerifyLanguage } from './words.ts'
import { creditAmount } from '../../../lib/credit-amount.ts'
import { escapeHtml } from '../../../scripts/html/escape-html.ts'
import { completionDay, fullName, plainStatement } from '../certificate.ts'
import { markEmphasis, styledLines } from '../emphasis.ts'
import { verifyLanguages } from './words.ts'

const MARKS = { good: '✓', caution: '!', danger: '✗' } as const
type Tone = keyof typeof MARKS

export interface VerifyView {
  found: FoundCertificate
  signature: 'good' | 'broken' | 'compromised-key'
  /** What came of the file that was sent. */
  comparison?: Comparison | 'no-file'
}

/** What a stranger sees who checks a certificate: everything that was certified, so that an edited copy shows. */
export function certificatePage({ found, signature, comparison }: VerifyView, language: VerifyLanguage): string {
  const words = verifyLanguages[language]
  const { certificate, status, supersededBy, revokedAt } = found
  const { learner, course, provider, credits, creditType, statements, issuedAt, id, accredited } = certificate
  const { latinName } = learner
  // Whoever compares word for word has to find the day and the claim as the certificate prints them, in English.
  const rows: [term: string, value: string, lang?: 'en'][] = [
    [words.terms.learner, fullName(learner)],
    ...latinName ? [[words.terms.latinName, `${latinName.givenName} ${latinName.familyName}`] as [string, string]] : [],
    [words.terms.course, course.title],
    [words.terms.format, words.formats[course.format]],
    [words.terms.provider, provider],
    [words.terms.completed, completionDay(certificate), 'en'],
    [words.terms.claimed, plainStatement(creditAmount(credits, creditType)), 'en'],
    [words.terms.issued, issuedAt.slice(0, 10), 'en'],
    [words.terms.number, id],
  ]
  const holds = status === 'valid' && signature === 'good'
  const [tone, verdict] = statusOf()
  const later = supersededBy ? `\n<p>${words.later} <a href="/verify/${encodeURIComponent(supersededBy)}">${escapeHtml(supersededBy)}</a></p>` : ''
  const notes: [Tone, string][] = [
    [tone, note(tone, verdict, 'status') + later],
    ...comparison ? [resultOf(comparison, holds, language)] : [],
    ...accredited ? [] : [['caution', note('caution', words.demonstration)] as [Tone, string]],
    signature === 'good' ? ['good', note('good', words.signature.good)] : ['danger', note('danger', words.signature[signature])],
  ]
  const path = `/verify/${encodeURIComponent(id)}`
  return page(words.pages.certificate, language, path, `${worstFirst(notes).join('\n')}
<dl>${rows.map(([term, value, lang]) => `<div><dt>${term}</dt><dd${lang ? ` lang="${lang}"` : ''}><bdi>${styled(value)}</bdi></dd></div>`).join('')}</dl>
<h2>${words.statements}</h2>
<div lang="en">${statements.map(statement => `<p>${styled(plainStatement(statement))}</p>`).join('\n')}</div>
<p>${words.compare}</p>
<ul><li><a href="/api/certificates/${encodeURIComponent(id)}/pdf">${words.asIssued}</a></li>
<li><a href="/api/certificates/${encodeURIComponent(id)}/credential">${words.credential}</a></li></ul>
${fileForm(path, language)}
<p><a href="/verify/?lang=${language}">${words.again}</a></p>`)

  function statusOf(): [Tone, string] {
    if (status === 'revoked')
      return ['danger', words.status.revoked(inWords(revokedAt!, language))]
    if (signature !== 'good')
      return ['danger', words.status.doubtful]
    return status === 'superseded' ? ['caution', words.status.superseded] : ['good', words.status.valid]
  }
}

/** For whoever has a number, or only a file. */
export function verifyFormPage(language: VerifyLanguage, problem?: { typed?: string, kind: 'unfit-number' | 'no-credential' | 'no-file' }): string {
  const words = verifyLanguages[language]
  const message = problem && { 'unfit-number': words.form.unfit, 'no-credential': words.checkWithoutNumber, 'no-file': words.check.noFile }[problem.kind]
  const unfit = problem?.kind === 'unfit-number'
  return page(words.pages.form, language, '/verify/', `${message ? note('danger', message, 'result') : ''}
<p>${words.form.about}</p>
<form method="get" action="/verify/">
<input type="hidden" name="lang" value="${language}">
<label for="number">${words.form.number}</label>
<p id="number-hint" class="hint">${words.form.hint}</p>
<input id="number" name="number" type="text" required maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="number-hint${unfit ? ' result' : ''}"${unfit ? ' aria-invalid="true"' : ''} value="${escapeHtml(problem?.typed ?? '')}">
<button>${words.form.submit}</button>
</form>
${fileForm('/verify/', language)}`)
}

export function noSuchCertificatePage(language: VerifyLanguage): string {
  const words = verifyLanguages[language]
  const [first, ...further] = words.unknown
  return page(words.pages.unknown, language, undefined, `${note('danger', first!, 'status')}
${further.map(sentence => `<p>${sentence}</p>`).join('\n')}
<p><a href="/verify/?lang=${language}">${words.again}</a></p>`)
}

/** The page of a certificate whose learner is no longer known here. */
export function erasedCertificatePage({ erasedAt, revokedAt }: ErasedCertificate, language: VerifyLanguage): string {
  const words = verifyLanguages[language]
  const erased = inWords(erasedAt, language)
  const [first, ...further] = revokedAt === undefined ? words.erased(erased) : words.erasedRevoked(erased, inWords(revokedAt, language))
  return page(words.pages.erased, language, undefined, `${note(revokedAt === undefined ? 'caution' : 'danger', first!, 'status')}
${further.map(sentence => `<p>${sentence}</p>`).join('\n')}
<p><a href="/verify/?lang=${language}">${words.again}</a></p>`)
}

export function refusalPage(language: VerifyLanguage, kind: 'tooMany' | 'tooLarge'): string {
  const words = verifyLanguages[language]
  return page(words.pages[kind], language, undefined, `${note('danger', words[kind], 'status')}
<p><a href="/verify/?lang=${language}">${words.again}</a></p>`)
}

/** Works without scripts. */
function fileForm(action: string, language: VerifyLanguage): string {
  const { check } = verifyLanguages[language]
  return `<h2>${check.title}</h2>
<p id="file-hint">${check.about}</p>
<form method="post" action="${action}?lang=${language}" enctype="multipart/form-data">
<label for="file">${check.file}</label>
<input id="file" name="file" type="file" accept="application/pdf,.pdf" required aria-describedby="file-hint">
<button>${check.submit}</button>
</form>`
}

/** What came of the file. A tick only where the certificate holds: an old file is the certificate as it was issued, too. */
function resultOf(comparison: Comparison | 'no-file', holds: boolean, language: VerifyLanguage): [Tone, string] {
  const { result, check, identicalOnly, notYours } = verifyLanguages[language]
  if (comparison === 'no-file')
    return ['danger', note('danger', check.noFile, 'result')]
  if (comparison === 'identical')
    return holds ? ['good', note('good', result.identical, 'result')] : ['caution', note('caution', identicalOnly, 'result')]
  const isAnother = comparison !== 'no-credential' && holds
  return ['danger', note('danger', isAnother ? `${result[comparison]} ${notYours}` : result[comparison], 'result')]
}

/** Whoever reads only the first line has to have read what is worst. */
function worstFirst(notes: readonly [Tone, string][]): string[] {
  const order: Tone[] = ['danger', 'caution', 'good']
  return notes.toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)).map(([, html]) => html)
}

/** A text as HTML, with the name of AMA credit in the italics that are part of it. */
export function styled(text: string): string {
  return styledLines([markEmphasis(text)])[0]!.map(({ words, italic }) => italic ? `<em>${escapeHtml(words)}</em>` : escapeHtml(words)).join('')
}

/** A status is never colour alone: a symbol and words stand beside it. */
function note(tone: Tone, words: string, id?: string): string {
  return `<p class="note ${tone}"${id ? ` id="${id}"` : ''}><span class="mark" aria-hidden="true">${MARKS[tone]}</span> ${words}</p>`
}

/** A day, in words that every reader of dates takes for the same day. */
function inWords(date: string, language: VerifyLanguage): string {
  const day = new Date(date)
  return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
}

function page(title: string, language: VerifyLanguage, path: string | undefined, body: string): string {
  const others = Object.entries(verifyLanguages).filter(([code]) => code !== language)
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><title>${title} · Lectern</title>
<link rel="icon" type="image/svg+xml" href="/verify.svg"><link rel="stylesheet" href="/verify.css"></head>
<body><header><span>Lectern</span><nav>${others.map(([code, { languageName }]) => `<a href="${path ?? '/verify/'}?lang=${code}" lang="${code}" hreflang="${code}">${languageName}</a>`).join(' ')}</nav></header>
<main><h1>${title}</h1>
${body}</main></body>
</html>`
}
