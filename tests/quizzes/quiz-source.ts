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
export const fillInItem = '## The ___ sign. {#fill type=fill-in}\n\nIt stands for a ___ value.\n\n1. minus | − | plus\\|minus\n2. Negative\n'
export const hotSpotItem = '## Where? {#spot type=hot-spot}\n\n![Three boxes](boxes.png)\n\n- [x] Left `rect 0 0 30 100`\n  > Right.\n- [ ] Middle `circle 50 50 10.5`\n- [ ] Right `poly 70 0 100 0 100 100`\n  > Wrong.\n'
export const caseItems = '## A patient {#patient type=case}\n\nShe is 52.\n\n### First? {#first objective=LO1}\n\n- [x] A\n- [ ] B\n\n### Second? {#second type=numeric answer="3 mg"}\n'
export const surveyItems = '## Agree? {#l type=likert}\n\n- No\n- Yes\n\n## Bias? {#b}\n\n- [ ] Yes\n- [ ] No\n\n## Which? {#m type=multiple}\n\n- [ ] A\n- [ ] B\n\n## Why? {#w type=free-text}\n\n## Change? {#c type=commitment within="3 months"}\n\n- Ask\n- Write\n\n## More? {#d type=commitment}\n'
