import type { Json } from './canonical-json.ts'
import type { Link } from './chain.ts'
import { z } from 'zod'

/** The kind of the record that says which bodies of its chain were erased, by whom, and why. */
export const ERASURE = 'bodies-erased'

/**
 * What may be erased: answers, scores, evaluations, and who enrolled. What credit rests on never is: claims, certificates,
 * corrections, and the records of erasures themselves.
 */
export const ERASABLE: ReadonlySet<string> = new Set(['enrolled', 'acknowledged', 'pre-test-answered', 'pre-test-finished', 'lecture-progressed', 'attempt-started', 'answered', 'attempt-submitted', 'evaluated'])

const erasureSchema = z.strictObject({
  /** First and last of each run of records. */
  records: z.array(z.tuple([z.int(), z.int()])),
  actor: z.string(),
  reason: z.string(),
  /**
   * Seq, kind, time and hash of records of the first format: their hash covers the body, so that nothing but this shows an
   * edit of the rest once the body is gone.
   */
  firstFormat: z.array(z.tuple([z.int(), z.string(), z.string(), z.string()])).optional(),
})

export type ErasureRecord = z.infer<typeof erasureSchema>

/** The body of the record that goes with the erasure of `links`, which are in order. */
export function describeErasure(links: readonly Link[], { actor, reason }: { actor: string, reason: string }): Json {
  const records: [number, number][] = []
  for (const { seq } of links) {
    const run = records.at(-1)
    if (run?.[1] === seq - 1)
      run[1] = seq
    else
      records.push([seq, seq])
  }
  const firstFormat = links.filter(link => link.digest === null).map(({ seq, kind, at, hash }) => [seq, kind, at, hash])
  return { records, actor, reason, ...firstFormat.length && { firstFormat } }
}

/** Reads such a body; undefined when it is none. */
export function readErasure(body: string): ErasureRecord | undefined {
  try {
    return erasureSchema.parse(JSON.parse(body))
  }
  catch {
    return undefined
  }
}
