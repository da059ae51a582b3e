import { creditWordingHits } from '../../prose/promotion.ts'
import { defineRule } from '../../rule.ts'

export const creditWording = defineRule({
  id: 'cme-credit-wording',
  family: 'cme',
  severity: 'warning',
  why: 'Italics and the trade mark are part of the phrase that the AMA lets accredited providers use.',
  mend: 'Write *AMA PRA Category 1 Credit(s)*™.',
  source: 'AMA PRA credit system requirements, 2017 and later: use of the credit phrase',
  examples: {
    fires: [{ 'slides.md': '# AMA PRA Category 1 Credit', 'course.yaml': 'accreditation: accme' }],
    silent: [{ 'slides.md': '# Designated for 1 *AMA PRA Category 1 Credit*™', 'course.yaml': 'accreditation: accme' }, '# The deck of a course without credit'],
  },
  find: document => document.course.meta.accreditation === 'none'
    ? []
    : document.course.slides.flatMap(slide => creditWordingHits(slide.content).map(({ start, message, mend }) => ({ file: slide.file, ...slide.positionOf(start), slide: slide.no, message, mend }))),
})
