import type { QuizFormat } from '../quiz-format.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { ankiNotes } from './anki-notes.ts'

/** Cards for learning: whoever has them has the keys, so that nothing for credit is ever written. */
export const ankiFormat: QuizFormat = {
  name: 'anki',
  title: 'Anki',
  refuses: (quiz, sealed) => {
    if (sealed)
      return 'the cards would give away the keys of a test for credit'
    return quiz.kind === 'evaluation' ? 'an evaluation has no right answers to learn' : undefined
  },
  types: {
    'single': whole,
    'multiple': whole,
    'true-false': whole,
    'matching': whole,
    'ordering': whole,
    'numeric': whole,
    'fill-in': whole,
    'hot-spot': changed('the regions are named below the picture'),
    'likert': lost('evaluations are not written'),
    'free-text': lost('evaluations are not written'),
    'commitment': lost('evaluations are not written'),
  },
  features: {
    'pictures': whole,
    'tables': whole,
    'citations': changed('the references stand on the back of the card'),
    'option feedback': changed('the feedback of the right options stands on the back of the card'),
    'rationale': whole,
    'case': changed('the vignette is repeated on each of its cards'),
    'intro': lost('a deck has no words of its own'),
    'pass mark': lost('cards are not passed'),
    'shuffled questions': lost('Anki orders cards by what was learned'),
    'shuffled options': lost('a card shows its options in one order'),
    'seed': lost('it belongs to shuffling'),
    'pool': lost('every item becomes a card'),
    'stratified pool': lost('every item becomes a card'),
    'partial credit': lost('the learner grades the card'),
    'all or nothing': lost('the learner grades the card'),
  },
  emit: (quiz, context, name) => ({ files: new Map([[`${name}.txt`, new TextEncoder().encode(ankiNotes(quiz, context))]]), losses: [] }),
}
