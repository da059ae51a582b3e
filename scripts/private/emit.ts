import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { PrintPages } from '../quizzes/emit.ts'
import type { QuizOptions } from '../quizzes/quiz-options.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBundle } from '../../server/courses/create-bundle.ts'
import { emitSealedQuizzes } from '../quizzes/emit.ts'
import { isSealed } from '../quizzes/seal.ts'

/**
 * Writes what must never leave the server: the bundle that the credit service grades by, and the open packages of sealed
 * quizzes. Only folders that are named in scripts/serve/ are served, and this is none of them.
 */
export async function emitPrivate(course: Course, outDir: string, options?: QuizOptions, progress?: Progress, print?: PrintPages): Promise<void> {
  await writeFile(join(outDir, 'course.json'), `${JSON.stringify(createBundle(course))}\n`)
  if (!course.quizzes.some(quiz => isSealed(quiz, course)))
    return
  await mkdir(join(outDir, 'quizzes'), { recursive: true })
  await emitSealedQuizzes(course, join(outDir, 'quizzes'), options, progress, print)
}
