import type { Json } from '../ledger/canonical-json.ts'
import type { FirstAttempt } from './count-attempt.ts'

export function readAttempt({ items, pre_items, responses }: { items: string, pre_items: string | null, responses: string }): FirstAttempt {
  return { items: JSON.parse(items), preItems: pre_items === null ? undefined : JSON.parse(pre_items), responses: JSON.parse(responses) }
}

export function readResponses({ responses }: { responses: string }): Readonly<Record<string, Json>> {
  return JSON.parse(responses)
}
