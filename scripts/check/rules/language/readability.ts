import { readability as measure } from '../../prose/readability.ts'
import { defineRule } from '../../rule.ts'

/** Texts of course.yaml that every learner has to understand, whatever the profession. */
const FOR_EVERYBODY = /^(?:privacy|requirements|completion\.rules\.\d+|assessment\.feedbackWords|contact\.note|commercialSupport\.statement)$/
/** Texts for clinicians, who read longer words every day. */
const FOR_CLINICIANS = /^(?:summary|practiceGap\.(?:current|desired|outcome|data)|offLabel\.statement|basedOn\.notice)$/

export const readability = defineRule({
  id: 'language-readability',
  family: 'language',
  severity: 'warning',
  why: 'Learners must understand what is stored, what they need and how to finish; a text that asks for more than 14 years of school, or of clinicians more than 20, is read by few.',
  mend: 'Split long sentences and take shorter words.',
  source: 'Flesch-Kincaid grade level (Kincaid et al. 1975, Naval Technical Training, Research Branch Report 8-75)',
  examples: {
    fires: [{ 'course.yaml': 'privacy: Notwithstanding organizational considerations regarding interoperability, personally identifiable informational elements communicated throughout participation necessarily undergo proportionate retention, pseudonymization and subsequent institutional dissemination whenever administratively indispensable for accreditation-related verification.' }],
    silent: [{ 'course.yaml': 'privacy: Your answers stay in your browser. Nobody else sees them. When you close the page, they are kept until you clear the data of the site.' }, { 'course.yaml': 'requirements: A browser.' }],
  },
  find: document => document.course.meta.language.startsWith('en')
    ? document.pieces.flatMap((piece) => {
        const name = piece.name ?? ''
        const limit = !/course\.yaml$/.test(piece.file) || piece.kind !== 'yaml' ? undefined : FOR_EVERYBODY.test(name) ? 14 : FOR_CLINICIANS.test(name) ? 20 : undefined
        if (limit === undefined)
          return []
        const { grade, words } = measure(piece.text)
        return words < 20 || grade <= limit
          ? []
          : [{ file: piece.file, ...piece.positionOf(0), message: `"${name}" reads like grade ${grade.toFixed(0)} (Flesch-Kincaid); ${limit} is enough for these readers.` }]
      })
    : [],
})
