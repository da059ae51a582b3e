import type { StepName } from '../../../server/journey/steps.ts'
import type { TranscriptEntry } from '../../../server/learners/transcript.ts'

/** Who looks at the home page, as far as the credit service says. */
export type Visitor
  /** There is no credit service. */
  = | { readonly kind: 'none' }
    | { readonly kind: 'anonymous' }
  /** The service cannot say at the moment. */
    | { readonly kind: 'unknown' }
    | { readonly kind: 'person', readonly email: string, readonly role: 'learner' | 'office' | 'admin', readonly courses: readonly BegunCourse[] }

export interface BegunCourse extends Pick<TranscriptEntry, 'course' | 'title' | 'language' | 'completed'> {
  readonly next: StepName | null
}

/** Answers as the credit service does. */
export type AskService = (path: string, headers: Record<string, string>) => Promise<Response>

/** Asks the service with the cookie of a request. Nothing that goes wrong there takes the page away. */
export async function visitorOf(cookie: string | undefined, ask: AskService): Promise<Visitor> {
  if (!cookie)
    return { kind: 'anonymous' }
  try {
    const me = await ask('/api/me', { cookie })
    if (me.status === 401)
      return { kind: 'anonymous' }
    const transcript = await ask('/api/me/transcript', { cookie })
    if (!me.ok || !transcript.ok)
      return { kind: 'unknown' }
    const { email, role } = await me.json() as { email: string, role: 'learner' | 'office' | 'admin' }
    const { courses } = await transcript.json() as { courses: BegunCourse[] }
    return { kind: 'person', email, role, courses }
  }
  catch {
    return { kind: 'unknown' }
  }
}
