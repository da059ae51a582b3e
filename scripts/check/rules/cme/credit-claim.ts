import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { creditClaimHits } from '../../prose/promotion.ts'
import { defineRule } from '../../rule.ts'

export const creditClaim = defineRule({
  id: 'cme-credit-claim',
  family: 'cme',
  severity: 'error',
  why: 'A course that nobody accredited gives no credit; a statement of the AMA or an accreditor in it is false, and their marks are protected.',
  mend: 'Take the statement out, or set accreditation once the course is accredited.',
  source: 'AMA PRA credit system requirements; ACCME rules for accreditation statements',
  examples: {
    fires: ['# This activity is approved for AMA PRA Category 1 Credit™', '# Learners can earn 1.5 CME credits'],
    silent: ['# Not accredited; not designated for AMA PRA Category 1 Credit™', { 'slides.md': '# Approved for *AMA PRA Category 1 Credit(s)*™', 'course.yaml': 'accreditation: accme' }],
  },
  find: document => document.course.meta.accreditation !== 'none' ? [] : findInPieces(document, piece => isOwnText(piece) && !/^(?:accreditation|credits|provider)/.test(piece.name ?? ''), creditClaimHits),
})
