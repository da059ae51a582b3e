import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'

/** A quiz's source: front matter around what is given. Items begin in line 5. */
export function quizSource(items: string, kind = 'post-test'): string {
  return `---\ntitle: A test\nkind: ${kind}\n---\n${items}`
}

/** Reads a source that must be right. */
export function readQuiz(items: string, kind?: string): Quiz {
  const { quiz, problems } = parseQuiz(quizSource(items, kind), 'quiz.md')
  if (!quiz)
    throw new Error(problems.map(problem => `${problem.line}: ${problem.message}`).join('\n'))
  return quiz
}

export const singleItem = '## Which one? {#one}\n\n- [x] This\n- [ ] That\n'
export const multipleItem = '## Which ones? {#many type=multiple}\n\n- [x] A\n- [ ] B\n- [x] C\n- [ ] D\n'
export const trueFalseItem = '## It is so. {#tf type=true-false}\n\n- [ ] True\n- [x] False\n'
export const matchingItem = '## Match. {#match type=matching}\n\n| Dose | Name |\n| --- | --- |\n| 1 mg | low |\n| 50 mg | standard |\n| 4.5 mg | low |\n'
export const orderingItem = '## Order. {#order type=ordering}\n\n1. Zeta\n2. Alpha\n3. Mu\n'
export const numericItem = '## How much? {#number type=numeric answer="4.5 ± 0.1 mg"}\n'
