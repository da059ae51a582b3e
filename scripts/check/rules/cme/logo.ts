import { picturesOf } from '../../prose/pictures.ts'
import { isLogo } from '../../prose/promotion.ts'
import { defineRule } from '../../rule.ts'

export const logo = defineRule({
  id: 'cme-logo',
  family: 'cme',
  severity: 'warning',
  why: 'A logo on a slide is an advertisement, and a school\'s looks like an endorsement that it has not given.',
  mend: 'Take it out; name companies in words where they must be named.',
  source: 'ACCME Standards for Integrity and Independence, Standard 4: no logos, no trade names in disclosures',
  examples: {
    fires: ['# Thanks\n\n![Acme logo](/acme.png)', '# Thanks\n\n<img src="/logos/acme.svg" alt="Acme">'],
    silent: ['# Result\n\n![Odds on a logarithmic axis](/logistic.png)', '# Result\n\n![Timeline](/history.png)'],
  },
  find: document => document.course.slides.flatMap(slide => picturesOf(slide)
    .filter(({ alt, source }) => isLogo(alt ?? '', source))
    .map(({ alt, source, offset }) => ({ file: slide.file, ...slide.positionOf(offset), slide: slide.no, message: `This looks like a logo: "${alt || source}".` }))),
})
