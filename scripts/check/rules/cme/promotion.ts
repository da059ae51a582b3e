import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { promotionHits } from '../../prose/promotion.ts'
import { defineRule } from '../../rule.ts'

export const promotion = defineRule({
  id: 'cme-promotion',
  family: 'cme',
  severity: 'warning',
  why: 'Learners who are being taught must not be sold anything, by a company or by the speaker.',
  mend: 'Take it out: education is kept apart from promotion.',
  source: 'ACCME Standards for Integrity and Independence, Standards 2 and 4',
  examples: {
    fires: ['# Shameless plug!!!\n\nJoin us at the in-person meeting', '# Order online at our shop', '# Sponsored by Acme Pharmaceuticals'],
    silent: ['# The trial was sponsored by the National Institutes of Health', '# ReVia was approved in 1994', '# Follow the patient for three months'],
  },
  find: document => findInPieces(document, isOwnText, promotionHits),
})
