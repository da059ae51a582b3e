import { join } from 'node:path'
import { defineRule } from '../../rule.ts'

export const unusedReference = defineRule({
  id: 'references-unused',
  family: 'evidence',
  severity: 'warning',
  why: 'A reference that nothing cites stands in no list; mostly the citation was forgotten.',
  mend: 'Cite it where it is used, or remove it.',
  source: 'AMA Manual of Style, 11th ed., 3.6 (citation)',
  examples: {
    fires: [{ 'slides.md': '# A claim', 'references.bib': '@misc{a, title = {A}}' }],
    silent: [{ 'slides.md': '# A claim [@a]', 'references.bib': '@misc{a, title = {A}}' }, { 'slides.md': '# A claim\n\n<!-- Said with a source [@a]. -->', 'references.bib': '@misc{a, title = {A}}' }],
  },
  find({ course, pieces }) {
    const used = new Set([...course.citations, ...pieces.flatMap(piece => piece.citations.flatMap(citation => citation.keys)), ...course.studies.map(study => study.citation ?? study.id)])
    return [...course.bibliography.values()].filter(({ key }) => !used.has(key)).map(({ key, line }) => ({ file: join(course.place.folder, 'references.bib'), line, column: 1, message: `Nothing cites "${key}".` }))
  },
})
