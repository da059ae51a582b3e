import type { Certificate } from '../certificates/certificate.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import { z } from '@hono/zod-openapi'
import { accreditationStatements } from '../../lib/accreditation-statements.ts'
import { policyOf } from '../courses/course-policy.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { eventsOf } from '../journey/enrolments.ts'
import { replay } from '../journey/journey.ts'
import { currentStep, stepNames } from '../journey/steps.ts'
import { readChain } from '../ledger/records.ts'

const certificateSchema = z.object({
  id: z.string(),
  issuedAt: z.string(),
  status: z.enum(['valid', 'superseded', 'revoked']),
  learner: z.string().describe('The name it bears'),
})

const entrySchema = z.object({
  course: z.string(),
  version: z.string(),
  title: z.string(),
  language: z.string(),
  provider: z.string(),
  accredited: z.boolean(),
  begunAt: z.string(),
  next: z.enum(stepNames).nullable().describe('The step that comes next; null when all are done'),
  completed: z.string().nullable().describe('Day of completion, ISO date; null before credit was claimed'),
  credits: z.number().nullable().describe('What was claimed; null before, and when its certificate was revoked: the credit counts no more'),
  creditType: z.string(),
  statements: z.array(z.string()).describe('What has to be said of the credit, as Markdown, in its exact words'),
  certificates: z.array(certificateSchema).describe('The newest first'),
})

/** Everything that a learner has begun and completed here. */
export const transcriptSchema = z.object({ courses: z.array(entrySchema).describe('The last begun first') }).openapi('Transcript')

export type Transcript = z.infer<typeof transcriptSchema>
export type TranscriptEntry = z.infer<typeof entrySchema>

/**
 * Reads the transcript of a learner from the records of each of their enrolments, each in its own version of the course.
 * What was certified is told as it stands on the certificate.
 */
export async function readTranscript(db: Database, learner: string, courses: ReadonlyMap<string, CourseBundle>): Promise<Transcript> {
  const enrolments = await db.selectFrom('enrolment').select(['id', 'course', 'version', 'created_at']).where('learner', '=', learner).orderBy('created_at', 'desc').execute()
  const entries: TranscriptEntry[] = []
  for (const { id, course, version, created_at } of enrolments) {
    const present = courses.get(course)
    const bundle = present?.version === version ? present : await readCourseVersion(db, course, version)
    if (bundle)
      entries.push(await readEntry(db, id, created_at, bundle))
  }
  return { courses: entries }
}

async function readEntry(db: Database, enrolment: string, begunAt: string, bundle: CourseBundle): Promise<TranscriptEntry> {
  const [chain, rows] = await Promise.all([
    readChain(db, enrolment),
    db.selectFrom('certificate').select(['id', 'snapshot']).where('enrolment', '=', enrolment).execute(),
  ])
  const journey = replay(eventsOf(chain))
  const snapshots = new Map(rows.map(({ id, snapshot }) => [id, JSON.parse(snapshot) as Certificate]))
  const newest = journey.certificates.at(-1)
  const { meta } = bundle
  const certified = newest && snapshots.get(newest.id)
  return {
    course: bundle.name,
    version: bundle.version,
    title: meta.title,
    language: meta.language,
    provider: meta.provider.name,
    accredited: meta.accreditation !== 'none',
    begunAt,
    next: currentStep(journey, policyOf(bundle)) ?? null,
    completed: journey.claim ? certified?.completed ?? journey.claim.at.slice(0, 10) : null,
    credits: newest?.revokedAt ? null : journey.claim?.credits ?? null,
    creditType: certified?.creditType ?? meta.credits.type,
    statements: [...certified?.statements ?? accreditationStatements(meta)],
    certificates: [...journey.certificates].reverse().flatMap(({ id, issuedAt, revokedAt }) => {
      const certificate = snapshots.get(id)
      return certificate
        ? [{ id, issuedAt, status: revokedAt ? 'revoked' as const : id === newest!.id ? 'valid' as const : 'superseded' as const, learner: [certificate.learner.givenName, certificate.learner.familyName].join(' ') }]
        : []
    }),
  }
}
