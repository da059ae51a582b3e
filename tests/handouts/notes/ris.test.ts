import { describe, expect, it } from 'vitest'
import { parseBibliography } from '../../../scripts/course/references/bibliography.ts'
import { ris } from '../../../scripts/handouts/notes/ris.ts'

function risOf(bib: string): string {
  const { entries, problems } = parseBibliography(bib, 'references.bib')
  expect(problems).toEqual([])
  return ris(entries.values())
}

describe('ris', () => {
  it('writes an article with all that reference managers ask for', () => {
    expect(risOf(`@article{younger2013,
      author = {Younger, Jarred and van der Noor, N. and others},
      title = {Low-dose naltrexone for {fibromyalgia}: a
        trial},
      journal = {Arthritis and Rheumatism}, shortjournal = {Arthritis Rheum},
      year = {2013}, month = feb, volume = {65}, number = {2}, pages = {529--538}, doi = {10.1002/art.37734}, pmid = {23359310}
    }`).split('\r\n')).toEqual([
      'TY  - JOUR',
      'ID  - younger2013',
      'AU  - Younger, Jarred',
      'AU  - van der Noor, N.',
      'TI  - Low-dose naltrexone for fibromyalgia: a trial',
      'T2  - Arthritis and Rheumatism',
      'J2  - Arthritis Rheum',
      'PY  - 2013',
      'DA  - 2013/02//',
      'VL  - 65',
      'IS  - 2',
      'SP  - 529',
      'EP  - 538',
      'DO  - 10.1002/art.37734',
      'AN  - 23359310',
      'UR  - https://doi.org/10.1002/art.37734',
      'ER  - ',
      '',
    ])
  })

  it('keeps organisations whole and calls what stands on the web a page', () => {
    const record = risOf(`@misc{fda, author = {{U.S. Food and Drug Administration}}, title = {Label}, year = {2020}, url = {https://example.org/label}}`)
    expect(record).toContain('TY  - ELEC\r\n')
    expect(record).toContain('AU  - U.S. Food and Drug Administration\r\n')
    expect(record).toContain('UR  - https://example.org/label\r\n')
  })

  it('says what must not be relied on', () => {
    const record = risOf(`@article{a, author = {A, B}, title = {T}, journal = {J}, year = {2008}, note = {Retracted in 2023}, annote = {Unverified: the volume.}}`)
    expect(record).toContain('N1  - Retracted in 2023\r\n')
    expect(record).toContain('N1  - Unverified: the volume.\r\n')
  })

  it('ends every record and leaves an empty line between two', () => {
    const records = risOf('@book{a, author = {A, B}, title = {One}, year = {2001}}\n@book{b, author = {C, D}, title = {Two}, year = {2002}}').split('\r\n\r\n')
    expect(records.map(record => record.split('\r\n')[0])).toEqual(['TY  - BOOK', 'TY  - BOOK'])
    expect(records.every(record => record.trimEnd().endsWith('ER  -'))).toBe(true)
    expect(ris([])).toBe('')
  })
})
