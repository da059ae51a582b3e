import type { Quiz } from '../quizzes/quiz-model.ts'
import type { Problem } from './problem.ts'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseQuiz } from '../quizzes/parse-quiz.ts'

/** Reads every quiz of a course (quizzes/<course>/*.md); a course without the folder has none. */
export async function readQuizzes(folder: string): Promise<{ quizzes: Quiz[], files: string[], problems: Problem[] }> {
  if (!existsSync(folder))
    return { quizzes: [], files: [], problems: [] }
  const names = (await readdir(folder)).filter(name => name.endsWith('.md')).sort()
  const files = names.map(name => join(folder, name))
  const parsed = await Promise.all(files.map(async file => parseQuiz(await readFile(file, 'utf8'), file)))
  return { quizzes: parsed.flatMap(result => result.quiz ?? []), files, problems: parsed.flatMap(result => result.problems) }
}
