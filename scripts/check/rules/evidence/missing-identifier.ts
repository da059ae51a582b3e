import { join } from 'node:path'
import { referenceFindings } from '../../evidence/reference-findings.ts'
import { missingIdentifiers } from '../../evidence/reference-flaws.ts'
import { defineRule } from '../../rule.ts'

export const missingIdentifier = defineRule({
  id: 'references-missing-identifier',
  family: 'evidence',
  severity: 'warning',
  why: 'Without a DOI or a PMID nobody can look an article up with certainty, nor learn that it was retracted.',
  mend: 'Add doi or pmid; where there is none, say so: annote = {Missing: DOI and PMID.}',
  source: 'AMA Manual of Style, 11th ed., 3.11 (journal references)',
  examples: {
    fires: [{ 'references.bib': '@article{a, author = {Younger, J}, title = {A trial}, journal = {J}, year = {2008}}' }],
    silent: [{ 'references.bib': '@article{a, title = {A trial}, journal = {J}, year = {2008}, doi = {10.1000/x}}' }, { 'references.bib': '@article{a, title = {A trial}, journal = {J}, year = {2008}, annote = {Missing: DOI and PMID.}}' }, { 'references.bib': '@misc{a, title = {A label}, year = {2008}}' }],
  },
  find(document) {
    const source = document.sources.get(join(document.course.place.folder, 'references.bib')) ?? ''
    const known = new Set([...source.split(/^(?=[ \t]*@)/m)].flatMap((entry) => {
      const key = /^[ \t]*@\w{1,30}\s{0,20}\{\s{0,20}([^,\s]{1,200}),/.exec(entry)?.[1]
      return key !== undefined && /\bMissing:/i.test(entry) ? [key] : []
    }))
    return referenceFindings(document, missingIdentifiers(document.course.bibliography.values(), key => known.has(key)))
  },
})
