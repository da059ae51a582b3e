import type { Figure } from '../figure.ts'
import type { FormatContext, Loss } from '../quiz-format.ts'
import type { Quiz } from '../quiz-model.ts'
import type { OfficialTarget, OfficialType } from './targets.ts'
import { escapeHtml } from '../../html/escape-html.ts'
import { quizEntries } from '../quiz-entries.ts'
import { passMarkOf } from '../quiz-features.ts'
import { officialQuestion } from './official-question.ts'
import { officialText, QUESTION_TAGS } from './official-text.ts'
import { endGameWords, questionSetTexts } from './official-words.ts'

export interface QuestionSet {
  content: Record<string, unknown>
  /** Types of the questions, each once. */
  types: OfficialType[]
  figures: Figure[]
  losses: Loss[]
}

/** content.json of H5P.QuestionSet, with every word and setting written out. */
export function questionSet(quiz: Quiz, context: FormatContext, target: OfficialTarget): QuestionSet {
  const losses: Loss[] = []
  const questions = quizEntries(quiz).flatMap(({ items, vignette }) => items.flatMap((item) => {
    const question = officialQuestion(item, vignette, quiz, context, target)
    losses.push(...question.notes.map(message => ({ message, items: [item.id] })))
    return 'content' in question ? question : []
  }))
  if (!context.language.toLowerCase().startsWith('en'))
    losses.push({ message: 'the words of the buttons are English; opening and saving the content in H5P\'s editor replaces none of them', items: [] })
  const intro = quiz.intro && officialText(context).html(quiz.intro, QUESTION_TAGS)
  return {
    losses,
    types: [...new Set(questions.map(question => question.library))],
    figures: questions.flatMap(question => question.figure ?? []),
    content: {
      introPage: { showIntroPage: intro !== undefined, title: escapeHtml(quiz.title), introduction: intro ?? '', startButtonText: 'Start Quiz' },
      progressType: 'dots',
      passPercentage: passMarkOf(quiz, context.passMark) ?? 0,
      questions: questions.map(question => question.content),
      disableBackwardsNavigation: false,
      randomQuestions: quiz.shuffle.questions,
      // A pool counts entries, a Question Set questions.
      ...quiz.pool ? { poolSize: Math.min(quiz.pool.draw, questions.length) } : {},
      endGame: { showResultPage: true, showSolutionButton: true, showRetryButton: true, overallFeedback: [{ from: 0, to: 100 }], ...endGameWords, showAnimations: false, skippable: false },
      override: { checkButton: true },
      texts: questionSetTexts,
    },
  }
}
