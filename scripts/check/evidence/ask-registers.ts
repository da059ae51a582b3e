import type { BibliographyEntry } from '../../course/references/bibliography.ts'
import { LecternError } from '../../errors.ts'

/** What a register says of a reference that the course says otherwise. */
export interface RegisterFlaw { key: string, line: number, message: string, mend: string, isRetraction: boolean }

export interface AskOptions {
  /** Stands in for the network, for tests. */
  fetch?: typeof fetch
  /** Milliseconds for one answer. */
  timeout?: number
}

const CROSSREF = 'https://api.crossref.org/works/'
const PUBMED = 'https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&id='

/**
 * Asks Crossref for each DOI and PubMed for each PMID: whether it exists, whether it names the same paper, and whether
 * that was retracted. Only on request: a check sends nothing anywhere by itself.
 * @throws LecternError when there is no network or a register does not answer.
 */
export async function askRegisters(entries: Iterable<BibliographyEntry>, options: AskOptions = {}): Promise<RegisterFlaw[]> {
  const { fetch: ask = fetch, timeout = 15_000 } = options
  const flaws: RegisterFlaw[] = []
  const all = [...entries]
  for (const entry of all.filter(({ doi }) => doi !== undefined)) {
    const answer = await get(`${CROSSREF}${encodeURIComponent(entry.doi!)}`, 'Crossref')
    if (answer === undefined) {
      flaws.push({ ...at(entry), message: `Crossref does not know the DOI "${entry.doi}" of "${entry.key}".`, mend: 'Copy the DOI from the first page of the paper.', isRetraction: false })
      continue
    }
    const work = (answer as { message?: { 'title'?: string[], 'update-to'?: unknown, 'updated-by'?: { type?: string }[] } }).message ?? {}
    flaws.push(...titleFlaw(entry, work.title?.[0], 'DOI', 'Crossref'))
    const isRetracted = (work['updated-by'] ?? []).some(update => /retract|withdraw/i.test(update.type ?? '')) || /^\W{0,3}retracted\b/i.test(work.title?.[0] ?? '')
    if (isRetracted && entry.retracted === undefined)
      flaws.push(retraction(entry, 'Crossref'))
  }
  const withPmid = all.filter(({ pmid }) => pmid !== undefined && /^\d+$/.test(pmid))
  for (let from = 0; from < withPmid.length; from += 100) {
    const some = withPmid.slice(from, from + 100)
    const answer = await get(`${PUBMED}${some.map(({ pmid }) => pmid).join(',')}`, 'PubMed')
    const result = (answer as { result?: Record<string, { title?: string, error?: string, pubtype?: string[] }> } | undefined)?.result ?? {}
    for (const entry of some) {
      const record = result[entry.pmid!]
      if (!record || record.error)
        flaws.push({ ...at(entry), message: `PubMed does not know the PMID ${entry.pmid} of "${entry.key}".`, mend: 'Copy the PMID from PubMed.', isRetraction: false })
      else
        flaws.push(...titleFlaw(entry, record.title, 'PMID', 'PubMed'))
      if (record?.pubtype?.some(type => /retracted publication/i.test(type)) && entry.retracted === undefined && !flaws.some(flaw => flaw.key === entry.key && flaw.isRetraction))
        flaws.push(retraction(entry, 'PubMed'))
    }
  }
  return flaws

  async function get(address: string, register: string): Promise<unknown> {
    let response: Response
    try {
      response = await ask(address, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(timeout) })
    }
    catch (error) {
      const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
      throw new LecternError(`${register} cannot be reached: ${reason}.`, { code: 'register-unreachable', mend: 'Check the network, or leave out --online: everything else is checked without it.' })
    }
    if (response.status === 404)
      return undefined
    if (!response.ok)
      throw new LecternError(`${register} answered ${response.status}.`, { code: 'register-refused', mend: 'Try again later, or leave out --online.' })
    try {
      return await response.json()
    }
    catch {
      throw new LecternError(`${register} answered with something that is not JSON.`, { code: 'register-unreadable', mend: 'A proxy or a sign-in page may stand between; try another network, or leave out --online.' })
    }
  }
}

function at({ key, line }: BibliographyEntry): { key: string, line: number } {
  return { key, line }
}

function retraction(entry: BibliographyEntry, register: string): RegisterFlaw {
  return { ...at(entry), message: `${register} lists "${entry.key}" as retracted, and the entry does not mark it.`, mend: 'Add note = {Retracted}, and take out what rests on it.', isRetraction: true }
}

/** Titles differ in marks and capitals; fewer than half of the words in common means another paper. */
function titleFlaw(entry: BibliographyEntry, title: string | undefined, what: string, register: string): RegisterFlaw[] {
  const own = wordsOf(String(entry.csl.title ?? ''))
  const theirs = wordsOf(title ?? '')
  if (own.size < 3 || theirs.size < 3)
    return []
  const shared = [...own].filter(word => theirs.has(word)).length / Math.min(own.size, theirs.size)
  return shared >= 0.5 ? [] : [{ ...at(entry), message: `The ${what} of "${entry.key}" belongs to another paper, says ${register}: "${title!.slice(0, 100)}".`, mend: `Correct the ${what} or the title.`, isRetraction: false }]
}

function wordsOf(title: string): Set<string> {
  return new Set(title.toLowerCase().replace(/<[^>]{0,20}>/g, '').match(/[\p{L}\d]{3,}/gu) ?? [])
}
