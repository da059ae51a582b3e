import type { Course } from '../course/course.ts'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { referenceList } from '../course/references/reference-list.ts'
import { LecternError } from '../errors.ts'
import { h5pPackage } from './h5p-package.ts'

export type QuizCourse = Pick<Course, 'quizzes' | 'meta' | 'citations' | 'bibliography'>

/**
 * Writes a course's quizzes as .h5p files with keys and feedback, for practice, download and LMS packages: there the
 * browser is trusted anyway. Evaluations have no right answers and are left out.
 * @throws LecternError for an item that H5P cannot play, and for two quizzes of one kind.
 */
export async function emitQuizzes(course: QuizCourse, outDir: string): Promise<void> {
  const references = referenceList(course)
  const { title, language, assessment } = course.meta
  const written = new Set<string>()
  for (const quiz of course.quizzes.filter(quiz => quiz.kind !== 'evaluation')) {
    const name = quiz.kind === 'practice' ? basename(quiz.file, '.md') : quiz.kind
    if (written.has(name))
      throw new LecternError(`The course has two quizzes that would be written as ${name}.h5p.`, { code: 'quizzes-two-of-a-kind', mend: 'Join them, or make one of them a practice quiz with a name of its own.', file: quiz.file, line: 1 })
    written.add(name)
    const bytes = await h5pPackage(quiz, { mode: 'open', language, courseTitle: title, passMark: assessment.passMark, references })
    await writeFile(join(outDir, `${name}.h5p`), bytes)
  }
}
