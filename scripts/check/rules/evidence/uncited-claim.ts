import type { TextPiece } from '../../course-text.ts'
import { claimPieces, isSpeakersView, slideEvidence } from '../../evidence/slide-evidence.ts'
import { claimsIn } from '../../prose/claims.ts'
import { defineRule, foundIn } from '../../rule.ts'

export const uncitedClaim = defineRule({
  id: 'evidence-uncited-claim',
  family: 'evidence',
  severity: 'warning',
  why: 'A result without a source cannot be checked, by the audience or by a reviewer; nor can an opinion that looks like one.',
  mend: 'Cite the source, [@key] from references.bib, or say whose view it is: "In the speaker\'s experience, …".',
  source: 'ACCME Standards for Integrity and Independence, Standard 1 (content validity)',
  examples: {
    fires: ['# Low-dose naltrexone reduces pain in fibromyalgia', '# The trial\n\n- 62% of patients reported less fatigue', '# Results\n\n- Pain fell by 2 points [@one]\n- Fatigue was reduced by 40% compared with placebo'],
    silent: [
      '# Low-dose naltrexone reduces pain in fibromyalgia [@younger2013]',
      '# The first weeks\n\nIn the speaker\'s experience, most patients sleep worse.',
      '# The question\n\nDoes it reduce pain more than placebo?',
      '# What is not known\n\nNo trial has shown that it prevents relapse.',
      '# The order\n\nStart with 1 mg; reduce the dose if vivid dreams occur.',
    ],
  },
  find: document => document.course.slides.flatMap((slide) => {
    const pieces = document.slides.get(slide.no) ?? []
    const { shown, inNotes } = slideEvidence(document, slide)
    if (isSpeakersView(pieces))
      return []
    const claimsOf = (piece: TextPiece) => claimsIn(piece.text).map(claim => ({ piece, claim }))
    const all = claimPieces(pieces)
    if (shown.length === 0) {
      // The notes of a slide that cites nothing may rest on their own citations.
      return all.filter(piece => piece.kind !== 'note' || inNotes.length === 0).flatMap(claimsOf).map(({ piece, claim }) => finding(piece, claim, 'This claim has no citation'))
    }
    // Where every other claim is cited in its own bullet, one that is not stands out.
    const byHand = new Set(pieces.filter(piece => piece.kind !== 'note').flatMap(piece => piece.citations.flatMap(citation => citation.keys)))
    const bullets = all.filter(piece => piece.kind === 'list-item')
    const isMixed = bullets.some(piece => piece.citations.length > 0) && bullets.some(piece => piece.citations.length === 0)
    if (!isMixed || !shown.every(key => byHand.has(key)) || all.some(piece => piece.kind === 'headline' && piece.citations.length > 0))
      return []
    const claims = bullets.flatMap(claimsOf)
    return claims.some(({ piece }) => piece.citations.length > 0)
      ? claims.filter(({ piece }) => piece.citations.length === 0).map(({ piece, claim }) => finding(piece, claim, 'This claim has no citation, unlike the others on the slide'))
      : []
  }),
})

function finding(piece: TextPiece, claim: { start: number, text: string, cue: string }, message: string) {
  return foundIn(piece, claim.start, claim.start + claim.text.length, `${message} ("${claim.cue.slice(0, 80)}").`)
}
