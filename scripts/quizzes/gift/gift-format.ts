import type { QuizFormat } from '../quiz-format.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { giftQuiz } from './gift-quiz.ts'

export const giftFormat: QuizFormat = {
  name: 'gift',
  title: 'GIFT',
  refuses: quiz => quiz.kind === 'evaluation' ? 'GIFT knows graded questions only; an evaluation has no right answers' : undefined,
  types: {
    'single': whole,
    'multiple': whole,
    'true-false': whole,
    'matching': changed('choices are plain text; the heads of the two columns are not written'),
    'ordering': changed('as matching: each place with its step'),
    'numeric': changed('the unit stands in the question and is not part of the answer'),
    'fill-in': changed('as a short answer, with one blank only'),
    'hot-spot': lost('GIFT holds no pictures'),
    'likert': lost('evaluations are not written'),
    'free-text': lost('evaluations are not written'),
    'commitment': lost('evaluations are not written'),
  },
  features: {
    'pictures': changed('the alternative text stands in their place'),
    'tables': whole,
    'citations': changed('the item\'s references follow its rationale'),
    'option feedback': whole,
    'rationale': whole,
    'case': changed('the vignette is repeated in each of its items'),
    'intro': changed('as a comment'),
    'pass mark': lost('set it where the questions are imported'),
    'shuffled questions': lost('set it where the questions are imported'),
    'shuffled options': lost('set it where the questions are imported'),
    'seed': lost('it belongs to shuffling'),
    'pool': changed('one category to draw from'),
    'stratified pool': changed('one category for each objective'),
    'partial credit': whole,
    'all or nothing': changed('part of the point is given for a partly right answer'),
  },
  emit: (quiz, context, name) => {
    const { text, losses } = giftQuiz(quiz, context)
    return text === undefined
      ? { files: new Map(), losses: [...losses, { message: 'not written: no item is left', items: [] }] }
      : { files: new Map([[`${name}.txt`, new TextEncoder().encode(text)]]), losses }
  },
}
