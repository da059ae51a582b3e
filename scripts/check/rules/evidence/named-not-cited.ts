import { namedStudies } from '../../evidence/named-studies.ts'
import { claimPieces, slideEvidence } from '../../evidence/slide-evidence.ts'
import { defineRule, foundIn } from '../../rule.ts'

const references = '@article{cree2010, author = {Cree, B. A. and Kornyeyeva, E.}, title = {A trial}, journal = {Ann Neurol}, year = {2010}, doi = {10.1002/ana.22006}}'

export const namedNotCited = defineRule({
  id: 'evidence-named-not-cited',
  family: 'evidence',
  severity: 'warning',
  why: 'A study that is named without its citation gets no number, no place in the reference list and no link; its numbers cannot be compared with the ledger.',
  mend: 'Put [@key] behind the name.',
  source: 'AMA Manual of Style, 11th ed., 3.6 (citation)',
  examples: {
    fires: [{ 'slides.md': '# Multiple sclerosis\n\nCree et al, Annals of Neurology 2010', 'references.bib': references }],
    silent: [{ 'slides.md': '# Multiple sclerosis\n\nCree et al, Annals of Neurology 2010 [@cree2010]', 'references.bib': references }, { 'slides.md': '# Another\n\nSmith et al 2010', 'references.bib': references }],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const named = claimPieces(document.slides.get(slide.no) ?? []).filter(piece => piece.kind !== 'note').flatMap(piece => namedStudies(piece.text, document.course.bibliography).map(study => ({ piece, study })))
    if (named.length === 0)
      return []
    const { shown, inNotes } = slideEvidence(document, slide)
    return named.filter(({ study }) => !shown.includes(study.key) && !inNotes.includes(study.key)).map(({ piece, study }) => foundIn(piece, study.start, study.end, `The slide names "${study.key}" and does not cite it.`, { mend: `Put [@${study.key}] behind the name.` }))
  }),
})
