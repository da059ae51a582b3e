import type { CourseText } from '../../course-text.ts'
import { slideAddresses } from '../../prose/addresses.ts'
import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { patientDataHits } from '../../prose/patient-data.ts'
import { defineRule } from '../../rule.ts'

export const patientData = defineRule({
  id: 'privacy-patient-data',
  family: 'privacy',
  severity: 'error',
  why: 'A name, a record number or an exact date can tell who a patient is; slides and handouts travel further than anybody plans.',
  mend: 'Leave it out; an age in years and a sex are enough for teaching.',
  source: 'HIPAA Safe Harbor, 45 CFR 164.514(b)(2); ICMJE Recommendations, protection of research participants',
  examples: {
    fires: ['# A case\n\nMrs. Ellen Marsh, 54, was admitted with burning feet.', '# A case\n\nMRN 48213377', '# A case\n\nAdmitted on 03/02/2021', '# A case\n\nA 94-year-old woman'],
    silent: ['# A case\n\nA woman of 54 years was admitted with burning feet.', '# Sources\n\nYounger J, Parkitny L. PMID 24526250', '# Registered\n\nNCT00568555', '# History\n\nDr. Bernard Bihari studied patients in 1985.'],
  },
  find: document => [
    ...findInPieces(document, isOwnText, patientDataHits),
    ...addresses(document),
  ],
})

/** Addresses are masked in the pieces, so they are looked for in the sources. */
function addresses(document: CourseText) {
  return document.course.slides.flatMap(slide => slideAddresses(slide).flatMap(({ line, offset }) => patientDataHits(line)
    .filter(hit => hit.message.includes('e-mail'))
    .map(hit => ({ file: slide.file, ...slide.positionOf(offset + hit.start), message: hit.message, mend: hit.mend, slide: slide.no }))))
}
