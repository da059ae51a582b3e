import type { CourseMeta } from '../../../course/course-schema.ts'
import { accreditationStatements } from '../../../../lib/accreditation-statements.ts'
import { escapeHtml } from '../../../html/escape-html.ts'

/** What a course says of its accreditation, as HTML; the italics of a credit's name are part of its wording. */
export function statementsAsHtml(meta: Pick<CourseMeta, 'accreditation' | 'provider' | 'credits' | 'format'>): string[] {
  return accreditationStatements(meta).map(statement => escapeHtml(statement)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>'))
}
