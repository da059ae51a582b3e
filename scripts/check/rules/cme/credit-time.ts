import { defineRule } from '../../rule.ts'

export const creditTime = defineRule({
  id: 'cme-credit-time',
  family: 'cme',
  severity: 'error',
  why: 'Credit is time: one credit for 60 minutes, in quarters. More credit than minutes is a false statement, less time than the lecture needs a false promise.',
  mend: 'Correct credits.maximum, estimatedMinutes or lectureMinutes.',
  source: 'AMA PRA credit system requirements; ANCC: 60 minutes are one contact hour',
  examples: {
    fires: [{ 'course.yaml': 'accreditation: accme\nestimatedMinutes: 45\ncredits: { type: AMA PRA Category 1 Credit, maximum: 2, step: 0.25 }' }, { 'course.yaml': 'accreditation: accme\nestimatedMinutes: 60\ncredits: { type: AMA PRA Category 1 Credit, maximum: 0.9, step: 0.25 }' }, { 'course.yaml': 'estimatedMinutes: 0.5\nlectureMinutes: 1' }],
    silent: [{ 'course.yaml': 'accreditation: accme\nestimatedMinutes: 60\ncredits: { type: AMA PRA Category 1 Credit, maximum: 1, step: 0.25 }' }, { 'course.yaml': 'estimatedMinutes: 75' }],
  },
  find(document) {
    const { accreditation, credits, estimatedMinutes, lectureMinutes } = document.course.meta
    const at = (...path: string[]) => document.positionOf('course.yaml', path)
    const quarters = Math.round(estimatedMinutes / 15) / 4
    const items = document.course.quizzes.filter(quiz => quiz.kind !== 'evaluation' && quiz.kind !== 'practice').reduce((sum, quiz) => sum + (quiz.pool?.draw ?? quiz.items.length), 0)
    return [
      ...(estimatedMinutes < lectureMinutes ? [{ ...at('estimatedMinutes'), message: `The whole course is said to take ${estimatedMinutes} minutes, and its lecture alone takes ${lectureMinutes}.` }] : []),
      // Half a minute is the least in which an item can be read at all.
      ...(estimatedMinutes >= lectureMinutes && estimatedMinutes - lectureMinutes < 0.5 * items ? [{ ...at('estimatedMinutes'), severity: 'warning' as const, message: `${estimatedMinutes - lectureMinutes} minutes are left for ${items} questions, less than half a minute for each.`, mend: 'Plan about a minute for each question.' }] : []),
      ...(accreditation !== 'none' && credits.maximum > quarters ? [{ ...at('credits', 'maximum'), message: `${credits.maximum} credits are more than the ${estimatedMinutes} minutes allow (${quarters}).` }] : []),
      ...(accreditation !== 'none' && Math.abs(credits.maximum * 4 - Math.round(credits.maximum * 4)) > 1e-9 ? [{ ...at('credits', 'maximum'), message: `${credits.maximum} is no whole number of quarters.` }] : []),
      ...(accreditation !== 'none' && credits.maximum === 0 ? [{ ...at('credits', 'maximum'), message: 'The course is accredited and gives no credit.' }] : []),
    ]
  },
})
