import type { Figure } from '../../scripts/quizzes/figure.ts'
import type { FormatContext } from '../../scripts/quizzes/quiz-format.ts'
import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import { createFigure } from '../../scripts/quizzes/figure.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { quizImages } from '../../scripts/quizzes/quiz-citations.ts'

/** One item of every type with all that an item can have; every text carries a word of its own. */
const itemSources = {
  'single': `## STEM-single *which*? {#one objective=LO1 cite=label}

DETAIL-single with a table:

| Drug | Dose |
| --- | --- |
| Alpha & beta | 4.5 mg < 5 mg |

![A curve](curve.png)

- [x] RIGHT-single "quoted" {1:2} ~ = # \\* /
  > FEEDBACK-right
- [ ] WRONG-single
  > FEEDBACK-wrong [@trial]
- [ ] OTHER-single

> RATIONALE-single [@label].
`,
  'multiple': '## STEM-multiple? {#many type=multiple}\n\n- [x] RIGHT-a\n- [x] RIGHT-b\n  > FEEDBACK-b\n- [ ] WRONG-a\n\n> RATIONALE-multiple\n',
  'true-false': '## STEM-true-false. {#truth type=true-false}\n\n- [ ] True\n  > FEEDBACK-true\n- [x] False\n  > FEEDBACK-false\n\n> RATIONALE-true-false\n',
  'matching': '## STEM-matching. {#pairs type=matching}\n\n| HEAD-left | HEAD-right |\n| --- | --- |\n| PROMPT-a | CHOICE-x |\n| PROMPT-b | CHOICE-y |\n| PROMPT-c | CHOICE-z |\n\n> RATIONALE-matching\n',
  'ordering': '## STEM-ordering. {#steps type=ordering}\n\n1. STEP-c\n2. STEP-a\n3. STEP-b\n\n> RATIONALE-ordering\n',
  'numeric': '## STEM-numeric? {#dose type=numeric answer="4.5 ± 0.1 mg"}\n\n> RATIONALE-numeric\n',
  'fill-in': '## STEM-fill-in. {#gaps type=fill-in}\n\nThe ___ binds the ___ receptor.\n\n1. BLANK-a | VARIANT-a\n2. BLANK-b\n\n> RATIONALE-fill-in\n',
  'hot-spot': '## STEM-hot-spot? {#spot type=hot-spot}\n\n![A heart](heart.png)\n\n- [x] REGION-a `rect 10 20 30 40`\n  > FEEDBACK-region\n- [ ] REGION-b `circle 70 50 10`\n- [ ] REGION-c `poly 5 5 20 5 20 20`\n\n> RATIONALE-hot-spot\n',
  'likert': '## STEM-likert {#scale type=likert}\n\n- POINT-a\n- POINT-b\n- POINT-c\n',
  'free-text': '## STEM-free-text {#words type=free-text}\n',
  'commitment': '## STEM-commitment {#change type=commitment within="3 months"}\n\n- CHANGE-a\n- CHANGE-b\n',
} as const

export type SourceType = keyof typeof itemSources

/** Items that only an evaluation has. */
export const evaluationTypes: readonly SourceType[] = ['likert', 'free-text', 'commitment']

export const scoredTypes = (Object.keys(itemSources) as SourceType[]).filter(type => !evaluationTypes.includes(type))

/** A quiz of these types; of all that are scored when none is named. */
export function quizOf(types: readonly SourceType[] = scoredTypes, frontMatter = ''): Quiz {
  const kind = types.some(type => evaluationTypes.includes(type)) ? 'evaluation' : 'practice'
  return quizFrom(`---\ntitle: A quiz\nkind: ${kind}\n${frontMatter}---\n\n${types.map(type => itemSources[type]).join('\n')}`)
}

/** Reads a quiz that must have no problem. */
export function quizFrom(source: string): Quiz {
  const { quiz, problems } = parseQuiz(source, 'quizzes/x/quiz.md')
  if (!quiz || problems.length)
    throw new Error(problems.map(problem => `${problem.line}: ${problem.message}`).join('\n'))
  return quiz
}

/** One pixel, as PNG. */
const pixel = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), letter => letter.charCodeAt(0))

export function contextOf(quiz: Quiz, changes: Partial<FormatContext> = {}): FormatContext {
  const figure = (source: string): Figure => createFigure(new Uint8Array([...pixel, ...new TextEncoder().encode(source)]), { mime: 'image/png', width: 400, height: 200 })
  return {
    courseTitle: 'A course',
    language: 'en',
    references: [
      { key: 'label', number: 1, html: 'Label. <em>Title</em>.', text: 'Label. Title.' },
      { key: 'trial', number: 2, html: 'Trial &amp; error.', text: 'Trial & error.', retracted: 'Retracted' },
    ],
    figures: new Map(quizImages(quiz).map(({ source }) => [source, figure(source)])),
    ...changes,
  }
}
