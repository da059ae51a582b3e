import type { QuizFormat } from '../quiz-format.ts'
import { changed, lost, whole } from '../quiz-format.ts'
import { xmlDocument } from '../xml.ts'
import { moodleQuiz } from './moodle-quiz.ts'

export const moodleXmlFormat: QuizFormat = {
  name: 'moodle-xml',
  title: 'Moodle XML',
  refuses: quiz => quiz.kind === 'evaluation' ? 'Moodle\'s question bank grades every question; an evaluation has no right answers' : undefined,
  types: {
    'single': whole,
    'multiple': whole,
    'true-false': whole,
    'matching': changed('choices are plain text; the heads of the two columns are not written'),
    'ordering': changed('as "Drag and drop into text": each step into its place'),
    'numeric': whole,
    'fill-in': changed('as "Embedded answers (Cloze)"; kinds of hyphens count as they are typed'),
    'hot-spot': changed('as "Drag and drop markers": the regions are not outlined'),
    'likert': lost('evaluations are not written'),
    'free-text': lost('evaluations are not written'),
    'commitment': lost('evaluations are not written'),
  },
  features: {
    'pictures': whole,
    'tables': whole,
    'citations': changed('the item\'s references follow its rationale'),
    'option feedback': whole,
    'rationale': whole,
    'case': changed('the vignette is repeated in each of its items'),
    'intro': changed('in the description of the category'),
    'pass mark': lost('set it in the settings of the Moodle quiz'),
    'shuffled questions': lost('set it in the settings of the Moodle quiz'),
    'shuffled options': whole,
    'seed': lost('Moodle shuffles anew for each attempt'),
    'pool': changed('one category; add as many random questions from it as the quiz draws'),
    'stratified pool': changed('one category for each objective; add as many random questions from each as the quiz draws'),
    'partial credit': whole,
    'all or nothing': changed('Moodle gives part of the point for a partly right answer'),
  },
  emit: (quiz, context, name) => {
    const { xml, losses } = moodleQuiz(quiz, context)
    return { files: new Map([[`${name}.xml`, xmlDocument(xml)]]), losses }
  },
}
