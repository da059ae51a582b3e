import type { Quiz } from '../../../quizzes/quiz-model.ts'
import type { CourseText, TextPiece } from '../../course-text.ts'
import type { QuizFlaw } from '../../items/quiz-flaws.ts'
import type { ItemFlaw, WrittenItem } from '../../items/written-item.ts'
import type { Rule, RuleFinding } from '../../rule.ts'
import { writtenItem } from '../../items/written-item.ts'

export const NBME = 'NBME Item-Writing Guide, 2021'

type ItemRule = Omit<Rule, 'family' | 'find'> & { flaws: (item: WrittenItem) => ItemFlaw[] }

/** A rule that looks at one graded item after the other. */
export function defineItemRule({ flaws, ...rule }: ItemRule): Rule {
  return {
    ...rule,
    family: 'items',
    find: document => gradedQuizzes(document).flatMap(quiz => quiz.items.flatMap((item) => {
      const found = flaws(writtenItem(item))
      if (found.length === 0)
        return []
      const pieces = document.pieces.filter(piece => piece.file === quiz.file && piece.item === item.id)
      return found.map(flaw => ({ ...placeOf(flaw, quiz, item.line, pieces), message: flaw.message, mend: flaw.mend }))
    })),
  }
}

/** Quizzes whose items have keys. */
export function gradedQuizzes({ course }: CourseText): readonly Quiz[] {
  return course.quizzes.filter(quiz => quiz.kind !== 'evaluation')
}

/** Places flaws of several items at the item that is named. */
export function placeFlaws(quiz: Quiz, flaws: readonly QuizFlaw[], document: CourseText): RuleFinding[] {
  return flaws.map(({ item, message, mend }) => {
    const stem = document.pieces.find(piece => piece.file === quiz.file && piece.item === item && piece.kind === 'stem')
    const place = stem?.positionOf(0) ?? { line: quiz.items.find(other => other.id === item)?.line ?? 1, column: 1 }
    return { file: quiz.file, ...place, message, mend }
  })
}

function placeOf(flaw: ItemFlaw, quiz: Quiz, line: number, pieces: readonly TextPiece[]): Pick<RuleFinding, 'file' | 'line' | 'column'> {
  const piece = flaw.at === 'stem' || flaw.at === 'detail'
    ? pieces.find(other => other.kind === flaw.at)
    : pieces.filter(other => other.kind === 'option')[flaw.at.option]
  return { file: quiz.file, ...(piece?.positionOf(0) ?? { line, column: 1 }) }
}

/** A quiz of one item, for examples. */
export function itemExample(item: string, frontMatter = 'title: Post-test\nkind: post-test'): Record<string, string> {
  return { 'post-test.md': `---\n${frontMatter}\n---\n\n${item}\n` }
}
