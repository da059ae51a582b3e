import type { BibliographyEntry } from '../../scripts/course/references/bibliography.ts'
import { describe, expect, it } from 'vitest'
import { askRegisters } from '../../scripts/check/evidence/ask-registers.ts'
import { parseBibliography } from '../../scripts/course/references/bibliography.ts'

function entries(bibtex: string): BibliographyEntry[] {
  return [...parseBibliography(bibtex, 'references.bib').entries.values()]
}

/** Answers by a part of the address. */
function network(answers: Record<string, unknown>): typeof fetch {
  return async (address) => {
    const part = Object.keys(answers).find(key => decodeURIComponent(String(address)).includes(key))
    return part === undefined ? new Response('no', { status: 404 }) : new Response(JSON.stringify(answers[part]))
  }
}

const trial = '@article{younger2013, title = {Low-dose naltrexone for the treatment of fibromyalgia}, journal = {Arthritis Rheum}, year = {2013}, doi = {10.1002/art.37734}, pmid = {23359310}}'
const title = 'Low-dose naltrexone for the treatment of fibromyalgia: findings of a small trial'

describe('askRegisters', () => {
  it('is content with a paper that both registers know by this title', async () => {
    expect(await askRegisters(entries(trial), { fetch: network({ '10.1002/art.37734': { message: { title: [title] } }, '23359310': { result: { 23359310: { title } } } }) })).toEqual([])
  })

  it('names a DOI and a PMID that nobody knows', async () => {
    const flaws = await askRegisters(entries(trial), { fetch: network({ esummary: { result: { 23359310: { error: 'cannot get document summary' } } } }) })
    expect(flaws.map(({ message }) => message)).toEqual(['Crossref does not know the DOI "10.1002/art.37734" of "younger2013".', 'PubMed does not know the PMID 23359310 of "younger2013".'])
  })

  it('names an identifier that belongs to another paper', async () => {
    const flaws = await askRegisters(entries(trial), { fetch: network({ crossref: { message: { title: ['A map of the hedgehogs of Jutland'] } }, 23359310: { result: { 23359310: { title } } } }) })
    expect(flaws.map(({ message }) => message)).toEqual(['The DOI of "younger2013" belongs to another paper, says Crossref: "A map of the hedgehogs of Jutland".'])
  })

  it('names a retraction once, and none that the entry marks', async () => {
    const retracted = network({ crossref: { message: { 'title': [title], 'updated-by': [{ type: 'retraction' }] } }, esummary: { result: { 23359310: { title, pubtype: ['Retracted Publication'] } } } })
    expect((await askRegisters(entries(trial), { fetch: retracted })).map(({ isRetraction }) => isRetraction)).toEqual([true])
    expect(await askRegisters(entries(trial.replace(/\}$/, ', note = {Retracted}}')), { fetch: retracted })).toEqual([])
  })

  it('asks nobody about references without identifiers', async () => {
    expect(await askRegisters(entries('@misc{label, title = {A label}}'), { fetch: () => Promise.reject(new Error('asked')) })).toEqual([])
  })

  it.each([
    ['no network', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })), 'Crossref cannot be reached: getaddrinfo ENOTFOUND.'],
    ['a register that is down', () => Promise.resolve(new Response('', { status: 503 })), 'Crossref answered 503.'],
    ['a sign-in page', () => Promise.resolve(new Response('<html>')), 'Crossref answered with something that is not JSON.'],
  ] as [string, typeof fetch, string][])('says what is wrong with %s', async (_, fetch, message) => {
    await expect(askRegisters(entries(trial), { fetch })).rejects.toThrow(message)
  })
})
