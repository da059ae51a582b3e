import type { Problem } from '../course/problem.ts'

/** Collects the problems of one quiz; rules get the prefix "quizzes-". */
export interface QuizReport {
  readonly problems: Problem[]
  /** Lines above the body. */
  readonly bodyLine: number
  /** Text of a line (from 0) of the quiz's body. */
  readonly lineText: (line: number) => string
  /** The line counts from 0 in the body, the column from 1; without one, the first letter of the line is meant. */
  readonly error: (rule: string, line: number, message: string, mend: string, column?: number) => undefined
}

export function createReport(file: string, body: string, bodyLine: number): QuizReport {
  const lines = body.split('\n')
  const problems: Problem[] = []
  const lineText = (line: number) => lines[line] ?? ''
  return {
    problems,
    bodyLine,
    lineText,
    error(rule, line, message, mend, column = lineText(line).search(/\S|$/) + 1) {
      problems.push({ rule: `quizzes-${rule}`, severity: 'error', file, line: bodyLine + line + 1, column, message, mend })
    },
  }
}
