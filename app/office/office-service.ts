import type { Roles } from '../../server/http/routes/admin/roles.ts'
import type { AuditLog } from '../../server/http/routes/office/audit.ts'
import type { OfficeCourses } from '../../server/http/routes/office/courses.ts'
import type { EnrolmentRecord } from '../../server/http/routes/office/enrolment.ts'
import type { ParsExportAnswer, ParsProblems } from '../../server/http/routes/office/pars.ts'
import type { CourseReportAnswer } from '../../server/http/routes/office/report.ts'
import type { Roster } from '../../server/http/routes/office/roster.ts'
import type { Correction } from '../../server/journey/correction.ts'
import type { GrantedRole, Role } from '../../server/roles/role.ts'
import { ask } from '../service/ask.ts'
import { signInService } from '../sign-in/sign-in-service.ts'

export type { AuditLog, Correction, EnrolmentRecord, GrantedRole, Roles, Roster }
export type CourseReport = CourseReportAnswer
export type ItemReport = CourseReport['items'][number]
export type OfficeCourse = OfficeCourses['rows'][number]
export type RosterRow = Roster['rows'][number]
export type TimelineEntry = EnrolmentRecord['records'][number]

/** What was erased, and what is kept for how long. */
export interface Erasure {
  finishedAt: string | null
  kept: { enrolment: string, course: string, until: string }[]
}

export interface Me {
  email: string
  role: Role
}

export interface CorrectionRequest {
  correction: Correction
  /** How many corrections the record showed: refused when somebody else has corrected since. */
  seen: number
}

/** By what PARS knows the provider and the activity. */
export interface ParsSettings { provider: string, module: string }

/** A part of a list, and where the next part begins. */
export interface Page<Row> { rows: readonly Row[], nextCursor: string | null }

type Query = Readonly<Record<string, string | undefined>>

/** An address with what it is asked by; what is empty is left out. */
export function withQuery(path: string, query: Query): string {
  const text = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])).toString()
  return text ? `${path}?${text}` : path
}

export const ofCourse = (course: string): string => `/api/office/courses/${encodeURIComponent(course)}`
const ofEnrolment = (enrolment: string) => `/api/office/enrolments/${encodeURIComponent(enrolment)}`
export const ofLearner = (learner: string): string => `/api/office/learners/${encodeURIComponent(learner)}`
const ofRole = (address: string) => `/api/admin/roles/${encodeURIComponent(address)}`

/** The next page that holds anything: a page may be empty and not be the last. */
async function untilRows<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>, cursor: string | undefined): Promise<Page<Row>> {
  const page = await read(cursor)
  return page.rows.length || !page.nextCursor ? page : untilRows(read, page.nextCursor)
}

/** What the office's pages ask of the credit service. */
export const officeService = {
  ...signInService,
  me: () => ask<Me>('GET', '/api/me'),
  courses: (query: Query = {}) => ask<Page<OfficeCourse>>('GET', withQuery('/api/office/courses', query)),
  roster: (course: string, query: Query) => ask<Page<RosterRow>>('GET', withQuery(`${ofCourse(course)}/roster`, query)),
  report: (course: string, query: Query) => ask<CourseReport>('GET', withQuery(`${ofCourse(course)}/report`, query)),
  parsProblems: (course: string, cursor: string | undefined) => untilRows(cursor => ask<Page<ParsProblems['rows'][number]>>('GET', withQuery(`${ofCourse(course)}/pars/problems`, { cursor })), cursor),
  parsExports: (course: string, query: Query) => ask<Page<ParsExportAnswer>>('GET', withQuery(`${ofCourse(course)}/pars/exports`, query)),
  makeParsExport: (course: string, settings: ParsSettings, key: string) => ask<ParsExportAnswer>('POST', `${ofCourse(course)}/pars/exports`, settings, key),
  enrolment: (enrolment: string) => ask<EnrolmentRecord>('GET', ofEnrolment(enrolment)),
  correct: (enrolment: string, { correction, seen }: CorrectionRequest, key: string) => ask<EnrolmentRecord>('POST', withQuery(`${ofEnrolment(enrolment)}/corrections`, { seen: String(seen) }), correction, key),
  eraseLearner: (learner: string, body: { reason: string }, key: string) => ask<Erasure>('POST', `${ofLearner(learner)}/erasure`, body, key),
  audit: (query: Query) => ask<Page<AuditLog['rows'][number]>>('GET', withQuery('/api/office/audit', query)),
  roles: (query: Query) => ask<Page<Roles['rows'][number]>>('GET', withQuery('/api/admin/roles', query)),
  grantRole: (address: string, role: GrantedRole) => ask('PUT', ofRole(address), { role }),
  revokeRole: (address: string) => ask('DELETE', ofRole(address)),
}
