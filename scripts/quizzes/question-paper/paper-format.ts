import type { QuizFormat } from '../quiz-format.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { answerKey } from './answer-key.ts'
import { questionPaper } from './question-paper.ts'

/** Two pages of HTML to print: the questions, and the key. */
export const questionPaperFormat: QuizFormat = {
  name: 'question-paper',
  title: 'Question paper',
  types: {
    'single': whole,
    'multiple': whole,
    'true-false': whole,
    'matching': whole,
    'ordering': whole,
    'numeric': whole,
    'fill-in': whole,
    'hot-spot': whole,
    'likert': whole,
    'free-text': whole,
    'commitment': whole,
  },
  features: {
    'pictures': whole,
    'tables': whole,
    'citations': whole,
    'option feedback': whole,
    'rationale': whole,
    'case': whole,
    'intro': whole,
    'pass mark': whole,
    'shuffled questions': changed('one order, drawn with the seed that the paper names'),
    'shuffled options': changed('one order, drawn with the seed that the paper names'),
    'seed': whole,
    'pool': changed('one draw, with the seed that the paper names'),
    'stratified pool': changed('one draw, with the seed that the paper names'),
    'partial credit': lost('a person marks the paper'),
    'all or nothing': lost('a person marks the paper'),
  },
  emit: (quiz, context, name) => ({
    files: new Map([
      [`${name}.html`, new TextEncoder().encode(questionPaper(quiz, context))],
      ...quiz.kind === 'evaluation' ? [] : [[`${name}-key.html`, new TextEncoder().encode(answerKey(quiz, context))] as const],
    ]),
    losses: [],
  }),
}
