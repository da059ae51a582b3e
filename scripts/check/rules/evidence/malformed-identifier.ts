import { referenceFindings } from '../../evidence/reference-findings.ts'
import { malformedIdentifiers } from '../../evidence/reference-flaws.ts'
import { defineRule } from '../../rule.ts'

export const malformedIdentifier = defineRule({
  id: 'references-malformed-identifier',
  family: 'evidence',
  severity: 'error',
  why: 'A DOI, PMID, PMCID or ISBN that cannot exist leads readers nowhere.',
  mend: 'Copy it again from the paper, from PubMed or from the book.',
  source: 'ISO 26324 (DOI); ISO 2108 (ISBN); Crossref, "DOIs and matching regular expressions"',
  examples: {
    fires: [
      { 'references.bib': '@article{a, title = {A}, journal = {J}, year = {2008}, doi = {11.1002/art.37734}}' },
      { 'references.bib': '@article{a, title = {A}, journal = {J}, year = {2008}, doi = {https://doi.org/10.1002/art.37734}}' },
      { 'references.bib': '@article{a, title = {A}, journal = {J}, year = {2008}, pmid = {PMC6313374}}' },
      { 'references.bib': '@book{a, title = {A}, publisher = {P}, year = {2008}, isbn = {978-3-16-148410-1}}' },
    ],
    silent: [{ 'references.bib': '@article{a, title = {A}, journal = {J}, year = {2008}, doi = {10.1002/art.37734}, pmid = {23359310}}\n@book{b, title = {B}, publisher = {P}, year = {2008}, isbn = {978-3-16-148410-0}}' }],
  },
  find: document => referenceFindings(document, malformedIdentifiers(document.course.bibliography.values())),
})
