import type { CourseReport } from './course-report.ts'
import type { QuestionSummary } from './evaluation-summary.ts'
import { LEAST_EVALUATIONS } from './least-learners.ts'

/** What of the evaluations is told: all; how often what was answered, without words; nothing but their number. */
export type EvaluationsTold = 'all' | 'counts' | 'nothing'

export interface ShownReport extends CourseReport {
  evaluationsTold: EvaluationsTold
}

/**
 * Few evaluations are withheld while more can come. Once the course is over the office is told how often what was answered, because
 * its accreditor may ask; what few people wrote is never told.
 * `today` is an ISO date or time.
 */
export function evaluationsTold(evaluations: number, expires: string, today: string): EvaluationsTold {
  if (evaluations >= LEAST_EVALUATIONS)
    return 'all'
  return evaluations > 0 && expires < today.slice(0, 10) ? 'counts' : 'nothing'
}

/** The report as the office sees it, on the page and on the command line alike. */
export function withholdFew(report: CourseReport, today: string): ShownReport {
  const told = evaluationsTold(report.evaluations, report.expires, today)
  const shown = (question: QuestionSummary): QuestionSummary => told === 'all' ? question : { ...question, words: [], ...told === 'nothing' && { counts: [] } }
  return { ...report, evaluationsTold: told, evaluation: report.evaluation.map(shown), bias: report.bias && shown(report.bias), commitment: report.commitment.map(shown) }
}
