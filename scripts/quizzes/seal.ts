import type { Course } from '../course/course.ts'
import type { Problem } from '../course/problem.ts'
import type { Item, Quiz } from './quiz-model.ts'

/**
 * True when a quiz counts for credit, so that its keys, rationales and feedback may be in nothing that a learner can
 * reach: public packages are in capture mode, and keys are written to dist/<course>/private/ alone.
 *
 * The quiz decides with `sealed:`. When it says nothing, the post-test of an accredited course is sealed; a course without
 * accreditation gives no credit, so its post-test is a self-assessment. Of a loaded course, sealWithPostTest has decided for
 * what stands beside a sealed post-test.
 */
export function isSealed(quiz: Pick<Quiz, 'sealed' | 'kind'>, { meta }: { meta: Pick<Course['meta'], 'accreditation'> }): boolean {
  return quiz.sealed ?? (quiz.kind === 'post-test' && meta.accreditation !== 'none')
}

/**
 * Seals what would give a sealed test away: the pre-test beside a sealed post-test, because both ask the same things and
 * a known pre-test measures nothing; and every quiz that repeats a question of a sealed one. A quiz that says that it is not
 * sealed and repeats one is an error.
 */
export function sealWithPostTest(quizzes: readonly Quiz[], meta: Pick<Course['meta'], 'accreditation'>): { quizzes: Quiz[], problems: Problem[] } {
  const problems: Problem[] = []
  const sealed = quizzes.filter(quiz => isSealed(quiz, { meta }))
  const questions = new Map(sealed.flatMap(quiz => quiz.items.map(item => [questionOf(item, quiz), quiz] as const)))
  const hasSealedPostTest = sealed.some(quiz => quiz.kind === 'post-test')
  return {
    problems,
    quizzes: quizzes.map((quiz) => {
      if (isSealed(quiz, { meta }) || quiz.kind === 'evaluation')
        return quiz
      const repeated = quiz.items.filter(item => questions.has(questionOf(item, quiz)))
      if (quiz.sealed === undefined)
        return repeated.length || (quiz.kind === 'pre-test' && hasSealedPostTest) ? { ...quiz, sealed: true } : quiz
      problems.push(...repeated.map((item): Problem => ({
        rule: 'quizzes-sealed-question',
        severity: 'error',
        file: quiz.file,
        line: item.line,
        column: 1,
        message: `The question "${item.id}" stands in the sealed ${questions.get(questionOf(item, quiz))!.title} too; here everybody could read its answer.`,
        mend: 'Remove "sealed: false" above, or ask something else here.',
      })))
      return quiz
    }),
  }
}

/** What a learner would know again: the question with all that belongs to it, without capitals and white space. */
function questionOf(item: Item, { cases }: Pick<Quiz, 'cases'>): string {
  const vignette = cases.find(({ id }) => id === item.caseId)
  return [vignette?.title, vignette?.detail, item.stem, item.detail].map(text => text?.text.toLowerCase().replace(/\s+/g, ' ').trim() ?? '').join('\n')
}
