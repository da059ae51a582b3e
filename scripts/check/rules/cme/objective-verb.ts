import { verbFault } from '../../prose/objective-verb.ts'
import { defineRule } from '../../rule.ts'

export const objectiveVerb = defineRule({
  id: 'cme-objective-verb',
  family: 'cme',
  severity: 'warning',
  why: 'An objective that begins with "understand" can be neither tested nor reached: nobody sees when it is.',
  mend: 'Begin with a measurable verb, for example identify, compare, select, prescribe or counsel.',
  source: 'Anderson and Krathwohl, A Taxonomy for Learning, Teaching, and Assessing, 2001; ACCME criterion C3',
  examples: {
    fires: [{ 'course.yaml': 'objectives: [{ id: LO1, text: Understand the pharmacology, level: 3A }]' }, { 'course.yaml': 'objectives: [{ id: LO1, text: "By the end of this activity, learners will be able to know the doses", level: 3A }]' }],
    silent: [{ 'course.yaml': 'objectives: [{ id: LO1, text: Compare four doses, level: 3A }]' }, { 'course.yaml': 'objectives: [{ id: LO1, text: Safely prescribe a compounded drug, level: 3A }]' }],
  },
  find: document => document.course.meta.objectives.flatMap(({ text }, index) => {
    const fault = verbFault(text)
    return fault ? [{ ...document.positionOf('course.yaml', ['objectives', index, 'text']), message: fault.message, mend: fault.mend }] : []
  }),
})
