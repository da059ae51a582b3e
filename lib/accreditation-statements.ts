import type { CourseMeta } from '../scripts/course/course-schema.ts'
import { isAmaCredit } from './credit-type.ts'
import { notAccreditedStatement } from './not-accredited.ts'

/**
 * What a course says of its accreditation, as Markdown, in the exact words of the accreditors: only the statements that
 * `accreditation` in course.yaml allows.
 *
 * Sources: ACCME accreditation statement; Joint Accreditation statement; AMA PRA credit designation statement, in which
 * the italics and the trademark sign are part of the wording.
 */
export function accreditationStatements({ accreditation, provider: { name }, credits, format }: Pick<CourseMeta, 'accreditation' | 'provider' | 'credits' | 'format'>): string[] {
  if (accreditation === 'none')
    return [`**DEMONSTRATION.** ${notAccreditedStatement}`]
  const accredited = accreditation === 'accme'
    ? `The ${name} is accredited by the Accreditation Council for Continuing Medical Education (ACCME) to provide continuing medical education for physicians.`
    : `In support of improving patient care, ${name} is jointly accredited by the Accreditation Council for Continuing Medical Education (ACCME), the Accreditation Council for Pharmacy Education (ACPE), and the American Nurses Credentialing Center (ANCC), to provide continuing education for the healthcare team.`
  const designated = `The ${name} designates this ${format === 'live' ? 'live activity' : 'enduring material'} for a maximum of ${credits.maximum} *AMA PRA Category 1 Credit(s)*™. Physicians should claim only the credit commensurate with the extent of their participation in the activity.`
  return isAmaCredit(credits.type) ? [accredited, designated] : [accredited]
}
