import { join } from 'node:path'
import { claimsIn } from '../../prose/claims.ts'
import { defineRule } from '../../rule.ts'

const HARMS = /\b(?:harms?|adverse|side[- ]effects?|contraindicat\w*|toxic\w*|unsafe|safety|precautions?|warnings?|risks?|complications?|interactions?|withdrawal|overdose)\b/i
const BENEFIT = /\b(?:reduc\w+|improv\w+|reliev\w+|respon(?:se|ders?|ded)|remission|effective|better|prevent\w*|lower\w*)\b/i

export const balance = defineRule({
  id: 'cme-balance',
  family: 'cme',
  severity: 'warning',
  why: 'A course that tells what a treatment does for patients and not what it does to them is not balanced.',
  mend: 'Add what is known of harms and contraindications, or say that they were not studied.',
  source: 'ACCME Standards for Integrity and Independence, Standard 1.1 (fair and balanced view)',
  examples: {
    fires: ['# The drug reduces pain [@a]\n\n---\n\n# It improves sleep [@a]\n\n---\n\n# Remission was more frequent than on placebo [@a]'],
    silent: ['# The drug reduces pain [@a]\n\n---\n\n# It improves sleep [@a]\n\n---\n\n# Contraindication: any opioid [@a]', '# How tests are written'],
  },
  find(document) {
    const onSlides = document.pieces.filter(piece => piece.slide !== undefined && piece.kind !== 'said' && piece.kind !== 'note')
    if (onSlides.some(piece => HARMS.test(piece.text)))
      return []
    const benefits = new Set(onSlides.filter(piece => BENEFIT.test(piece.text) && claimsIn(piece.text).length > 0).map(piece => piece.slide))
    return benefits.size >= 3 ? [{ file: join(document.course.place.folder, 'slides.md'), line: 1, column: 1, message: `${benefits.size} slides tell of benefits, and none of harms.` }] : []
  },
})
