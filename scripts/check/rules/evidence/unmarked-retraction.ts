import { referenceFindings } from '../../evidence/reference-findings.ts'
import { unmarkedRetractions } from '../../evidence/reference-flaws.ts'
import { defineRule } from '../../rule.ts'

export const unmarkedRetraction = defineRule({
  id: 'references-unmarked-retraction',
  family: 'evidence',
  severity: 'error',
  why: 'Reference lists, handouts and checks mark a retracted paper only when its entry says so.',
  mend: 'Add note = {Retracted} to the entry.',
  source: 'NISO RP-45-2024 (Communication of Retractions, Removals, and Expressions of Concern)',
  examples: {
    fires: [{ 'references.bib': '@article{a, title = {RETRACTED: A mechanism}, journal = {J}, year = {2008}, doi = {10.1000/x}}' }],
    silent: [{ 'references.bib': '@article{a, title = {RETRACTED: A mechanism}, journal = {J}, year = {2008}, doi = {10.1000/x}, note = {Retracted 2022}}' }, { 'references.bib': '@article{a, title = {Retracted papers in the literature}, journal = {J}, year = {2008}, doi = {10.1000/x}}' }],
  },
  find: document => referenceFindings(document, unmarkedRetractions(document.course.bibliography.values())),
})
