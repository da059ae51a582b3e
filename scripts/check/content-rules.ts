import type { Rule } from './rule.ts'
import { assessment } from './rules/cme/assessment.ts'
import { balance } from './rules/cme/balance.ts'
import { brandMark } from './rules/cme/brand-mark.ts'
import { commercialSupport } from './rules/cme/commercial-support.ts'
import { creditClaim } from './rules/cme/credit-claim.ts'
import { creditTime } from './rules/cme/credit-time.ts'
import { creditWording } from './rules/cme/credit-wording.ts'
import { disclaimer } from './rules/cme/disclaimer.ts'
import { disclosure } from './rules/cme/disclosure.ts'
import { expired } from './rules/cme/expired.ts'
import { logo } from './rules/cme/logo.ts'
import { objectiveVerb } from './rules/cme/objective-verb.ts'
import { objectiveWithoutSlide } from './rules/cme/objective-without-slide.ts'
import { offLabel } from './rules/cme/off-label.ts'
import { promotion } from './rules/cme/promotion.ts'
import { allPatients } from './rules/evidence/all-patients.ts'
import { arms } from './rules/evidence/arms.ts'
import { certaintyWords } from './rules/evidence/certainty-words.ts'
import { citationOnNumber } from './rules/evidence/citation-on-number.ts'
import { interval } from './rules/evidence/interval.ts'
import { ledger } from './rules/evidence/ledger.ts'
import { malformedIdentifier } from './rules/evidence/malformed-identifier.ts'
import { missingIdentifier } from './rules/evidence/missing-identifier.ts'
import { namedNotCited } from './rules/evidence/named-not-cited.ts'
import { numberDiffers } from './rules/evidence/number-differs.ts'
import { numericCitation } from './rules/evidence/numeric-citation.ts'
import { percentage } from './rules/evidence/percentage.ts'
import { relativeEffect } from './rules/evidence/relative-effect.ts'
import { retracted } from './rules/evidence/retracted.ts'
import { uncitedClaim } from './rules/evidence/uncited-claim.ts'
import { unmarkedRetraction } from './rules/evidence/unmarked-retraction.ts'
import { unusedReference } from './rules/evidence/unused-reference.ts'
import { absoluteTerm } from './rules/items/absolute-term.ts'
import { allOrNone } from './rules/items/all-or-none.ts'
import { blueprint } from './rules/items/blueprint.ts'
import { clang } from './rules/items/clang.ts'
import { combinedOptions } from './rules/items/combined-options.ts'
import { convergence } from './rules/items/convergence.ts'
import { cueing } from './rules/items/cueing.ts'
import { grammaticalCue } from './rules/items/grammatical-cue.ts'
import { hinged } from './rules/items/hinged.ts'
import { keyPosition } from './rules/items/key-position.ts'
import { longKey } from './rules/items/long-key.ts'
import { nearDuplicate } from './rules/items/near-duplicate.ts'
import { negativeStem } from './rules/items/negative-stem.ts'
import { noQuestion } from './rules/items/no-question.ts'
import { noRationale } from './rules/items/no-rationale.ts'
import { noReference } from './rules/items/no-reference.ts'
import { oppositePair } from './rules/items/opposite-pair.ts'
import { optionCount } from './rules/items/option-count.ts'
import { unsortedNumbers } from './rules/items/unsorted-numbers.ts'
import { vagueFrequency } from './rules/items/vague-frequency.ts'
import { exclamation } from './rules/language/exclamation.ts'
import { longSentence } from './rules/language/long-sentence.ts'
import { readability } from './rules/language/readability.ts'
import { stigma } from './rules/language/stigma.ts'
import { patientData } from './rules/privacy/patient-data.ts'
import { patientPicture } from './rules/privacy/patient-picture.ts'
import { noNotes } from './rules/slides/no-notes.ts'
import { pace } from './rules/slides/pace.ts'
import { pictureWithoutText } from './rules/slides/picture-without-text.ts'
import { strayMark } from './rules/slides/stray-mark.ts'
import { tooManyWords } from './rules/slides/too-many-words.ts'
import { wallOfBullets } from './rules/slides/wall-of-bullets.ts'

export const evidenceRules: readonly Rule[] = [
  namedNotCited,
  citationOnNumber,
  numericCitation,
  allPatients,
  arms,
  certaintyWords,
  interval,
  ledger,
  malformedIdentifier,
  missingIdentifier,
  numberDiffers,
  percentage,
  relativeEffect,
  retracted,
  uncitedClaim,
  unmarkedRetraction,
  unusedReference,
]

export const cmeRules: readonly Rule[] = [
  disclaimer,
  assessment,
  balance,
  brandMark,
  commercialSupport,
  creditClaim,
  creditTime,
  creditWording,
  disclosure,
  expired,
  logo,
  objectiveVerb,
  objectiveWithoutSlide,
  offLabel,
  promotion,
]

export const itemsRules: readonly Rule[] = [
  absoluteTerm,
  allOrNone,
  blueprint,
  clang,
  combinedOptions,
  convergence,
  cueing,
  grammaticalCue,
  hinged,
  keyPosition,
  longKey,
  nearDuplicate,
  negativeStem,
  noQuestion,
  noRationale,
  noReference,
  oppositePair,
  optionCount,
  unsortedNumbers,
  vagueFrequency,
]

export const languageRules: readonly Rule[] = [
  exclamation,
  longSentence,
  readability,
  stigma,
]

export const privacyRules: readonly Rule[] = [
  patientData,
  patientPicture,
]

export const slidesRules: readonly Rule[] = [
  strayMark,
  noNotes,
  pace,
  pictureWithoutText,
  tooManyWords,
  wallOfBullets,
]

/** Everything that is looked for in what a course says, but its doses: those are a family of their own. */
export const contentRules: readonly Rule[] = [
  ...evidenceRules,
  ...cmeRules,
  ...itemsRules,
  ...languageRules,
  ...privacyRules,
  ...slidesRules,
]
