import { defineRule, foundIn } from '../../rule.ts'

const accredited = 'accreditation: accme\ncredits: { type: AMA PRA Category 1 Credit, maximum: 0.25, step: 0.25 }\nestimatedMinutes: 15'
const test = '---\ntitle: Post-test\nkind: post-test\n---\n\n## Which dose? {#one objective=LO1 cite=a}\n\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because.\n'
const evaluation = '---\ntitle: Evaluation\nkind: evaluation\n---\n\n## Was the content free of commercial bias? {#bias type=free-text}\n\n## What will you change in your practice? {#change type=free-text}\n'

export const assessment = defineRule({
  id: 'cme-assessment',
  family: 'cme',
  severity: 'error',
  why: 'Enduring material for credit needs a test with a minimum that learners are told beforehand, and an evaluation that asks about bias and about change.',
  mend: 'Add what is missing; docs/quizzes.md shows how tests and evaluations are written.',
  source: 'AMA PRA credit system requirements (enduring materials); ACCME criteria C11 and C3, Standard 1',
  examples: {
    fires: [{ 'course.yaml': accredited }, { 'course.yaml': accredited, 'post-test.md': test }, { 'course.yaml': 'assessment: { passMark: 75, attempts: 3 }', 'post-test.md': test.replace('kind: post-test', 'kind: post-test\nintro: You pass with 80% right answers.') }],
    silent: [{ 'course.yaml': accredited, 'post-test.md': test, 'evaluation.md': evaluation }, { 'post-test.md': test.replace('kind: post-test', 'kind: post-test\nintro: You pass with 75% right answers.') }],
  },
  find(document) {
    const { course } = document
    const { accreditation, assessment, format } = course.meta
    const isAccredited = accreditation !== 'none'
    const evaluations = course.quizzes.filter(quiz => quiz.kind === 'evaluation')
    const asked = evaluations.flatMap(quiz => quiz.items.map(item => ({ item, text: `${item.stem.text} ${item.detail?.text ?? ''}` })))
    const asks = (pattern: RegExp, type?: string) => asked.some(({ item, text }) => item.type === type || pattern.test(text))
    const at = (...path: string[]) => document.positionOf('course.yaml', path)
    return [
      ...(isAccredited && format === 'enduring' && !course.quizzes.some(quiz => quiz.kind === 'post-test') ? [{ ...at('accreditation'), message: 'The course gives credit for enduring material and has no post-test.' }] : []),
      ...(isAccredited && evaluations.length === 0 ? [{ ...at('accreditation'), message: 'The course gives credit and has no evaluation.' }] : []),
      ...(evaluations.length > 0 && !asks(/\b(?:bias|balanced|commercial|promotion\w*|independent)\b/i) ? [{ file: evaluations[0]!.file, line: 1, column: 1, severity: 'warning' as const, message: 'The evaluation does not ask about commercial bias.', mend: 'Ask: Was the content balanced, evidence-based and free of commercial bias?' }] : []),
      ...(isAccredited && evaluations.length > 0 && !asks(/\b(?:change|changes|differently|implement|apply)\b/i, 'commitment') ? [{ file: evaluations[0]!.file, line: 1, column: 1, severity: 'warning' as const, message: 'The evaluation does not ask what learners will change.', mend: 'Ask for a change that they will make, and how sure they are of it.' }] : []),
      ...(assessment.passMark < 50 && course.quizzes.some(quiz => quiz.kind === 'post-test') ? [{ ...at('assessment', 'passMark'), severity: 'warning' as const, message: `${assessment.passMark}% passes: less than half. Providers ask for 70% to 80%.`, mend: 'Set a pass mark that says something.' }] : []),
      ...otherPassMarks(),
    ]

    /** What learners are told in words, where it differs from the mark that is applied. */
    function otherPassMarks() {
      return document.pieces.filter(piece => piece.kind !== 'said' && piece.kind !== 'title').flatMap((piece) => {
        const match = /\b(?:pass(?:es|ed|ing)?(?: mark| score| grade)?|to pass)\b[^.;%\d]{1,30}(\d{2,3}) ?%|(\d{2,3}) ?%\)? (?:passes|to pass|is the pass mark|is needed to pass|right answers pass|or more passes)/i.exec(piece.text)
        const told = match && Number(match[1] ?? match[2])
        return match && told !== assessment.passMark ? [foundIn(piece, match.index, match.index + match[0].length, `Learners are told that ${told}% passes; course.yaml says ${assessment.passMark}%.`, { mend: 'Make them the same.' })] : []
      })
    }
  },
})
