import { findInPieces, isOnSlide } from '../../prose/in-pieces.ts'
import { brandMarkHits } from '../../prose/promotion.ts'
import { defineRule } from '../../rule.ts'

export const brandMark = defineRule({
  id: 'cme-brand-mark',
  family: 'cme',
  severity: 'warning',
  why: 'A trade name with its mark reads like the label of a box; generic names keep a talk in balance.',
  mend: 'Write the generic name; where trade names are needed, name those of several companies, without ® or ™.',
  source: 'ACCME Standards for Integrity and Independence, Standard 2; AMA Manual of Style, 11th ed., 14.4 (proprietary names)',
  examples: {
    fires: ['# Lumivex® works within an hour', '# Lumivex™ or placebo'],
    silent: ['# Naltrexone works within an hour', '# Not designated for *AMA PRA Category 1 Credit*™', '# ReVia was sold by DuPont'],
  },
  find: document => findInPieces(document, isOnSlide, brandMarkHits),
})
