import type { BibliographyEntry } from '../../course/references/bibliography.ts'

export interface ReferenceFlaw { key: string, line: number, message: string, mend: string }

/** Registrant codes have four to nine digits, maybe with parts (ISO 26324; the pattern is Crossref's own advice). */
const DOI = /^10\.\d{4,9}(?:\.\d{1,9}){0,4}\/[^\s"<>{}|\\^`]+$/u

/** A DOI, PMID, PMCID or ISBN that cannot be right, by its form and check digits. */
export function malformedIdentifiers(entries: Iterable<BibliographyEntry>): ReferenceFlaw[] {
  return [...entries].flatMap((entry) => {
    const { key, line, doi, pmid } = entry
    const flaws: ReferenceFlaw[] = []
    if (doi !== undefined) {
      const bare = doi.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')
      if (bare !== doi)
        flaws.push({ key, line, message: `"${key}": the DOI is written as an address.`, mend: `Write doi = {${bare}}.` })
      if (!DOI.test(bare) || /[.,;:]$/.test(bare))
        flaws.push({ key, line, message: `"${key}": "${doi}" is no DOI: it begins with "10.", a number and a slash, and has no space${/[.,;:]$/.test(bare) ? ' and no punctuation at its end' : ''}.`, mend: 'Copy the DOI from the first page of the paper.' })
    }
    if (pmid !== undefined && !/^[1-9]\d{0,7}$/.test(pmid))
      flaws.push({ key, line, message: `"${key}": "${pmid}" is no PMID, which is a number of up to eight digits.`, mend: /^PMC\d+$/i.test(pmid) ? 'This is a PMCID: move it to pmcid.' : 'Copy the PMID from PubMed.' })
    const pmcid = text(entry.csl.PMCID)
    if (pmcid !== undefined && !/^PMC[1-9]\d{3,8}(?:\.\d{1,2})?$/i.test(pmcid))
      flaws.push({ key, line, message: `"${key}": "${pmcid}" is no PMCID, which is PMC and a number.`, mend: 'Copy the PMCID from PubMed Central.' })
    const isbn = text(entry.csl.ISBN)
    if (isbn !== undefined && !isIsbn(isbn))
      flaws.push({ key, line, message: `"${key}": the check digit of the ISBN "${isbn}" is wrong.`, mend: 'Copy the ISBN from the book.' })
    const year = yearOf(entry)
    const published = /\b10\.\d{4,9}\//.test(doi ?? '') ? undefined : year
    if (published !== undefined && (published < 1500 || published > 2200))
      flaws.push({ key, line, message: `"${key}": ${published} is no year of publication.`, mend: 'Correct the year.' })
    return flaws
  })
}

/** Articles that nobody can look up: neither DOI nor PMID, nor a word that both were looked for. */
export function missingIdentifiers(entries: Iterable<BibliographyEntry>, isKnownMissing: (key: string) => boolean): ReferenceFlaw[] {
  return [...entries].flatMap(({ key, line, csl, doi, pmid }) => csl.type !== 'article-journal' || doi !== undefined || pmid !== undefined || csl.PMCID !== undefined || isKnownMissing(key)
    ? []
    : { key, line, message: `"${key}" has neither a DOI nor a PMID: nobody can look it up with certainty.`, mend: 'Add doi or pmid; where there is none, say so: annote = {Missing: DOI and PMID.}' })
}

/** Titles that say that a paper was retracted, in entries that do not mark it. */
export function unmarkedRetractions(entries: Iterable<BibliographyEntry>): ReferenceFlaw[] {
  return [...entries].flatMap(({ key, line, csl, retracted }) => retracted === undefined && /^\W{0,3}(?:retracted|withdrawn)(?: article)? ?[:\].\-–—]|\[(?:retracted|withdrawn)[^\]]{0,20}\]|\((?:retracted|withdrawn)(?: article)?\)/i.test(String(csl.title ?? ''))
    ? { key, line, message: `The title of "${key}" says that it was retracted, and the entry does not mark it.`, mend: 'Add note = {Retracted} so that every reference list says it.' }
    : [])
}

/** Check digits of ISBN-10 and ISBN-13. */
export function isIsbn(printed: string): boolean {
  const digits = printed.replace(/[\s–‐-]/g, '').toUpperCase()
  if (/^\d{9}[\dX]$/.test(digits))
    return [...digits].reduce((sum, digit, index) => sum + (10 - index) * (digit === 'X' ? 10 : Number(digit)), 0) % 11 === 0
  if (/^97[89]\d{10}$/.test(digits))
    return [...digits].reduce((sum, digit, index) => sum + (index % 2 ? 3 : 1) * Number(digit), 0) % 10 === 0
  return false
}

function yearOf({ csl }: BibliographyEntry): number | undefined {
  const issued = csl.issued as { 'date-parts'?: unknown[][] } | undefined
  const year = Number(issued?.['date-parts']?.[0]?.[0])
  return Number.isFinite(year) ? year : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined
}
