import { patientPictureHits } from '../../prose/patient-data.ts'
import { picturesOf } from '../../prose/pictures.ts'
import { defineRule } from '../../rule.ts'

export const patientPicture = defineRule({
  id: 'privacy-patient-picture',
  family: 'privacy',
  severity: 'error',
  why: 'A face identifies a patient as surely as a name; so do names in a picture\'s text or file name.',
  mend: 'Use a drawing, or a picture for whose publication the patient has consented in writing, and say so in its text.',
  source: 'HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(Q): full-face photographs and comparable images',
  examples: {
    fires: ['# Before\n\n![Photo of a patient\'s face before treatment](/before.jpg)', '# Biopsy\n\n![Biopsy of Mrs. Ellen Marsh](/biopsy.png)'],
    silent: ['# Result\n\n![Two bars: 28.8% and 18.0%](/bars.png)', '# Consent\n\n![Photo of a volunteer\'s face, with written consent](/face.jpg)', '# Time\n\n![Face of a clock](/clock.png)'],
  },
  find: document => document.course.slides.flatMap(slide => picturesOf(slide).flatMap(({ alt, source, offset }) => patientPictureHits(alt ?? '', source)
    .map(({ message, mend }) => ({ file: slide.file, ...slide.positionOf(offset), slide: slide.no, message, mend })))),
})
