import type { Hit } from './hit.ts'

/** So many findings in one paragraph are enough, and looking for overlaps stays cheap. */
const ENOUGH = 100

/** Whether a part of a text was found before, or so much was found that nothing more needs saying. */
export function isCovered(hits: readonly Hit[], start: number, end: number): boolean {
  return hits.length >= ENOUGH || hits.some(hit => hit.start < end && start < hit.end)
}
