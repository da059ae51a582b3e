import { describe, it } from 'vitest'
import * as flaws from '../../scripts/check/items/flaws.ts'
import { certaintyHits, statedGrade } from '../../scripts/check/prose/certainty-words.ts'
import { claimsIn } from '../../scripts/check/prose/claims.ts'
import { verbFault } from '../../scripts/check/prose/objective-verb.ts'
import { patientDataHits, patientPictureHits } from '../../scripts/check/prose/patient-data.ts'
import { brandMarkHits, creditClaimHits, creditWordingHits, promotionHits } from '../../scripts/check/prose/promotion.ts'
import { readability } from '../../scripts/check/prose/readability.ts'
import { relativeEffectHits } from '../../scripts/check/prose/relative-effect.ts'
import { sentencesOf } from '../../scripts/check/prose/sentences.ts'
import { armHits, intervalHits, percentageHits } from '../../scripts/check/prose/statistics.ts'
import { stigmaHits } from '../../scripts/check/prose/stigma.ts'
import { nearMisses, repeated } from './long-texts.ts'

/*
 * Every search over a text ends with long near-misses of every pattern. What takes more than linear time does not end
 * here before the runner gives up: at this length a quadratic pattern takes minutes.
 */
const LENGTH = 200_000

const searches: Record<string, (text: string) => unknown> = {
  sentencesOf,
  claimsIn,
  intervalHits,
  percentageHits,
  armHits,
  relativeEffectHits: text => relativeEffectHits(text),
  certaintyHits: text => certaintyHits(text, 'very-low'),
  statedGrade,
  stigmaHits,
  patientDataHits,
  patientPictureHits: text => patientPictureHits(text, text),
  promotionHits,
  brandMarkHits,
  creditClaimHits,
  creditWordingHits,
  verbFault,
  readability,
}

describe('long near-misses', () => {
  it.each(Object.entries(searches))('%s', (_, search) => {
    for (const piece of nearMisses)
      search(repeated(piece, LENGTH))
  }, 60_000)

  // Items are cut to 4,000 characters before they are looked at.
  it.each(Object.entries(flaws))('%s', (_, find) => {
    for (const piece of nearMisses) {
      const text = repeated(piece, 4000)
      find({ id: 'long', type: 'single', stem: text, detail: text, answers: [text], options: [true, false, false, false].map((key, index) => ({ key, text: `${text}${index}` })) })
    }
  }, 60_000)
})
