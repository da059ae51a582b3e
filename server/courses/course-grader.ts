import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { Surroundings } from '../journey/decide.ts'
import type { Json } from '../ledger/canonical-json.ts'
import type { CourseBundle } from './course-bundle.ts'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { gradeQuiz } from '../../scripts/quizzes/grade.ts'
import { readResponse } from '../../scripts/quizzes/response.ts'
import { quizOf } from './course-bundle.ts'

/** Reads and grades responses by the keys of a version of a course. */
export function createGrader(bundle: CourseBundle): Pick<Surroundings, 'readResponse' | 'postTestItems' | 'gradeTest'> {
  const itemsOf = (kind: 'pre-test' | 'post-test' | 'evaluation') => new Map(quizOf(bundle, kind)?.items.map(item => [item.id, item]))
  const items = { 'pre-test': itemsOf('pre-test'), 'post-test': itemsOf('post-test'), 'evaluation': itemsOf('evaluation') }
  const postTest = quizOf(bundle, 'post-test')
  return {
    readResponse(test, id, response) {
      const item = items[test].get(id)
      return item && readResponse(item, response) as Json | undefined
    },
    postTestItems: seed => postTest ? attemptItems(postTest, seed).map(item => item.id) : [],
    gradeTest(test, ids, responses) {
      const quiz = quizOf(bundle, test)!
      const shown = ids.map(id => items[test].get(id)).filter((item): item is Item => item !== undefined)
      const { points, maxPoints, passed, items: grades } = gradeQuiz({ ...quiz, items: shown }, responses, { passMark: quiz.passMark ?? bundle.meta.assessment.passMark })
      return { points, maxPoints, passed: passed ?? true, items: Object.fromEntries(Object.entries(grades).map(([id, grade]) => [id, grade.points])) }
    },
  }
}
