import type { Course } from '../course/course.ts'
import type { H5pMode } from './h5p-content.ts'
import type { Quiz } from './quiz-model.ts'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { referenceList } from '../course/references/reference-list.ts'
import { LecternError } from '../errors.ts'
import { h5pPackage } from './h5p-package.ts'
import { readFigures } from './quiz-figures.ts'
import { isSealed } from './seal.ts'

export type QuizCourse = Pick<Course, 'quizzes' | 'meta' | 'citations' | 'bibliography' | 'place' | 'slides'>

/**
 * Writes a course's quizzes for everyone. They are open, with keys and feedback, for practice, download and LMS packages:
 * there the browser is trusted anyway. A sealed quiz only captures answers, as an evaluation does, which has no right ones.
 * @throws LecternError for a picture that is missing, and for two quizzes of one kind.
 */
export async function emitQuizzes(course: QuizCourse, outDir: string): Promise<void> {
  for (const [name, quiz] of namedQuizzes(course.quizzes))
    await writeH5p(course, quiz, isSealed(quiz, course) || quiz.kind === 'evaluation' ? 'capture' : 'open', join(outDir, `${name}.h5p`))
}

/** Writes the open packages of sealed quizzes, for those who keep the keys: never into a folder that is served. */
export async function emitSealedQuizzes(course: QuizCourse, outDir: string): Promise<void> {
  for (const [name, quiz] of namedQuizzes(course.quizzes)) {
    if (isSealed(quiz, course))
      await writeH5p(course, quiz, 'open', join(outDir, `${name}.h5p`))
  }
}

/** Quizzes by the name of their files: their kind, or for practice that of their source. */
export function namedQuizzes(quizzes: readonly Quiz[]): ReadonlyMap<string, Quiz> {
  const named = new Map<string, Quiz>()
  for (const quiz of quizzes) {
    const name = quiz.kind === 'practice' ? basename(quiz.file, '.md') : quiz.kind
    if (named.has(name))
      throw new LecternError(`The course has two quizzes that would be written as ${name}.h5p.`, { code: 'quizzes-two-of-a-kind', mend: 'Join them, or make one of them a practice quiz with a name of its own.', file: quiz.file, line: 1 })
    named.set(name, quiz)
  }
  return named
}

async function writeH5p(course: QuizCourse, quiz: Quiz, mode: H5pMode, file: string): Promise<void> {
  const { title, language, assessment } = course.meta
  const figures = await readFigures(quiz, course)
  await writeFile(file, await h5pPackage(quiz, { mode, language, courseTitle: title, passMark: assessment.passMark, references: referenceList(course), figures }))
}
